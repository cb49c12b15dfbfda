"""What a member or an organisation brings to the studio, and what it seeks there."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.search import CONFIG
from members.models.background import FromOrganisation
from members.models.member import Member
from members.models.organisation import Organisation
from members.states import BRING_SEEK_TONES, BringSeekKind


class BringSeekQuerySet(models.QuerySet["BringSeek"]):
    def active(self) -> "BringSeekQuerySet":
        return self.filter(ended_at=None)

    def of(self, member: Member) -> "BringSeekQuerySet":
        """What this member may end: the own items and those of the own organisation."""
        mine = models.Q(member=member)
        if member.organisation_id:
            mine |= models.Q(organisation=member.organisation_id)
        return self.filter(mine)


class BringSeek(FromOrganisation):
    kind = models.CharField(_("kind"), max_length=10, choices=BringSeekKind)
    # The writer; empty once the writer is erased and the organisation keeps the item.
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, on_delete=models.SET_NULL, related_name="brings_and_seeks"
    )
    # Set when the item speaks for the organisation.
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="brings_and_seeks",
    )
    topic = models.CharField(_("topic"), max_length=80)
    text = models.CharField(_("text"), max_length=600, blank=True)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True, editable=False)

    objects = BringSeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("bring or seek")
        verbose_name_plural = _("bring and seek")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member__isnull=False) | models.Q(organisation__isnull=False),
                name="bring_seek_is_somebodys",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-created_at", "-id"], condition=models.Q(ended_at=None), name="bring_seek_active"
            ),
            models.Index(fields=["-created_at", "-id"], name="bring_seek_created"),
            GinIndex(SearchVector("topic", "text", config=CONFIG), name="bring_seek_words"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def tone(self) -> str:
        """The colour of its chip."""
        return BRING_SEEK_TONES[self.kind]

    @property
    def is_active(self) -> bool:
        return self.ended_at is None
