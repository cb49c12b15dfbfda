"""Periods that moderators may change within bounds: how long raw texts are kept, how long a text waits for a look."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.states import KEPT_DAYS, PERIODS, Days, Keeping, Look

LONGEST = max(days.most for days in PERIODS.values())


class Period(models.Model):
    """The studio's own number of days. Without a row the usual one counts: no text stays because a row is missing."""

    kind = models.CharField(
        _("of what"), max_length=20, choices=[*Keeping.choices, *Look.choices], primary_key=True, editable=False
    )
    days = models.PositiveSmallIntegerField(_("days"), editable=False)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST), name="period_is_sensible"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def bounds(self) -> Days:
        return PERIODS[self.kind]

    @property
    def is_look(self) -> bool:
        """Of a text that waits for who submitted it, not of one that is kept."""
        return self.kind == Look.TIME


class PeriodChange(models.Model):
    """Who chose another number of days, and why."""

    period = models.ForeignKey(Period, verbose_name=_("period"), on_delete=models.CASCADE)
    before = models.PositiveSmallIntegerField(_("days before"))
    after = models.PositiveSmallIntegerField(_("days after"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    why = models.TextField(_("why"), max_length=2000)

    class Meta:
        verbose_name = _("change of a period")
        verbose_name_plural = _("changes of periods")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} > {self.after}"


def look_days() -> int:
    """How many working days who submitted a case has to look at its text for members."""
    own = Period.objects.filter(kind=Look.TIME).values_list("days", flat=True).first()
    return PERIODS[Look.TIME].usual if own is None else own


def kept_for(kind: Keeping) -> Any:
    """SQL: how long what is of this kind is kept."""
    return _interval(Period.objects.filter(kind=kind), Value(KEPT_DAYS[kind].usual))


def kept_by(annotated: str) -> Any:
    """The same, of the kind that stands in this annotation."""
    usual = (When(Q((annotated, kind)), then=Value(days.usual)) for kind, days in KEPT_DAYS.items())
    return _interval(Period.objects.filter(kind=OuterRef(annotated)), models.Case(*usual))


def _interval(own: "models.QuerySet[Period]", usual: Any) -> Any:
    days = Coalesce(Subquery(own.values("days")[:1]), usual, output_field=models.IntegerField())
    return Func(days, template="make_interval(days => %(expressions)s)", output_field=models.DurationField())
