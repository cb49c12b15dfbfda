"""Being asked to submit a case together, and who submits with you."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import TIME, undoable
from atelier.mail.actions import hold, rows_of
from cases import actions
from cases.models import Case, Together
from cases.permissions import may_lead
from members.models import Member
from members.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: MemberRequest, asked: int) -> HttpResponse:
    """Who asks, and what it means: not a word of the case, and not its number.

    Members read the number later, perhaps of a case that does not say who submitted it.
    """
    mine = Together.objects.filter(pk=asked, member=request.user.pk).select_related("case__submitter", "member")
    found = mine.under_way().first()
    if found is None:
        read = mine.filter(agreed_at__isnull=False).first()
        if read and Case.objects.of(request.user).filter(pk=read.case_id).exists():
            return redirect("cases:intake", read.case.number)  # pressed twice
        raise Http404
    answer = request.POST.get("answer", "")
    if answer == "yes":
        actions.agree_together(found, by=request.user)
        return _after_yes(request, found)
    if answer == "no":
        actions.refuse_together(found, by=request.user)
        messages.success(request, _("You do not submit this case. You see nothing of it."))
        return redirect("mine")
    return render(request, "cases/together.html", {"asked": found})


def _after_yes(request: MemberRequest, asked: Together) -> HttpResponse:
    if Case.objects.of(request.user).filter(pk=asked.case_id).exists():
        messages.success(request, _("You submit this case too. Here you read what it says."))
        return redirect("cases:intake", asked.case.number)
    messages.success(request, _("Your yes has been passed on."))
    return redirect("cases:together", asked.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def together_meant(request: MemberRequest, number: str, asked: int) -> HttpResponse:
    """Who said yes behind a typed address: is this who you meant? Only then they read."""
    case = get_object_or_404(Case.objects.of(request.user).select_related("submitter"), number=number)
    if not may_lead(request.user, case):
        raise Http404
    those = Together.objects.said_yes().filter(case=case, pk=asked)
    found = those.select_related("member__organisation").first()
    if found is None:
        return redirect("cases:intake", number)  # answered, or no longer wanted
    answer = request.POST.get("answer", "")
    if answer not in ("yes", "no"):
        return render(request, "cases/together_meant.html", {"case": case, "asked": found})
    if answer == "yes":
        actions.mean_together(found, by=request.user)
        messages.success(request, _("%(name)s submits this case with you.") % {"name": found.member.name})
    else:
        actions.not_mean_together(found, by=request.user)
        messages.success(request, _("%(name)s reads nothing of your case.") % {"name": found.member.name})
    return redirect("cases:intake", number)


@require_POST
def together_off(request: MemberRequest, number: str) -> HttpResponse:
    """Take off who submits with you, or who has not answered; or stop yourself."""
    case = get_object_or_404(Case.objects.of(request.user), number=number)
    if request.POST.get("address") or request.POST.get("asked"):
        return _ask_no_more(request, case)
    me: Member = request.user
    back, mails, now = reverse("cases:intake", args=[number]), f"together:{case.pk}", timezone.now()
    member = case.co_submitters.filter(pk=_key(request, "who")).first()
    if member is None:
        raise Http404
    mine = member.pk == me.pk
    title = _("Stop submitting this case?") if mine else _("Take %(name)s off?") % {"name": member.name}
    what = _("Who is off the case reads none of it any more.")
    if page := ask_once(request, title, what, _("Yes, stop") if mine else _("Take off"), back=back):
        return page
    off = _("%(name)s no longer submits this case with you.") % {"name": member.name}
    said = _("You no longer submit this case.") if mine else off
    with undoable(request, said, case, back=back, also=[rows_of(mails, f"case:{case.pk}")]):
        actions.take_off(case, member, by=me)
        hold(mails, since=now, time=TIME)
    return redirect("cases:mine" if mine else back)


def _ask_no_more(request: MemberRequest, case: Case) -> HttpResponse:
    """Of an address, whoever has it; or of a colleague who was chosen by name."""
    address, by = request.POST.get("address", "")[:254], request.user
    back, mails = reverse("cases:intake", args=[case.number]), rows_of(f"together:{case.pk}")
    if address:
        title, what, said = _("Take this address off?"), address, _("This address is off the case.")
    else:
        asked = get_object_or_404(Together, case=case, pk=_key(request, "asked"), address="", agreed_at=None)
        title, what = _("Take %(name)s off?") % {"name": asked.member.name}, _("They are asked no more.")
        said = _("%(name)s is off the case.") % {"name": asked.member.name}
    if page := ask_once(request, title, what, _("Take it off") if address else _("Take off"), back=back):
        return page
    with undoable(request, said, case, back=back, also=[mails]):
        if address:
            actions.ask_no_more(case, address, by=by)
        else:
            actions.ask_colleague_no_more(case, asked, by=by)
    return redirect(back)


def _key(request: MemberRequest, name: str) -> int:
    """What a button sends, where it may be the key of a row."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 19 else 0
