"""Figures for coordinators."""

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from atelier.base.web.access import needs
from atelier.front.queries import statistics
from members.permissions import may_coordinate
from members.requests import MemberRequest

# Counting reads whole tables, and the figures are the same for every coordinator.
KEPT = 10 * 60


@needs(may_coordinate, _("Only coordinators read the figures of the studio."))
@require_safe
def figures(request: MemberRequest) -> HttpResponse:
    seasons = statistics.seasons()
    season = next((one for one in seasons if one.name == request.GET.get("seizoen")), seasons[0])
    counted = cache.get_or_set(f"figures:{get_language()}:{season.name}", lambda: statistics.all_of(season), KEPT)
    return render(request, "front/statistics.html", {"season": season, "seasons": seasons, **(counted or {})})
