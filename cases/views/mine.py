"""What a submitter sees of the own cases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from atelier.base.exceptions import MoveNotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.undo import TIME, undoable
from atelier.base.web.paging import keyset
from atelier.mail.actions import hold, rows_of
from cases import actions, queries
from cases.exceptions import NotTheSubmitter
from cases.forms.intake import ResubmitForm, ShowLessForm, WithdrawForm
from cases.models import Case, Intake
from cases.moments import touched_by_withdrawal
from cases.permissions import may_lead
from cases.states import Attribution
from members.requests import MemberRequest


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    cases = keyset(queries.mine(request.user), request, order=("-updated_at", "-pk"), size=20)
    return render(request, "cases/mine.html", {"cases": cases})


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: MemberRequest, number: str) -> HttpResponse:
    """State, history, raw text, requested changes; the form to resubmit while changes are asked."""
    case = get_object_or_404(Case.objects.of(request.user).select_related("intake", "submitter"), number=number)
    raw = queries.raw_of(case)
    notes = list(raw.notes.open()) if raw else []
    form = None
    if case.asks_changes and raw is not None:
        form = bind(
            request,
            ResubmitForm,
            versioned=raw,
            asked={note.field: note.note for note in notes},
            initial={"situation": raw.situation, "question": raw.question, "tried": raw.tried},
        )
        if form.is_valid():
            texts = {name: form.cleaned_data[name] for name in ("situation", "question", "tried")}
            actions.resubmit(case, by=request.user, **texts)
            messages.success(request, _("Your case has been submitted again. The moderators look at it."))
            _tell_unchanged(request, raw)
            return redirect("cases:intake", number)
    elif request.method == "POST":
        raise MoveNotAllowed
    context = {
        "case": case,
        "intake": raw,
        "notes": notes,
        "form": form,
        "attachments": queries.attached_to(case) if raw else [],
        "moves": case.moves.all(),
        "people": list(case.co_submitters.all()),
        "readings": queries.readings_of(raw) if raw else [],
        "wishes": list(raw.wishes.all()) if raw else [],
        "asked": queries.asked_of(case, raw) if may_lead(request.user, case) else None,
        "leads": may_lead(request.user, case),
    }
    return render(request, "cases/intake.html", context)


def _tell_unchanged(request: MemberRequest, raw: Intake) -> None:
    for note in raw.notes.open():
        said = _("You did not change “%(field)s”. The moderators see that what they asked there still stands.")
        messages.warning(request, said % {"field": note.get_field_display()})


@require_http_methods(["GET", "HEAD", "POST"])
def show_less(request: MemberRequest, number: str) -> HttpResponse:
    """Members see less of who submitted, from now on."""
    case = get_object_or_404(Case.objects.of(request.user).with_submitter(), number=number)
    form = bind(request, ShowLessForm, case=case)
    if form.is_valid():
        actions.show_less(case, by=request.user, attribution=Attribution(form.cleaned_data["attribution"]))
        messages.success(request, _("Saved. From now on members see less of you with this case."))
        return redirect("cases:intake", number)
    return render(request, "cases/show_less.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.of(request.user).select_related("submitter"), number=number)
    if not may_lead(request.user, case):
        raise NotTheSubmitter
    form = bind(request, WithdrawForm, versioned=case)
    if form.is_valid():
        back, mails, now = reverse("cases:intake", args=[number]), f"case:{case.pk}", timezone.now()
        said = _("Your case has been withdrawn.")
        also = [rows_of(mails), *touched_by_withdrawal.tell(case)]
        with undoable(request, said, case, back=back, also=also):
            actions.withdraw(case, by=request.user, reason=form.cleaned_data["reason"])
            hold(mails, since=now, time=TIME)
        return redirect(back)
    return render(request, "cases/withdraw.html", {"case": case, "form": form})
