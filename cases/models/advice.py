"""Advice from a meeting, and what the presenter later says of it."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.search import CONFIG
from cases.models.case import Case
from cases.states import VERDICT_TONES, Moment, Verdict
from members.models import FromOrganisation
from members.states import Perspective


class Advice(models.Model):
    """One card. `verdict` is the newest judgement, empty while there is none."""

    told: Sequence[object]  # what was said of it at each look back, where `results_of` read it

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="advices")
    text = models.TextField(_("advice"), max_length=2000)
    perspective = models.CharField(_("from which perspective"), max_length=20, choices=Perspective, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advices")
        ordering = ["recorded_at", "pk"]
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="advice_recorded"),
            GinIndex(SearchVector("text", config=CONFIG), name="advice_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tone(self) -> str:
        """How the chip of its verdict looks."""
        return VERDICT_TONES.get(self.verdict, "")


class LookBack(FromOrganisation):
    """What the presenter tells at one moment: what changed more widely; per advice there is a Judgement."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="look_backs")
    moment = models.CharField(_("moment"), max_length=20, choices=Moment)
    changed = models.TextField(_("what changed more widely"), max_length=3000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("look back")
        verbose_name_plural = _("look backs")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at", "id"], name="look_back_at"),
            GinIndex(SearchVector("changed", config=CONFIG), name="look_back_words"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "moment"], name="lookback_one_per_moment")]

    def __str__(self) -> str:
        return f"{self.case.number} {self.get_moment_display()}"


class Judgement(models.Model):
    look_back = models.ForeignKey(
        LookBack, verbose_name=_("look back"), on_delete=models.CASCADE, related_name="judgements"
    )
    advice = models.ForeignKey(Advice, verbose_name=_("advice"), on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    word = models.TextField(_("in a word"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["advice_id"]
        constraints = [models.UniqueConstraint(fields=["look_back", "advice"], name="judgement_one_per_moment")]

    def __str__(self) -> str:
        return self.get_verdict_display()
