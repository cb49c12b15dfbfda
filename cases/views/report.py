"""What a meeting gave per case, written down by the coordinator."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged
from atelier.base.hooks import note
from atelier.base.types import Values
from cases import actions, queries
from cases.forms.result import (
    AdviceForm,
    CommitmentForm,
    InsightForm,
    ReviseAdviceForm,
    ReviseInsightForm,
)
from cases.models import Advice, Case, Insight
from cases.states import TAKES_RESULTS, CaseState, InsightState
from cases.views.steps import case_of, may, steps_of
from members.requests import MemberRequest

FORMS: Values = {"advies": AdviceForm, "toezegging": CommitmentForm, "inzicht": InsightForm}
RECORD: dict[str, Callable[..., object]] = {
    "advies": actions.record_advice,
    "toezegging": actions.record_commitment,
    "inzicht": actions.record_insight,
}
DONE = {
    "advies": gettext_lazy("The advice has been recorded."),
    "toezegging": gettext_lazy("The commitment has been recorded."),
    "inzicht": gettext_lazy("The insight has been recorded. A moderator looks at it before it is published."),
}


@may
@require_safe
def report(request: MemberRequest, number: str) -> HttpResponse:
    return _page(request, case_of(request, number), {})


@may
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest, number: str, part: str) -> HttpResponse:
    """One of the three forms of the page: advice, commitment, insight."""
    case = case_of(request, number)
    form = bind(request, FORMS[part], makes_new=True, prefix=part)
    if form.is_valid():
        try:
            RECORD[part](case, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(DONE[part]))
            return redirect("cases:report", number)
    return _page(request, case, {part: form})


def _page(request: MemberRequest, case: Case, forms: Values) -> HttpResponse:
    note(request, needs_htmx=True)
    forms = {part: forms.get(part) or form_class(prefix=part) for part, form_class in FORMS.items()}
    wrong = next((form for form in forms.values() if form.errors), None)
    # The meeting it was talked about stands above this room: known by the reverse relation alone.
    agenda_items: Any = case.agenda_items
    context = {
        "meeting": agenda_items.filter(reached=True).values_list("meeting__number", flat=True).last(),
        "case": case,
        "steps": steps_of(case),
        "form": wrong,
        "advice_form": forms["advies"],
        "commitment_form": forms["toezegging"],
        "insight_form": forms["inzicht"],
        "takes_results": case.state in TAKES_RESULTS,
        "takes_insight": case.state in (*TAKES_RESULTS, CaseState.CLOSED),
        **queries.results_of(case, drafts=True),
    }
    return render(request, "cases/report.html", context)


@may
@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct the wording of a card nobody judged yet."""
    card = get_object_or_404(
        Advice.objects.select_related("case").filter(verdict="", case__state__in=TAKES_RESULTS), pk=pk
    )
    form = bind(request, ReviseAdviceForm, versioned=card)
    if form.is_valid():
        actions.revise_advice(
            card,
            by=request.user,
            text=form.cleaned_data["text"],
            perspective=form.cleaned_data["perspective"],
        )
        messages.success(request, _("The advice has been changed."))
        return redirect("cases:report", card.case.number)
    return render(request, "cases/advice_form.html", {"advice": card, "case": card.case, "form": form})


@may
@require_POST
def advice_remove(request: MemberRequest, pk: int) -> HttpResponse:
    card = get_object_or_404(
        Advice.objects.select_related("case").filter(verdict="", case__state__in=TAKES_RESULTS), pk=pk
    )
    back = reverse("cases:report", args=[card.case.number])
    unchanged(request, card)
    if page := ask_once(request, _("Remove this advice?"), card.text, _("Remove it"), back=back):
        return page
    with undoable(request, _("The advice has been removed."), card, back=back):
        actions.remove_advice(card, by=request.user)
    return redirect(back)


@may
@require_http_methods(["GET", "HEAD", "POST"])
def insight(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a draft insight."""
    draft = get_object_or_404(Insight.objects.select_related("case").filter(state=InsightState.DRAFT), pk=pk)
    fields = ("title", "text", "mechanism", "level", "lens")
    initial = {name: getattr(draft, name) for name in fields}
    form = bind(request, ReviseInsightForm, versioned=draft, initial=initial)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in fields}
        actions.revise_insight(draft, by=request.user, **values)
        messages.success(request, _("The insight has been changed."))
        return redirect("cases:report", draft.case.number) if draft.case else redirect("cases:insights")
    return render(request, "cases/insight_form.html", {"insight": draft, "case": draft.case, "form": form})
