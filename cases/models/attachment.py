"""A file with an intake (proof, a letter): read by whoever reads the intake, by members only once it is released."""

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.files.texts import taken_out
from atelier.base.files.uploads import NewName, discard
from cases.models.case import Case
from cases.models.intake import Intake
from cases.states import OPEN_TO_MEMBERS, SCAN_TONES, TAKES_ATTACHMENTS, CaseState, Scan
from members.permissions import may_moderate, may_take_part
from members.requests import Viewer

MOST_OF_A_CASE = 5
# Drafts can be begun without end.
MOST_OF_A_MEMBER = 40
# Not on its way to the scanner, and not refused by it.
MAY_BE_OPENED = (Scan.CLEAN, Scan.NONE)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def open_to(self, user: Viewer) -> "AttachmentQuerySet":
        """Whom the file is given to; what is not looked at for viruses yet, to who sent it alone."""
        if not may_take_part(user):
            return self.none()
        mine = Q(intake__case__in=Case.objects.of(user))
        others = Q(released_at__isnull=False, intake__case__state__in=OPEN_TO_MEMBERS)
        if may_moderate(user):
            others = ~Q(intake__case__state=CaseState.DRAFT)
        held = self.exclude(file="").select_related("intake__case")
        return held.filter((mine & Q(sent_by=user.pk)) | (Q(scan__in=MAY_BE_OPENED) & (mine | others)))

    def released(self) -> "AttachmentQuerySet":
        """What members see of a case that they can read."""
        return self.filter(released_at__isnull=False, scan__in=MAY_BE_OPENED).exclude(file="")

    def held(self) -> "AttachmentQuerySet":
        """Without what the scanner refused, of which a name is left for who sent it."""
        return self.exclude(scan=Scan.INFECTED)

    def to_scan(self) -> "AttachmentQuerySet":
        """Longest waiting first; also what came when there was no scanner."""
        waiting = self.filter(scan__in=(Scan.WAITING, Scan.NONE)).exclude(file="")
        return waiting.order_by(models.F("scanned_at").asc(nulls_first=True), "pk")


class Attachment(models.Model):
    """Goes with the intake, its file too, whatever deletes it."""

    intake = models.ForeignKey(Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to=NewName("attachments"), blank=True)
    # As it was sent; members never see it.
    name = models.CharField(_("name of the file"), max_length=150)
    about = models.CharField(_("what it is"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size"))
    # What a wash took out of it: {kind: number}.
    taken = models.JSONField(default=dict, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sent by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    scan = models.CharField(_("virus scan"), max_length=10, choices=Scan)
    # Or last tried to.
    scanned_at = models.DateTimeField(_("looked at for viruses"), null=True)
    # What members read of it, written by who releases it.
    title = models.CharField(_("what members read of the attachment"), max_length=120, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("released by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=Scan.values), name="attachment_scan"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | (~Q(title="") & Q(scan__in=MAY_BE_OPENED)),
                name="attachment_released_has_title",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def case(self) -> Case:
        return self.intake.case

    @property
    def file_url(self) -> str:
        return reverse("cases:attachment", args=[self.pk])

    @property
    def facts(self) -> str:
        return f"{PurePath(self.name).suffix.lstrip('.').upper()}, {filesizeformat(self.size)}"

    @property
    def told_of(self) -> str:
        """What was taken out of it, in words."""
        return taken_out(self.taken)

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def is_safe(self) -> bool:
        """Others may have it, as far as viruses go; nothing to have when a moderator took the file off."""
        return self.scan in MAY_BE_OPENED and bool(self.file)

    @property
    def waits_for_scan(self) -> bool:
        return self.scan == Scan.WAITING

    @property
    def was_refused(self) -> bool:
        return self.scan == Scan.INFECTED

    @property
    def is_unscanned(self) -> bool:
        """There is no scanner: whoever releases it must know."""
        return self.scan == Scan.NONE

    @property
    def scan_tone(self) -> str:
        return SCAN_TONES[Scan(self.scan)]

    @property
    def may_be_released(self) -> bool:
        return self.is_safe and not self.is_released and self.case.state in TAKES_ATTACHMENTS


@receiver(post_delete, sender=Attachment)
def _file_goes_too(instance: Attachment, **_kwargs: Any) -> None:
    discard(instance.file)
