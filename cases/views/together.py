"""Being asked to submit a case together, and who submits with you."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions
from cases.models import Case, Together
from members.models import Member


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, number: str) -> HttpResponse:
    """Who asks, and what it means; not a word of the case."""
    asked = Together.objects.waiting().filter(case__number=number, member=request.user.pk).select_related("case")
    found = asked.select_related("case__submitter").first()
    if found is None:
        if Case.objects.of(request.user).filter(number=number).exists():
            return redirect("cases:intake", number)  # pressed twice
        raise Http404
    answer = request.POST.get("answer", "")
    if answer == "yes":
        actions.agree_together(found.case, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You submit this case too. Here you read what it says."))
        return redirect("cases:intake", number)
    if answer == "no":
        actions.refuse_together(found.case, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You do not submit this case. You see nothing of it."))
        return redirect("mine")
    return render(request, "cases/together.html", {"case": found.case})


@require_POST
def together_off(request: HttpRequest, number: str) -> HttpResponse:
    """Take off who submits with you, or an address that has not answered; or stop yourself."""
    case = get_object_or_404(Case.objects.of(request.user), number=number)
    me: Member = request.user  # type: ignore[assignment]
    if address := request.POST.get("address", "")[:254]:
        actions.ask_no_more(case, address, by=me)
        messages.success(request, _("This address is off the case."))
        return redirect("cases:intake", number)
    who = request.POST.get("who", "")
    others = case.co_submitters.all()
    member = get_object_or_404(others, pk=who) if who.isdecimal() and len(who) < 19 else None
    if member is None:
        raise Http404
    actions.take_off(case, member, by=me)
    if member.pk == me.pk:
        messages.success(request, _("You no longer submit this case."))
        return redirect("cases:mine")
    messages.success(request, _("%(name)s no longer submits this case with you.") % {"name": member.name})
    return redirect("cases:intake", number)
