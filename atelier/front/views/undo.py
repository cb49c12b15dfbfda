"""The button that brings back what was thrown away by accident."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from atelier.audit.actions import record
from atelier.base.exceptions import TooLate
from atelier.base.forms.undo import undo as put_back
from atelier.base.web.lost import belongs_to
from members.requests import MemberRequest


@belongs_to(lambda request, key: "/mijn/")
@require_POST
def undo(request: MemberRequest, key: UUID) -> HttpResponse:
    try:
        page, what = put_back(request, key)
    except TooLate as error:
        messages.error(request, str(error))
        return redirect("mine")
    record("undone", by=request.user, note=what)
    messages.success(request, _("It is back, as it was."))
    return redirect(page)
