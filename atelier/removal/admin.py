"""The desk for reports: look, take off, or let it stand."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from atelier.base.types import Words
from atelier.desk.admins import DeskAdmin
from atelier.desk.steps import Step
from atelier.desk.waiting import waiting
from atelier.removal import actions
from atelier.removal.models import Report


class Waits(admin.SimpleListFilter):
    title = _("handled")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, Words]]:
        return [("yes", _("Waits for a moderator"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        return queryset.filter(handled_at=None) if self.value() == "yes" else queryset


@admin.register(Report)
class ReportAdmin(DeskAdmin[Report]):
    """What was meant is read here, and nowhere else."""

    list_display = ("pk", "kind", "subject", "at", "handled_at", "outcome")
    list_filter = (Waits,)
    may_change = False
    fields = ("kind", "subject", "at", "which", "handled_at", "handled_by", "outcome")
    readonly_fields = ("which",)
    steps = (
        Step(
            name="weghalen",
            label=_("Look, and take a text off"),
            act=lambda report, by: redirect("removal:choose", report.kind, report.subject),
            possible=lambda report: report.handled_at is None,
        ),
        Step(
            name="blijft",
            label=_("It may stand there"),
            act=lambda report, by: actions.let_stand(report, by=by),
            possible=lambda report: report.handled_at is None,
            intro=_("Nothing changes on the page. The sentence that was reported goes."),
        ),
    )

    @admin.display(description=_("which sentence"))
    def which(self, report: Report) -> str:
        return report.words


waiting(
    _("Reports that something about a person stands somewhere"),
    lambda: reverse("admin:removal_report_changelist") + "?waits=yes",
    lambda _now: Report.objects.waiting(),
)
