"""Research for everybody, the page of one project, and the supervisor's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import NotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.undo import TIME, undoable
from atelier.base.forms.versions import unchanged, version_of
from atelier.base.web.access import needs
from atelier.base.web.paging import keyset
from atelier.mail.actions import hold, rows_of
from members.permissions import may_register_research, may_supervise, may_take_part
from members.requests import MemberRequest
from research import actions
from research.forms.reason import ReturnForm, StopForm
from research.models import AskedMove, AskedQuestion, Project
from research.permissions import (
    may_add_output,
    may_change_project,
    may_correct,
    may_decide_change,
    may_edit_registration,
    may_judge,
    may_keep_milestones,
    may_read_words,
    may_review,
    may_review_output,
    may_revise,
    may_take_back,
    may_take_change_back,
    may_take_words_off,
    may_withdraw,
    may_withdraw_output,
    works_on,
)
from research.queries import open_asked, project_page, published_outputs, running_projects, supervised
from research.states import ChangeState, ProjectState, Promise
from research.views.found import REVIEWERS_ONLY
from research.views.reason import reason_page

SUPERVISORS_ONLY = gettext_lazy("This is the desk of teacher-researchers.")


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Published outputs for everybody; for members also what runs and what waits for students."""
    member = may_take_part(request.user)
    return render(
        request,
        "research/index.html",
        {
            "page": keyset(published_outputs(), request, order=("-published_at", "-pk"), size=12),
            "running": running_projects(request.user) if member else [],
            "asked": open_asked(request.user)[:5] if member else [],
            "may_register": may_register_research(request.user),
            "may_supervise": may_supervise(request.user),
        },
    )


@require_safe
def all_projects(request: MemberRequest) -> HttpResponse:
    """All projects a member may see."""
    projects = Project.objects.visible_to(request.user).exclude(state=ProjectState.DRAFT).select_related("partner")
    state = request.GET.get("staat", "")
    if state in ProjectState.values:
        projects = projects.filter(state=state)
    return render(
        request,
        "research/project_list.html",
        {
            "page": keyset(projects, request, order=("-created_at", "-pk")),
            "state": state,
            "states": [(value, label) for value, label in ProjectState.choices if value != ProjectState.DRAFT],
        },
    )


@login_not_required
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    subject = project_page(slug, request.user)
    if subject.state == ProjectState.DRAFT:
        return redirect("research:register_check", subject.pk)
    user = request.user
    outputs = subject.shown_outputs
    for output in outputs:
        output.project = subject
        output.may_judge = may_judge(user, output)
        output.may_review = may_review_output(user, output)
        output.may_take_back = may_take_back(user, output)
        output.may_revise = may_revise(user, output)
        output.may_withdraw = may_withdraw_output(user, output)
        output.may_correct = may_correct(user, output)
        output.may_read_words = may_read_words(user, output)
        output.may_take_words_off = may_take_words_off(user, output)
        output.version = version_of(output)
        output.names_me = any(one["pk"] == user.pk for one in output.named)
    for change in subject.shown_changes:
        change.project = subject
        change.may_decide = may_decide_change(user, change)
        change.may_take_back = may_take_change_back(user, change)
    return render(
        request,
        "research/project.html",
        {
            "project": subject,
            "outputs": outputs,
            "promises": [(promise.label, promise in subject.promises) for promise in Promise],
            "member": may_take_part(user),
            "may_see_work": works_on(user, subject) or may_review(user, subject),
            "may_edit": may_edit_registration(user, subject),
            "may_review": may_review(user, subject),
            "may_start": subject.state == ProjectState.APPROVED
            and (works_on(user, subject) or may_review(user, subject)),
            "may_keep_milestones": may_keep_milestones(user, subject),
            "may_add_output": may_add_output(user, subject),
            "may_change": may_change_project(user, subject),
            "may_withdraw": may_withdraw(user, subject),
            "works_on": works_on(user, subject),
        },
    )


@needs(may_supervise, SUPERVISORS_ONLY)
@require_safe
def supervision(request: MemberRequest) -> HttpResponse:
    """The projects under my wing; what waits for me stands first."""
    asks = Q(state__in=[ProjectState.REGISTERED, ProjectState.DELIVERED]) | Q(waiting_outputs__gt=0)
    waiting = supervised(request.user).filter(asks | Q(changes__state=ChangeState.WAITING))
    page = keyset(supervised(request.user), request, order=("-created_at", "-pk"))
    return render(
        request,
        "research/supervision.html",
        {"waiting": waiting.order_by("updated_at", "pk"), "page": page},
    )


def _found(request: MemberRequest, slug: str) -> Project:
    found = project_page(slug, request.user)
    if found.state == ProjectState.DRAFT:
        raise Http404
    return found


def _reviewed(request: MemberRequest, slug: str) -> Project:
    found = _found(request, slug)
    if not may_review(request.user, found):
        raise NotAllowed(REVIEWERS_ONLY)
    return found


@require_POST
def approve(request: MemberRequest, slug: str) -> HttpResponse:
    found = _reviewed(request, slug)
    unchanged(request, found)
    actions.approve(found, by=request.user)
    messages.success(request, _("Approved. The researchers get a mail."))
    return redirect(found)


@require_POST
def start(request: MemberRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    unchanged(request, found)
    actions.start(found, by=request.user)
    messages.success(request, _("The research runs. Good luck!"))
    return redirect(found)


def ask_changes(request: MemberRequest, slug: str) -> HttpResponse:
    found = _reviewed(request, slug)
    form = bind(request, ReturnForm, versioned=found)
    if request.method == "POST" and form.is_valid():
        actions.ask_changes(found, by=request.user, note=form.cleaned_data["reason"])
        messages.success(request, _("Sent. The researchers get a mail."))
        return redirect(found)
    return reason_page(request, form, found, title=_("Ask for changes"), button=_("Send"))


def withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    if not may_withdraw(request.user, found):
        raise NotAllowed(_("Only the researchers and their supervisor can stop this research."))
    form = bind(request, StopForm, versioned=found)
    if request.method == "POST" and form.is_valid():
        back, now = found.get_absolute_url(), timezone.now()
        mails = [
            f"project:{found.pk}",
            f"asked:{found.asked_id}",
            *(f"milestone:{one.pk}" for one in found.milestones.all()),
        ]
        asked = AskedQuestion.objects.filter(pk=found.asked_id or 0)
        also = [rows_of(*mails), asked, AskedMove.objects.filter(subject__in=asked)]
        with undoable(request, _("The research was stopped. No more reminders follow."), found, back=back, also=also):
            actions.withdraw(found, by=request.user, reason=form.cleaned_data["reason"])
            hold(*mails, since=now, time=TIME)
        return redirect(back)
    return reason_page(request, form, found, title=_("Stop this research"), button=_("Stop"))
