"""Milestones of a project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from atelier.base.exceptions import NotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged, version_of
from atelier.mail.actions import rows_of
from members.requests import MemberRequest
from research import actions
from research.forms.work import (
    MilestoneForm,
)
from research.models import Milestone, Project
from research.permissions import (
    may_keep_milestones,
    may_review,
    works_on,
)
from research.views.found import RESEARCHERS_ONLY, RUNNING_ONLY, found_project


def _may_keep(request: MemberRequest, project: Project) -> None:
    if not may_keep_milestones(request.user, project):
        involved = works_on(request.user, project) or may_review(request.user, project)
        raise NotAllowed(RUNNING_ONLY if involved else RESEARCHERS_ONLY)


def _milestone(request: MemberRequest, slug: str, pk: int) -> Milestone:
    project = found_project(request, slug)
    _may_keep(request, project)
    milestone = get_object_or_404(project.milestones, pk=pk)
    milestone.project = project
    return milestone


def milestone_add(request: MemberRequest, slug: str) -> HttpResponse:
    project = found_project(request, slug)
    _may_keep(request, project)
    form = bind(request, MilestoneForm, makes_new=True, project=project)
    if request.method == "POST" and form.is_valid():
        actions.add_milestone(project, by=request.user, **form.typed())
        messages.success(request, _("The milestone stands. We send a reminder a week before."))
        return redirect(project)
    return render(request, "research/milestone_form.html", {"form": form, "project": project})


def milestone_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    milestone = _milestone(request, slug, pk)
    as_it_was = version_of(milestone)
    form = bind(request, MilestoneForm, instance=milestone, project=milestone.project)
    if request.method == "POST" and form.is_valid():
        actions.change_milestone(_milestone(request, slug, pk), by=request.user, **form.typed())
        messages.success(request, _("Saved. Reminders follow the new day."))
        return redirect(milestone.project)
    return render(
        request,
        "research/milestone_form.html",
        {
            "form": form,
            "project": milestone.project,
            "milestone": milestone,
            "as_it_was": as_it_was,
        },
    )


@require_POST
def milestone_done(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Tick, or with `open` in the form take the tick away."""
    milestone = _milestone(request, slug, pk)
    unchanged(request, milestone)
    if "open" in request.POST:
        actions.reopen_milestone(milestone, by=request.user)
        messages.success(request, _("Open again."))
    else:
        actions.finish_milestone(milestone, by=request.user)
        messages.success(request, _("Well done. Reminders for it stop."))
    return redirect(milestone.project)


@require_POST
def milestone_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    milestone = _milestone(request, slug, pk)
    unchanged(request, milestone)
    back, mails = milestone.project.get_absolute_url(), rows_of(f"milestone:{milestone.pk}")
    if page := ask_once(request, _("Remove this milestone?"), milestone.title, _("Remove it"), back=back):
        return page
    with undoable(request, _("The milestone is gone."), milestone, back=back, also=[mails]):
        actions.remove_milestone(milestone, by=request.user)
    return redirect(back)
