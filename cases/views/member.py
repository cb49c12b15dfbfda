"""Released cases, as members read them and think along."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atelier.base.data.prepared import one_or_404
from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import hold, unchanged
from atelier.base.types import Values
from atelier.base.web.paging import keyset
from cases import actions, queries
from cases.exceptions import CaseGone
from cases.forms.voice import VoiceForm
from cases.models import Case, Voice
from cases.permissions import may_record
from cases.states import OPEN_TO_MEMBERS, SHORT_URGENCY, CaseState, Urgency
from members.requests import MemberRequest
from members.states import Perspective


@require_safe
def case_list(request: MemberRequest) -> HttpResponse:
    cases = Case.objects.visible_to(request.user).with_submitter()
    chosen = _chosen(request)
    if chosen["state"]:
        cases = cases.filter(state=chosen["state"])
    if chosen["urgency"]:
        cases = cases.filter(urgency=chosen["urgency"])
    if chosen["missing"]:
        cases = cases.without_voice(chosen["missing"])
    context = {
        "cases": keyset(cases, request, order=("-released_at", "-pk"), size=24),
        "chosen": chosen,
        "states": [(state.value, state.label) for state in OPEN_TO_MEMBERS],
        "urgencies": [(value.value, label) for value, label in SHORT_URGENCY.items()],
        "perspectives": Perspective.choices,
    }
    return render(request, "cases/list.html", context)


def _chosen(request: MemberRequest) -> dict[str, str]:
    """The filters of the address; an unknown value narrows nothing."""
    known: Values = {
        "state": [state.value for state in OPEN_TO_MEMBERS],
        "urgency": Urgency.values,
        "missing": Perspective.values,
    }
    return {name: value if (value := request.GET.get(name, "")) in known[name] else "" for name in known}


@require_safe
def detail(request: MemberRequest, number: str) -> HttpResponse:
    case = one_or_404(queries.case_page(number, request.user))
    voices = queries.voices_of(case)
    context = {
        "case": case,
        "voices": voices,
        "own": next((voice for voice in voices if voice.member_id == request.user.pk), None),
        "looks_back": case.presents and case.state in (CaseState.DISCUSSED, CaseState.FOLLOWED_UP),
        "records": may_record(request.user),
        "attachments": queries.released_of(case),
        **queries.results_of(case),
        **queries.around(case, request.user),
    }
    return render(request, "cases/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: MemberRequest, number: str) -> HttpResponse:
    """Give, or change, one's perspective."""
    case = _asked_case(request, number)
    if request.method == "POST":
        hold(case)
    own = Voice.objects.filter(case=case, member=request.user.pk).first()
    form = bind(request, VoiceForm, versioned=own, initial={"text": own.text if own else ""})
    if form.is_valid():
        try:
            actions.give_voice(case, by=request.user, text=form.cleaned_data["text"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. Your perspective stands with the case."))
            return redirect("cases:detail", number)
    context = {"case": case, "own": own, "form": form, "typed": [] if case.asks_voices else _unsaid(form, own)}
    return render(request, "cases/voice_form.html", context)


def _asked_case(request: MemberRequest, number: str) -> Case:
    """Who wrote for a case that went meanwhile is told why, beside what they wrote."""
    try:
        case: Case = one_or_404(queries.case_page(number, request.user))
    except Http404:
        if request.method == "POST" and (why := queries.why_gone(number, request.user)):
            raise CaseGone(why) from None
        raise
    return case


def _unsaid(form: VoiceForm, own: Voice | None) -> list[tuple[object, str]]:
    """What was typed for a case that meanwhile asks for nothing more, to copy from the page."""
    text = form["text"].value()
    return [(form["text"].label, text)] if text and (own is None or text != own.text) else []


@require_POST
def voice_remove(request: MemberRequest, number: str) -> HttpResponse:
    own = get_object_or_404(
        Voice.objects.filter(member=request.user.pk, case__in=Case.objects.visible_to(request.user)),
        case__number=number,
    )
    back = reverse("cases:detail", args=[number])
    unchanged(request, own)
    if page := ask_once(request, _("Take back your perspective?"), own.text, _("Take it back"), back=back):
        return page
    case = Case.objects.filter(number=number)
    with undoable(request, _("Your perspective has been taken back."), own, back=back, also=[case]):
        actions.take_back_voice(own, by=request.user)
    return redirect(back)
