"""What the studio learned, named by mechanism, level and lens; public after review."""

from typing import cast

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from atelier.base.data.notes import PublicNote
from atelier.base.data.search import CONFIG
from cases.models.case import Case
from cases.states import InsightState, Lens, Level
from members.requests import Viewer


class Mechanism(models.Model):
    """What makes or keeps inequality, in a word: the list grows in the admin."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address on the site"), max_length=80, unique=True)
    about = models.TextField(_("about"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class InsightQuerySet(models.QuerySet["Insight"]):
    def published(self) -> "InsightQuerySet":
        return self.filter(state=InsightState.PUBLISHED)

    def visible_to(self, user: Viewer) -> "InsightQuerySet":
        """Published ones, for everyone."""
        return self.published()

    def once_published(self) -> "InsightQuerySet":
        """Whoever has its address finds the text, or a note of where it went."""
        return self.filter(published_at__isnull=False, slug__isnull=False)

    def waiting_for_review(self) -> "InsightQuerySet":
        return self.filter(state=InsightState.DRAFT).order_by("created_at", "pk")


_InsightManager = models.Manager.from_queryset(InsightQuerySet)


class InsightManager(_InsightManager["Insight"]):
    def get_queryset(self) -> InsightQuerySet:
        """Without the search column, which is long and which no page shows."""
        return cast("InsightQuerySet", super().get_queryset().defer("search"))


class Insight(models.Model):
    case = models.ForeignKey(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.PROTECT, related_name="insights"
    )
    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(_("address on the site"), max_length=80, unique=True, null=True, editable=False)
    text = models.TextField(_("insight"), max_length=6000)
    mechanism = models.ForeignKey(
        Mechanism,
        verbose_name=_("mechanism"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="insights",
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True)
    lens = models.CharField(_("lens"), max_length=20, choices=Lens, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=InsightState, default=InsightState.DRAFT, editable=False
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    # Who wrote in it since it was last published: somebody else publishes it.
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("writers"), blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIG) + SearchVector("text", weight="B", config=CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = InsightManager()

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "published_at", "id"], name="insight_state_published"),
            models.Index(fields=["-published_at", "-id"], name="insight_published"),
            models.Index(fields=["mechanism"], name="insight_of_mechanism", condition=Q(state="published")),
            GinIndex(fields=["search"], name="insight_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=InsightState.PUBLISHED)
                | (
                    Q(slug__isnull=False)
                    & Q(published_at__isnull=False)
                    & Q(mechanism__isnull=False)
                    & ~Q(level="")
                    & ~Q(lens="")
                ),
                name="insight_published_is_named",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:insight", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.state == InsightState.DRAFT


class InsightNote(PublicNote):
    subject = models.ForeignKey(Insight, verbose_name=_("insight"), on_delete=models.CASCADE, related_name="notes")

    class Meta(PublicNote.Meta):
        verbose_name = _("public note of an insight")
        verbose_name_plural = _("public notes of insights")


class InsightMove(Move):
    subject = models.ForeignKey(Insight, verbose_name=_("insight"), on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("move of an insight")
        verbose_name_plural = _("moves of insights")
