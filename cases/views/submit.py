"""Submitting a case: one question per page, every step kept on the server."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.web.access import needs
from atelier.base.words.dates import nice_date
from cases import actions, queries
from cases.forms.intake import (
    AttributionForm,
    DraftForm,
    QuestionForm,
    SituationForm,
    TogetherForm,
    TriedForm,
    UrgencyForm,
)
from cases.models import Case
from cases.permissions import may_submit
from cases.states import CaseState
from members.requests import MemberRequest

# The address of each step is Dutch, like every address here.
STEPS: dict[str, type[DraftForm]] = {
    "wat-er-gebeurt": SituationForm,
    "vraag": QuestionForm,
    "spoed": UrgencyForm,
    "geprobeerd": TriedForm,
    "naam": AttributionForm,
    "samen": TogetherForm,
}
may = needs(may_submit, gettext_lazy("Only members can submit a case."))


@may
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: MemberRequest) -> HttpResponse:
    """What is asked, and the drafts one can go on with."""
    if request.method == "POST":
        case = actions.begin(by=request.user)
        return redirect("cases:step", case.key, next(iter(STEPS)))
    drafts = Case.objects.drafts_of(request.user).select_related("intake").order_by("-updated_at")
    return render(request, "cases/intake_start.html", {"drafts": drafts, "steps": STEPS.values()})


@may
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: MemberRequest, key: UUID, step: str) -> HttpResponse:
    """One question. "Next" wants an answer; "back", "later" and "look" keep whatever is there."""
    if step not in STEPS:
        raise Http404
    case = _own(request, key)
    if case.state != CaseState.DRAFT and request.method != "POST":
        return redirect("cases:intake", case.number)
    order = list(STEPS)
    at = order.index(step)
    chosen = request.POST.get("go", "next")
    back = reverse("cases:step", args=[key, order[at - 1]]) if at else reverse("cases:submit")
    form = bind(request, STEPS[step], case=case, later=chosen != "next")
    looked = None
    if form.is_valid():
        _keep(request, case, form)
        if chosen == "back":
            return redirect(back)
        if chosen == "later":
            messages.success(request, _("Your draft is kept. You can go on at any time, on any device."))
            return redirect("cases:submit")
        if chosen == "next":
            back_to_check = "controle" in request.POST or at + 1 == len(order)
            return redirect("cases:check", key) if back_to_check else redirect("cases:step", key, order[at + 1])
        form.go_on()
        texts = [name for name in form.cleaned_data if name in ("situation", "question", "tried")]
        looked = queries.looked([(form.fields[name].label, form.cleaned_data[name]) for name in texts])
    context = {
        "case": case,
        "form": form,
        "looked": looked,
        "has_text": step in ("wat-er-gebeurt", "vraag", "geprobeerd"),
        "checking": "controle" in request.GET or "controle" in request.POST,
        "number": at + 1,
        "of": len(order),
        "back": back,
    }
    return render(request, "cases/intake_step.html", context)


def _keep(request: MemberRequest, case: Case, form: DraftForm) -> None:
    try:
        actions.save_draft(case, by=request.user, **form.changes())
    except DomainError as error:
        error.form = form  # the page that tells it shows what was typed
        raise


@may
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest, key: UUID) -> HttpResponse:
    """All answers, what looks traceable in them, and the button that submits."""
    case = _own(request, key)
    if request.method == "POST" or case.state != CaseState.DRAFT:
        try:
            case = actions.submit(case, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            return redirect("cases:submitted", case.number)
    intake = case.intake
    context = {
        "case": case,
        "rows": _answers(case),
        "looked": [text for text in queries.looked_intake(intake) if text.marks],
        "complete": bool(intake.situation.strip() and intake.question.strip()),
    }
    return render(request, "cases/intake_check.html", context)


def _answers(case: Case) -> list[tuple[Any, str, str]]:
    """(question, answer, where to change it)."""
    intake = case.intake
    answers = {
        "wat-er-gebeurt": intake.situation,
        "vraag": intake.question,
        "spoed": case.get_urgency_display()
        + (f"\n{_('Answer needed by')}: {nice_date(case.needed_by)}" if case.needed_by else ""),
        "geprobeerd": intake.tried,
        "naam": case.get_attribution_display(),
        "samen": intake.together or _("Nobody"),
    }
    return [
        (form.title, answers[name], reverse("cases:step", args=[case.key, name]) + "?controle")
        for name, form in STEPS.items()
    ]


@may
@require_safe
def submitted(request: MemberRequest, number: str) -> HttpResponse:
    """The number, what happens next, when, and whom to call."""
    case = get_object_or_404(Case.objects.of(request.user), number=number)
    context = {"case": case, "phone": settings.STUDIO_PHONE, "email": settings.STUDIO_EMAIL}
    return render(request, "cases/intake_submitted.html", context)


@may
@require_POST
def discard(request: MemberRequest, key: UUID) -> HttpResponse:
    case = get_object_or_404(Case.objects.drafts_of(request.user), key=key)
    back = reverse("cases:submit")
    what = _("All that you typed for it goes.")
    if page := ask_once(request, _("Throw this draft away?"), what, _("Throw it away"), back=back):
        return page
    with undoable(request, _("Your draft has been thrown away."), case, back=back):
        actions.discard(case, by=request.user)
    return redirect(back)


def _own(request: MemberRequest, key: UUID) -> Case:
    """A draft of one's own; or the case it became, for who sends the same page twice."""
    mine = Case.objects.filter(submitter=request.user.pk).select_related("intake")
    return get_object_or_404(mine, key=key, intake__isnull=False)
