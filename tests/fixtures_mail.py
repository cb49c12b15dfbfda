"""Mail in tests: `deliver()` sends what is due, `mailbox` tells what a person got."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives

from atelier.mail import tasks
from atelier.mail.delivery import sweep

ROOT = Path(__file__).resolve().parent.parent


def deliver() -> list[EmailMultiAlternatives]:
    """Send what is due now; gives the mails that left by it (subject, body, alternatives, to, extra_headers)."""
    before = len(django_mail.outbox)
    sweep()
    return django_mail.outbox[before:]


def tick() -> list[EmailMultiAlternatives]:
    """One minute of beat: the apps' periodic work, then the sweep; gives the mails that left by it."""
    before = len(django_mail.outbox)
    tasks.tick()
    return django_mail.outbox[before:]


@dataclass
class Mailbox:
    """All mails that left in this test."""

    def deliver(self) -> list[EmailMultiAlternatives]:
        return deliver()

    def of(self, reader: Any) -> list[EmailMultiAlternatives]:
        """The mails to a member or address; sends first what is due."""
        deliver()
        address = reader if isinstance(reader, str) else reader.email
        return [one for one in django_mail.outbox if address in one.to]

    def last(self, reader: Any) -> EmailMultiAlternatives:
        return self.of(reader)[-1]


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox()


@pytest.fixture
def outbox_sent(db: None) -> Callable[[], list[EmailMultiAlternatives]]:
    return deliver
