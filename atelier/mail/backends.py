"""Ways out for a mail: a real SMTP server, or the demo's mailbox page."""

import smtplib
from collections.abc import Buffer, Sequence
from email import policy

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

# The demo's mailbox is a window, not an archive.
DEMO_MAILS_KEPT = 500


class _Smtp(smtplib.SMTP):
    """Knows what the server last said to a mail, and whether we are waiting for that."""

    last_answer = ""
    in_doubt = False

    def data(self, msg: Buffer | str) -> tuple[int, bytes]:
        self.in_doubt = True
        code, answer = super().data(msg)
        self.in_doubt = False
        self.last_answer = f"{code} {answer.decode('utf-8', 'replace')}"
        return code, answer


class _SmtpSsl(_Smtp, smtplib.SMTP_SSL):
    pass


class Smtp(EmailBackend):
    """Django's SMTP backend that also tells the answer and whether a broken line leaves us in doubt."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SmtpSsl if self.use_ssl else _Smtp

    @property
    def last_answer(self) -> str:
        return getattr(self.connection, "last_answer", "")

    @property
    def in_doubt(self) -> bool:
        """The mail was handed over and no answer came back."""
        return getattr(self.connection, "in_doubt", False)


class DemoMailbox(BaseEmailBackend):
    """Keeps each mail in the database, for /postvak/."""

    last_answer = "250 kept in the demo mailbox"
    in_doubt = False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from atelier.mail.models import DemoMail

        rows = [
            DemoMail(
                at=timezone.now(),
                to=", ".join(one.recipients())[:320],
                subject=one.subject[:998],
                raw=one.message(policy=policy.SMTP).as_bytes(),
            )
            for one in email_messages
            if one.recipients()
        ]
        DemoMail.objects.bulk_create(rows)
        kept = DemoMail.objects.order_by("-pk").values("pk")[DEMO_MAILS_KEPT : DEMO_MAILS_KEPT + 1]
        DemoMail.objects.filter(pk__lte=kept).delete()
        return len(rows)
