"""What was done with advice and commitments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from atelier.base.exceptions import NotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.versions import hold
from cases import actions, queries
from cases.forms.result import ChangeCommitmentForm, CommitmentAnswerForm, LookBackForm
from cases.models import Case, Commitment
from cases.permissions import may_answer_for, may_change_commitment, may_record
from cases.states import TAKES_LOOK_BACK, CommitmentState
from members.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: MemberRequest, number: str) -> HttpResponse:
    """The presenter judges each advice; after half a year the same page asks again."""
    case = get_object_or_404(
        Case.objects.of(request.user).visible_to(request.user).filter(discussed_at__isnull=False), number=number
    )
    if case.state not in TAKES_LOOK_BACK:
        raise NotAllowed(_("This case is closed: looking back is no longer possible."))
    moment = queries.look_back_moment(case)
    if request.method == "POST":
        hold(case)
    told = case.look_backs.filter(moment=moment).prefetch_related("judgements").first()
    form = bind(request, LookBackForm, case=case, told=told)
    if form.is_valid():
        actions.look_back(
            case,
            by=request.user,
            moment=moment,
            verdicts=form.verdicts,
            changed=form.cleaned_data["changed"],
        )
        messages.success(request, _("Thank you. What you told stands with the case, for everyone to learn from."))
        return redirect("cases:detail", number)
    return render(request, "cases/look_back_form.html", {"case": case, "moment": moment, "told": told, "form": form})


def _promise(request: MemberRequest, pk: int) -> Commitment:
    visible = Commitment.objects.filter(case__in=Case.objects.visible_to(request.user))
    return get_object_or_404(visible.select_related("case", "owner"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: MemberRequest, pk: int) -> HttpResponse:
    """The owner (or a coordinator, for a role) says how it stands."""
    promise = _promise(request, pk)
    if not may_answer_for(request.user, promise):
        raise NotAllowed(_("Only who made this commitment says how it stands."))
    form = bind(request, CommitmentAnswerForm, commitment=promise)
    if form.is_valid():
        actions.answer_commitment(
            promise,
            by=request.user,
            to=CommitmentState(form.cleaned_data["to"]),
            word=form.cleaned_data["word"],
        )
        messages.success(request, _("Thank you. It stands with the case."))
        return redirect("cases:detail", promise.case.number)
    return render(request, "cases/commitment_form.html", {"commitment": promise, "case": promise.case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_change(request: MemberRequest, pk: int) -> HttpResponse:
    """Other words or another date; a coordinator may also say that somebody else does it."""
    promise = _promise(request, pk)
    if not may_answer_for(request.user, promise):
        raise NotAllowed(_("Only who made this commitment, or a coordinator, changes it."))
    if not may_change_commitment(request.user, promise):
        raise NotAllowed(_("This commitment has ended. Say first that it is open again."))
    form = bind(request, ChangeCommitmentForm, commitment=promise, may_name_owner=may_record(request.user))
    if form.is_valid():
        actions.change_commitment(promise, by=request.user, **form.values)
        messages.success(request, _("The commitment has been changed."))
        return redirect("cases:detail", promise.case.number)
    return render(request, "cases/commitment_change.html", {"commitment": promise, "case": promise.case, "form": form})
