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
from members.models import Member
from members.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: MemberRequest, number: str) -> HttpResponse:
    """Who asks, and what it means; not a word of the case."""
    asked = Together.objects.waiting().filter(case__number=number, member=request.user.pk).select_related("case")
    found = asked.select_related("case__submitter").first()
    if found is None:
        if Case.objects.of(request.user).filter(number=number).exists():
            return redirect("cases:intake", number)  # pressed twice
        raise Http404
    answer = request.POST.get("answer", "")
    if answer == "yes":
        actions.agree_together(found.case, by=request.user)
        messages.success(request, _("You submit this case too. Here you read what it says."))
        return redirect("cases:intake", number)
    if answer == "no":
        actions.refuse_together(found.case, by=request.user)
        messages.success(request, _("You do not submit this case. You see nothing of it."))
        return redirect("mine")
    return render(request, "cases/together.html", {"case": found.case})


@require_POST
def together_off(request: MemberRequest, number: str) -> HttpResponse:
    """Take off who submits with you, or an address that has not answered; or stop yourself."""
    case = get_object_or_404(Case.objects.of(request.user), number=number)
    me: Member = request.user
    back, mails, now = reverse("cases:intake", args=[number]), f"together:{case.pk}", timezone.now()
    if address := request.POST.get("address", "")[:254]:
        if page := ask_once(request, _("Take this address off?"), address, _("Take it off"), back=back):
            return page
        with undoable(request, _("This address is off the case."), case, back=back, also=[rows_of(mails)]):
            actions.ask_no_more(case, address, by=me)
        return redirect(back)
    who = request.POST.get("who", "")
    others = case.co_submitters.all()
    member = get_object_or_404(others, pk=who) if who.isdecimal() and len(who) < 19 else None
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
