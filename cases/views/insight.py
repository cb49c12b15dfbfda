"""Published insights, for everyone."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from atelier.base.data import search
from atelier.base.types import Values
from atelier.base.web.paging import keyset
from cases.models import Case, Insight
from cases.queries import with_published_insights
from cases.states import InsightState, Lens, Level


@login_not_required
@require_safe
def insight_list(request: HttpRequest) -> HttpResponse:
    mechanisms = with_published_insights()
    chosen = _chosen(request, [one.slug for one in mechanisms])
    insights = Insight.objects.published().select_related("mechanism")
    if chosen["mechanism"]:
        insights = insights.filter(mechanism__slug=chosen["mechanism"])
    if chosen["level"]:
        insights = insights.filter(level=chosen["level"])
    if chosen["lens"]:
        insights = insights.filter(lens=chosen["lens"])
    if chosen["q"]:
        insights = insights.filter(search=search.query(chosen["q"]))
    context = {
        "insights": keyset(insights, request, order=("-published_at", "-pk"), size=24),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "mechanisms": [(one.slug, one.name) for one in mechanisms],
        "levels": Level.choices,
        "lenses": Lens.choices,
    }
    return render(request, "cases/insight_list.html", context)


def _chosen(request: HttpRequest, mechanisms: list[str]) -> dict[str, str]:
    """The filters of the address; an unknown value narrows nothing."""
    known: Values = {"mechanism": mechanisms, "level": Level.values, "lens": Lens.values}
    chosen = {name: value if (value := request.GET.get(name, "")) in known[name] else "" for name in known}
    return {**chosen, "q": search.tidied(request.GET.get("q", ""))}


@login_not_required
@require_safe
def insight(request: HttpRequest, slug: str) -> HttpResponse:
    """The text; or, where it was taken back, a plain note of that."""
    known = Insight.objects.once_published().select_related("mechanism").prefetch_related("notes")
    found = get_object_or_404(known, slug=slug)
    if found.state != InsightState.PUBLISHED:
        return render(request, "cases/insight_gone.html", {"notes": found.notes.all()}, status=HTTPStatus.GONE)
    # A visitor sees the insight alone; who takes part may read on in the case.
    case = Case.objects.visible_to(request.user).filter(pk=found.case_id).first() if found.case_id else None
    return render(request, "cases/insight_detail.html", {"insight": found, "case": case})
