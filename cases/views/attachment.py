"""Files with a case: sent along by who submits it, and given to who may have them."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.files.uploads import serve
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged
from cases import actions, queries
from cases.exceptions import NoAttachmentsNow
from cases.forms.attachment import AttachmentForm
from cases.models import Attachment, Case
from cases.permissions import may_present
from members.permissions import may_moderate
from members.requests import MemberRequest

STEP = "bijlagen"


@require_safe
def download(request: MemberRequest, pk: int) -> FileResponse:
    """Under the name it was sent with for who reads the intake, under what a moderator wrote for members."""
    attachment = get_object_or_404(Attachment.objects.open_to(request.user), pk=pk)
    by = request.user
    actions.open_attachment(attachment, by=by)
    knows_name = may_present(by, attachment.case) or may_moderate(by)
    return serve(request, attachment.file, name=attachment.name if knows_name else attachment.title)


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: MemberRequest, number: str) -> HttpResponse:
    """Send one more, as long as a moderator asks for changes; of a draft it is a step of the submission."""
    case = get_object_or_404(Case.objects.of(request.user).filter(intake__isnull=False), number=number)
    if not case.takes_files:
        if request.method == "POST":
            raise NoAttachmentsNow
        return redirect("cases:intake", number)
    form = bind(request, AttachmentForm, versioned=case, makes_new=True)
    if form.is_valid() and send(request, case, form):
        return redirect("cases:attachments", number)
    context = {"case": case, "form": form, "attachments": queries.attached_to(case)}
    return render(request, "cases/attachments.html", context)


def send(request: MemberRequest, case: Case, form: AttachmentForm) -> bool:
    """Keep the file of a form, where there is one; says so, or why not."""
    file = form.cleaned_data.get("file")
    if not file:
        messages.info(request, _("No file was chosen, so nothing was added."))
        return True
    try:
        actions.attach(case, by=request.user, file=file, about=form.cleaned_data["note"])
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The attachment has been added."))
    return True


@require_POST
def attachment_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """By who submits the case, at any time."""
    mine = Attachment.objects.filter(intake__case__in=Case.objects.of(request.user)).select_related("intake__case")
    attachment = get_object_or_404(mine, pk=pk)
    case = attachment.case
    step, own_page = ("cases:step", [case.key, STEP]), ("cases:intake", [case.number])
    page_name, arguments = step if case.is_draft else own_page
    back = reverse(page_name, args=arguments)
    unchanged(request, attachment)
    if page := ask_once(request, _("Take this attachment off?"), attachment.name, _("Take it off"), back=back):
        return page
    with undoable(request, _("The attachment has been taken off."), attachment, back=back):
        actions.detach(attachment, by=request.user)
    return redirect(back)
