"""The attachments of a case at the desk: opened one by one, with what the finder marks in their text, and released.

A step of `CaseAdmin`. Whoever opens one is recorded.
"""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError
from atelier.base.files.findings import Look, look_at
from atelier.base.files.texts import text_of
from atelier.base.forms.binding import bind
from atelier.base.forms.decisions import with_choices
from atelier.base.forms.versions import unchanged
from atelier.desk.steps import Place
from cases import actions
from cases.forms.attachment import ReleaseAttachmentForm
from cases.models import Attachment, Case
from cases.permissions import may_decide
from members.requests import MemberRequest

CHOSEN = "bijlage"


def page(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    # Their names and what the submitter says of them are words of the intake.
    actions.read_intake(case, by=request.user, goes_on=True)
    rows = list(Attachment.objects.filter(intake__case=case).select_related("intake__case", "sent_by"))
    context = {
        **place.context(_("Attachments of case %(number)s") % {"number": case.number}),
        "case": case,
        "attachments": rows,
        "steps": place.offered,
        "here": request.path,
    }
    chosen = request.GET.get(CHOSEN, "")
    if not chosen:
        return render(request, "cases/attachment_review.html", context)
    one = get_object_or_404(Attachment, pk=chosen if chosen.isdecimal() and len(chosen) < 19 else 0, intake__case=case)
    if request.POST.get("go") == "back":
        unchanged(request, one)
        actions.take_back_attachment(one, by=request.user)
        messages.success(request, str(_("Taken back. Members no longer see it.")))
        return HttpResponseRedirect(request.path)
    return _opened(request, one, context)


def _opened(request: MemberRequest, one: Attachment, context: dict[str, object]) -> HttpResponse:
    """The text of one of them, and the form that releases it for who may."""
    text = text_of(one.file) if one.is_safe else None
    look: Look | None = with_choices(look_at(text), text.words) if text else None
    if look:
        actions.open_attachment(one, by=request.user)
    form = None
    if look and one.may_be_released and may_decide(request.user, one.case):
        form = bind(request, ReleaseAttachmentForm, attachment=one, marked=bool(look.number))
        if form.is_valid() and _released(request, one, form):
            return HttpResponseRedirect(request.path)
    return render(request, "cases/attachment_review.html", {**context, "one": one, "look": look, "form": form})


def _released(request: MemberRequest, one: Attachment, form: ReleaseAttachmentForm) -> bool:
    try:
        actions.release_attachment(one, by=request.user, **form.told)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, str(_("Released. Members read it as long as they may read the case.")))
    return True
