"""Whom the studio's mail does not reach, for coordinators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from atelier.base.web.access import needs
from atelier.front import actions
from atelier.front.queries.bounced import unreached
from atelier.mail.models import UndeliverableAddress
from members.permissions import may_coordinate, may_moderate
from members.requests import MemberRequest

for_coordinators = needs(may_coordinate, gettext_lazy("Only coordinators see whom our mail does not reach."))


@for_coordinators
@require_safe
def bounced(request: MemberRequest) -> HttpResponse:
    context = {"unreached": unreached(), "may_moderate": may_moderate(request.user)}
    return render(request, "front/bounced.html", context)


@for_coordinators
@require_POST
def works_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Twice is harmless: an address that works is simply not on the list."""
    known = [one.row.pk for one in unreached().people]
    row = get_object_or_404(UndeliverableAddress.objects.filter(pk__in=known), pk=pk)
    actions.address_works_again(row, by=request.user)
    messages.success(request, _("Mail to this address will be tried again."))
    return redirect("bounced")
