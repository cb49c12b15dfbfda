"""The text for members, looked at by who submitted the case before members read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from atelier.base.forms.binding import bind
from cases import actions, queries
from cases.forms.intake import TextForm
from cases.models import Case
from members.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: MemberRequest, number: str) -> HttpResponse:
    """It is right, or something has to be different; who comes too late is told what became of it."""
    mine = Case.objects.of(request.user).with_submitter()
    case = get_object_or_404(mine, number=number)
    if not case.is_shown and request.method != "POST":
        return _too_late(request, case)
    agrees = request.POST.get("answer") == "yes"
    form: TextForm = bind(request, TextForm, case=case, agrees=agrees)
    if form.is_valid():
        return _agreed(request, case) if agrees else _asked(request, case, form.cleaned_data["words"])
    raw = queries.raw_of(case)
    context = {"case": case, "intake": raw, "form": form, "diffs": queries.compared_texts(raw, case)}
    return render(request, "cases/text.html", context)


def _agreed(request: MemberRequest, case: Case) -> HttpResponse:
    actions.agree_text(case, by=request.user)
    messages.success(request, _("Thank you. Members can read your case now."))
    return redirect("cases:detail", case.number)


def _asked(request: MemberRequest, case: Case, words: str) -> HttpResponse:
    actions.ask_other_text(case, by=request.user, words=words)
    said = _("Thank you. A moderator looks at the text again, and you see it once more before members do.")
    messages.success(request, said)
    return redirect("cases:intake", case.number)


def _too_late(request: MemberRequest, case: Case) -> HttpResponse:
    """From the mail of a while ago: on the page of the case stands what happened."""
    messages.info(request, _("Nobody waits for your answer about this text any more. Below you read what happened."))
    return redirect("cases:intake", case.number)
