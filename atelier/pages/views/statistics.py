"""Figures for coordinators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from atelier.lib.access import needs
from atelier.pages.queries import statistics
from members.permissions import may_coordinate


@needs(may_coordinate, _("Only coordinators read the figures of the studio."))
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    seasons = statistics.seasons()
    season = next((one for one in seasons if one.name == request.GET.get("seizoen")), seasons[0])
    context = {
        "season": season,
        "seasons": seasons,
        "perspectives": statistics.members_by_perspective(),
        "cases": statistics.cases_by_state(),
        "attendance": statistics.attendance(),
        "release": statistics.time_to_release(season),
        "advices": statistics.advices(season),
        "organisations": statistics.organisations(season),
        "small": statistics.SMALL,
    }
    return render(request, "pages/statistics.html", context)
