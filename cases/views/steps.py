"""Steps of a case after its meeting, each on a page that asks once more."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from atelier.base.data.prepared import one_or_404
from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.reason import ReasonForm
from atelier.base.web.access import needs
from cases import actions, queries
from cases.forms.result import NotReachedForm, StepForm
from cases.models import Case
from cases.permissions import may_record
from cases.states import CaseState
from members.requests import MemberRequest

may = needs(may_record, _("Only coordinators record what a meeting gave."))


@dataclass(frozen=True)
class Step:
    """One step: its address, the state it begins in, what it does and its words. `offer` stands on the report."""

    slug: str
    begins: CaseState
    act: Callable[..., object]
    offer: Promise
    title: Promise
    intro: Promise
    done: Promise
    form: type[ReasonForm] = StepForm
    is_expected: bool = False


STEPS = {
    step.slug: step
    for step in (
        Step(
            "besproken",
            CaseState.SCHEDULED,
            actions.mark_discussed,
            offer=_("It was discussed"),
            title=_("The case was discussed"),
            intro=_("The submitter is asked to look back after six weeks and after six months."),
            done=_("The case is marked as discussed."),
            is_expected=True,
        ),
        Step(
            "niet-besproken",
            CaseState.SCHEDULED,
            actions.unschedule,
            offer=_("It was not reached"),
            title=_("The case was not reached"),
            intro=_("It waits for the next meeting, with its history. Say why it was not reached."),
            done=_("The case waits for the next meeting."),
            form=NotReachedForm,
        ),
        Step(
            "opgevolgd",
            CaseState.DISCUSSED,
            actions.follow_up,
            offer=_("It is known what was done"),
            title=_("Mark as followed up"),
            intro=_("Do this when you heard what was done with the advice, and the submitter does not tell it here."),
            done=_("The case is marked as followed up."),
        ),
        Step(
            "sluiten",
            CaseState.FOLLOWED_UP,
            actions.close,
            offer=_("Close the case"),
            title=_("Close the case"),
            intro=_("The round is complete."),
            done=_("The case is closed."),
        ),
    )
}


def steps_of(case: Case) -> list[Step]:
    """What the report offers now."""
    return [step for step in STEPS.values() if step.begins == case.state]


def case_of(request: MemberRequest, number: str) -> Case:
    case: Case = one_or_404(queries.case_page(number, request.user))
    return case


@may
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: MemberRequest, number: str, step: str) -> HttpResponse:
    """Move the case on, on a page that asks once more."""
    case, chosen = case_of(request, number), STEPS[step]
    form = bind(request, chosen.form, versioned=case)
    if form.is_valid():
        try:
            chosen.act(case, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(chosen.done))
            return redirect("cases:report", number)
    return render(request, "cases/report_step.html", {"case": case, "form": form, "step": chosen})
