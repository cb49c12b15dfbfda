"""The mails of the cases' room. They name the action and the number, never a word of the case itself."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from atelier.mail.messages import Mail, Obsolete, Recipient, absolute_url, compose, message
from cases.models import Attachment, Case, Commitment, Insight, LookBack, Together
from cases.states import TAKES_LOOK_BACK, CaseState, CommitmentState, InsightState, Moment, Scan


def _case(case: int, *states: str) -> Case:
    """The case while it is in one of `states` (any, without): else the mail has no use any more."""
    found: Case | None = Case.objects.filter(pk=case).first()
    if found is None or (states and found.state not in states):
        raise Obsolete
    return found


def _about(name: str, to: Recipient, case: Case, page: str, **more: object) -> Mail:
    link = absolute_url(f"cases:{page}", case.number)
    return compose(f"cases/email/{name}", to, {"number": case.number, "link": link, **more})


@message("cases.received", called=gettext_lazy("Case came in, to its submitters"))
def received(to: Recipient, *, case: int) -> Mail:
    found, reached = _case(case), {"phone": settings.STUDIO_PHONE, "email": settings.STUDIO_EMAIL}
    return _about("received", to, found, "intake", at_once=found.opens_at_once, **reached)


@message("cases.asked_together", called=gettext_lazy("Asked to submit a case together"), resend_unsure=True)
def asked_together(to: Recipient, *, together: int = 0, case: int = 0) -> Mail:
    """Who asks, and for what. No number of the case: once members read it, that would tell who submitted it.

    `case`: of a mail that waits since before.
    """
    mine = Together.objects.waiting().filter(member=_pk(to))
    return _asked("asked_together", to, mine.filter(case=case) if case else mine.filter(pk=together))


@message("cases.together_yes", called=gettext_lazy("Said yes to submitting together, to the submitter"))
def together_yes(to: Recipient, *, together: int) -> Mail:
    """To who submitted: look whether this is who you meant. Who it is stands on the page behind login."""
    found = Together.objects.said_yes().filter(pk=together).select_related("case").first()
    if found is None:
        raise Obsolete
    number = found.case.number
    link = absolute_url("cases:together_meant", number, found.pk)
    return compose("cases/email/together_yes", to, {"number": number, "link": link})


@message("cases.together_meant", called=gettext_lazy("Submits a case together from now on"))
def together_meant(to: Recipient, *, together: int) -> Mail:
    found = Together.objects.filter(pk=together, member=_pk(to), agreed_at__isnull=False, ended_at=None)
    asked = found.select_related("case").first()
    if asked is None:
        raise Obsolete
    return _about("together_meant", to, asked.case, "intake")


@message("cases.together_not_meant", called=gettext_lazy("Was not meant to submit a case together"))
def together_not_meant(to: Recipient, *, together: int) -> Mail:
    ended = Together.objects.filter(agreed_at=None, ended_at__isnull=False)
    return _asked("together_not_meant", to, ended.filter(pk=together, member=_pk(to)))


def _asked(name: str, to: Recipient, those: QuerySet[Together]) -> Mail:
    asked = those.select_related("case__submitter").first()
    if asked is None:
        raise Obsolete
    link = absolute_url("cases:together", asked.pk)
    return compose(f"cases/email/{name}", to, {"asker": asked.case.submitter, "link": link})


def _pk(to: Recipient) -> int | None:
    return to.member.pk if to.member else None


@message("cases.taken_off", called=gettext_lazy("No longer submits a case"))
def taken_off(to: Recipient, *, case: int) -> Mail:
    return compose("cases/email/taken_off", to, {"number": _case(case).number})


@message("cases.attachment_refused", called=gettext_lazy("Attachment refused by the virus scanner"))
def attachment_refused(to: Recipient, *, attachment: int) -> Mail:
    """The name of the file stands on the page behind login."""
    refused = Attachment.objects.filter(pk=attachment, scan=Scan.INFECTED).select_related("intake__case").first()
    if refused is None:
        raise Obsolete
    case = refused.case
    page = ("cases:step", case.key, "bijlagen") if case.is_draft else ("cases:intake", case.number)
    context = {"number": case.number, "link": absolute_url(*page)}
    return compose("cases/email/attachment_refused", to, context)


@message("cases.waiting", called=gettext_lazy("Case waits for review, to moderators"), resend_unsure=True)
def waiting(to: Recipient, *, case: int) -> Mail:
    """To moderators: an intake waits for review."""
    found = _case(case, CaseState.SUBMITTED)
    link = absolute_url("admin:cases_case_change", found.pk)
    return compose("cases/email/waiting", to, {"number": found.number, "link": link})


@message("cases.draft_goes", called=gettext_lazy("Old draft is deleted soon"), resend_unsure=True)
def draft_goes(to: Recipient, *, case: int) -> Mail:
    """To who left a draft alone: it is deleted, unless they go on."""
    found = _case(case, CaseState.DRAFT)
    if found.draft_warned_at is None or to.member is None or found.submitter_id != to.member.pk:
        raise Obsolete
    context = {"day": found.draft_deleted_on, "link": absolute_url("cases:check", found.key)}
    return compose("cases/email/draft_goes", to, context)


@message("cases.changes_asked", called=gettext_lazy("Changes asked in a case"))
def changes_asked(to: Recipient, *, case: int) -> Mail:
    return _about("changes_asked", to, _case(case, CaseState.CHANGES_ASKED), "intake")


@message("cases.shown", called=gettext_lazy("Look at the text for members"), resend_unsure=True)
def shown(to: Recipient, *, case: int, until: int) -> Mail:
    """The text itself stands on the page behind login. Of a round that is over (`until`) it has no use any more."""
    found = _case(case, CaseState.SHOWN)
    if found.opens_at is None or int(found.opens_at.timestamp()) != until:
        raise Obsolete
    return _about("shown", to, found, "text", opens_at=found.opens_at)


@message("cases.released", called=gettext_lazy("Case released"))
def released(to: Recipient, *, case: int) -> Mail:
    found = _case(case)
    if not found.is_open_to_members:
        raise Obsolete
    return _about("released", to, found, "detail")


@message("cases.taken_back", called=gettext_lazy("Text of a case taken back"))
def taken_back(to: Recipient, *, case: int) -> Mail:
    """The reason stands on the page behind login: it may quote the intake."""
    return _about("taken_back", to, _case(case, CaseState.SUBMITTED), "intake")


@message("cases.declined", called=gettext_lazy("Case declined"))
def declined(to: Recipient, *, case: int) -> Mail:
    """Reason and offer stand on the page behind login: a moderator may quote the intake in them."""
    return _about("declined", to, _case(case, CaseState.DECLINED), "intake")


@message("cases.withdrawn", called=gettext_lazy("Case withdrawn, to its submitters"))
def withdrawn(to: Recipient, *, case: int) -> Mail:
    return _about("withdrawn", to, _case(case, CaseState.WITHDRAWN), "intake")


@message("cases.voice_removed", called=gettext_lazy("Perspective taken off"))
def voice_removed(to: Recipient, *, case: int) -> Mail:
    found = _case(case)
    return compose("cases/email/voice_removed", to, {"number": found.number})


@message("cases.withdrawn_note", called=gettext_lazy("Case withdrawn, to moderators"))
def withdrawn_note(to: Recipient, *, case: int) -> Mail:
    """To moderators and coordinators: it is off the table."""
    found = _case(case, CaseState.WITHDRAWN)
    return compose("cases/email/withdrawn_note", to, {"number": found.number})


@message("cases.look_back", called=gettext_lazy("Tell what came of the advice"), resend_unsure=True)
def look_back(to: Recipient, *, case: int, moment: str) -> Mail:
    found = _case(case, *TAKES_LOOK_BACK)
    if LookBack.objects.filter(case=found, moment=moment).exists():
        raise Obsolete
    return _about("look_back", to, found, "look_back", six_months=moment == Moment.SIX_MONTHS)


@message("cases.commitment", called=gettext_lazy("Reminder of a commitment"), resend_unsure=True)
def commitment(to: Recipient, *, commitment: int) -> Mail:
    return _commitment("commitment", to, commitment)


@message("cases.commitment_changed", called=gettext_lazy("Commitment changed by a coordinator"), resend_unsure=True)
def commitment_changed(to: Recipient, *, commitment: int) -> Mail:
    """To its owner: somebody else changed the date, or put it in this name."""
    return _commitment("commitment_changed", to, commitment)


def _commitment(name: str, to: Recipient, commitment: int) -> Mail:
    found = Commitment.objects.filter(pk=commitment, state=CommitmentState.OPEN).select_related("case").first()
    if found is None or to.member is None or found.owner_id != to.member.pk:
        raise Obsolete
    context = {
        "number": found.case.number,
        "due_on": found.due_on,
        "link": absolute_url("cases:commitment", found.pk),
    }
    return compose(f"cases/email/{name}", to, context)


@message("cases.insight_published", called=gettext_lazy("Insight published"))
def insight_published(to: Recipient, *, insight: int) -> Mail:
    found = Insight.objects.filter(pk=insight, state=InsightState.PUBLISHED).select_related("case").first()
    if found is None or found.case is None:
        raise Obsolete
    context = {"number": found.case.number, "link": absolute_url(found)}
    return compose("cases/email/insight_published", to, context)
