"""The outbox: one row per mail, the truth about what must leave, has left, or may have left."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.mail.states import State

# The purpose under which secret words of a mail are encrypted (atelier.base.data.sealed).
SEALED_FOR = "outbox"


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def planned(self) -> "OutboxQuerySet":
        return self.filter(state=State.PLANNED)

    def due(self, now: datetime) -> "OutboxQuerySet":
        """What must leave now, oldest first; after a temporary failure not before `try_at`."""
        return self.planned().filter(due_at__lte=now, try_at__lte=now).order_by("due_at", "pk")

    def overdue(self, now: datetime) -> "OutboxQuerySet":
        """Planned, but too late to be of use."""
        return self.planned().filter(expires_at__lte=now)

    def stranded(self, before: datetime) -> "OutboxQuerySet":
        """Claimed by a sweep that did not come back."""
        return self.filter(state=State.CLAIMED, claimed_at__lt=before)


class OutboxMessage(models.Model):
    kind = models.CharField(_("kind"), max_length=80, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
    )
    # Only for who is not a member; a member's address is looked up when the mail leaves.
    address = models.EmailField(_("e-mail address"), blank=True, editable=False)
    # "member:7", or a keyed hash of the address: stays unique after the address itself is erased.
    person = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=5, blank=True, editable=False)
    params = models.JSONField(_("ids"), default=dict, editable=False)
    # Encrypted words that may not lie about (a login code); wiped as soon as the mail is done.
    sealed = models.TextField(blank=True, editable=False)

    occasion = models.CharField(_("occasion"), max_length=100, editable=False)
    moment = models.CharField(_("moment"), max_length=60, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    due_at = models.DateTimeField(_("due"), default=timezone.now, editable=False)
    try_at = models.DateTimeField(_("next try"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("of use until"), null=True, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True, editable=False)
    # Set just before the mail goes over the line: from here until the answer is written nobody knows.
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    resent = models.PositiveSmallIntegerField(_("sent again when unsure"), default=0, editable=False)
    message_id = models.CharField(_("Message-ID"), max_length=200, editable=False)
    last_answer = models.CharField(_("last answer"), max_length=300, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects: ClassVar[object] = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "person", "kind", "moment", "version"], name="outbox_one_per_occasion"
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=models.F("due_at")), name="outbox_expires_after_due"
            ),
        ]
        indexes = [
            # The sweep's query: small, as it holds only what still has to leave.
            models.Index(fields=["due_at", "id"], condition=Q(state="planned"), name="outbox_due"),
            models.Index(fields=["claimed_at"], condition=Q(state="claimed"), name="outbox_claimed"),
            models.Index(fields=["state", "-due_at"], name="outbox_state"),
            # The desk: the list, one kind of it, one mail, one address.
            models.Index(fields=["-due_at", "-id"], name="outbox_list"),
            models.Index(fields=["kind", "-due_at", "-id"], name="outbox_kind"),
            models.Index(fields=["message_id"], name="outbox_message_id"),
            models.Index(Upper("address"), condition=~Q(address=""), name="outbox_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occasion}"

    @property
    def to_address(self) -> str:
        return str(self.recipient.email) if self.recipient else self.address


class UndeliverableAddress(models.Model):
    """An address whose server said for good that it does not exist. Shown to coordinators; deletes nothing."""

    address = models.EmailField(_("e-mail address"), unique=True)
    answer = models.CharField(_("answer of the server"), max_length=300, blank=True)
    seen_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("undeliverable address")
        verbose_name_plural = _("undeliverable addresses")
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.address


class OptOut(models.Model):
    """This person does not want this optional kind of mail."""

    person = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=80)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("unsubscribed kind of mail")
        verbose_name_plural = _("unsubscribed kinds of mail")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="optout_once")]

    def __str__(self) -> str:
        return self.kind


class DemoMail(models.Model):
    """A mail that a portal without a mail server keeps for the page /postvak/ (demo only)."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    to = models.CharField(_("recipient"), max_length=320)
    subject = models.CharField(_("subject"), max_length=998)
    raw = models.BinaryField()

    class Meta:
        verbose_name = _("demo mail")
        verbose_name_plural = _("demo mails")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mail:demo_mail", args=[self.pk])
