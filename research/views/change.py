"""Another period, method, partner or links for research that goes on, and the supervisor's answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from atelier.base.exceptions import NotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged
from atelier.base.web.lost import belongs_to
from members.requests import MemberRequest
from research import actions
from research.exceptions import ChangeWaits, NothingChanged
from research.forms.change import ChangeForm, ExtendForm
from research.forms.reason import RefuseForm
from research.models import Project, ProjectChange
from research.permissions import may_change_project, may_decide_change, may_review, may_take_change_back
from research.views.found import RESEARCHERS_ONLY, REVIEWERS_ONLY, RUNNING_ONLY, found_project
from research.views.reason import reason_page


def _changing(request: MemberRequest, slug: str) -> Project:
    project = found_project(request, slug)
    if not may_change_project(request.user, project):
        involved = may_review(request.user, project) or Project.objects.of(request.user).filter(pk=project.pk).exists()
        raise NotAllowed(RUNNING_ONLY if involved else RESEARCHERS_ONLY)
    return project


def change(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for another period, method, partner or links."""
    project = _changing(request, slug)
    form = bind(request, ChangeForm, makes_new=True, instance=project, member=request.user)
    return _asked(request, form, project, "research/change_form.html")


def extend(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for more time: this page and its button."""
    project = _changing(request, slug)
    form = bind(request, ExtendForm, makes_new=True, project=project)
    return _asked(request, form, project, "research/extend_form.html")


def _asked(request: MemberRequest, form: ChangeForm | ExtendForm, project: Project, page: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_change(_changing(request, project.slug), by=request.user, **form.typed())
        except (ChangeWaits, NothingChanged) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said(made))
            return redirect(f"{project.get_absolute_url()}#changes")
    return render(request, page, {"form": form, "project": project})


def _said(made: ProjectChange) -> str:
    if made.agreed:
        return _("Changed. What stood there before is kept. The researchers get a mail.")
    return _("Asked. Your supervisor gets a mail. Until the answer everything stays as it is.")


def _change(request: MemberRequest, pk: int) -> ProjectChange:
    visible = Project.objects.visible_to(request.user).values("pk")
    found = ProjectChange.objects.filter(project__in=visible).select_related("project", "project__supervisor")
    return get_object_or_404(found.prefetch_related("project__participants"), pk=pk)


def page_of_change(request: MemberRequest, pk: int) -> str:
    return _change(request, pk).project.get_absolute_url()


def _decided(request: MemberRequest, pk: int) -> ProjectChange:
    found = _change(request, pk)
    if not may_decide_change(request.user, found):
        raise NotAllowed(_("This change was answered already.") if not found.waits else REVIEWERS_ONLY)
    return found


@belongs_to(page_of_change)
@require_POST
def change_agree(request: MemberRequest, pk: int) -> HttpResponse:
    found = _decided(request, pk)
    unchanged(request, found)
    actions.agree_change(found, by=request.user)
    messages.success(request, _("Agreed. The researchers get a mail. What stood there before is kept."))
    return redirect(found.project)


def change_refuse(request: MemberRequest, pk: int) -> HttpResponse:
    found = _decided(request, pk)
    form = bind(request, RefuseForm, versioned=found)
    if request.method == "POST" and form.is_valid():
        actions.refuse_change(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Sent. The researchers get a mail."))
        return redirect(found.project)
    return reason_page(request, form, found.project, title=_("Not agree with this change"), button=_("Send"))


@belongs_to(page_of_change)
@require_POST
def change_take_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = _change(request, pk)
    if not may_take_change_back(request.user, found):
        raise NotAllowed(_("This change was answered already.") if not found.waits else RESEARCHERS_ONLY)
    back, what = (
        found.project.get_absolute_url(),
        _("Your supervisor is not asked any more. Everything stays as it is."),
    )
    if page := ask_once(request, _("Take back this change?"), what, _("Take it back"), back=back):
        return page
    with undoable(request, _("Taken back. Everything stays as it is."), found, back=back):
        actions.take_change_back(found, by=request.user)
    return redirect(back)
