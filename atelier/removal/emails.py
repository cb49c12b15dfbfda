"""The mail of a report. It names its number, never a word of what was reported."""

from django.utils.translation import gettext_lazy

from atelier.mail.messages import Mail, Obsolete, Recipient, absolute_url, compose, message
from atelier.removal.models import Report


@message("removal.reported", called=gettext_lazy("Passage reported, to moderators"), resend_unsure=True)
def reported(to: Recipient, *, report: int) -> Mail:
    found = Report.objects.waiting().filter(pk=report).first()
    if found is None:
        raise Obsolete
    link = absolute_url("admin:removal_report_change", found.pk)
    return compose("removal/email/reported", to, {"number": found.pk, "link": link})
