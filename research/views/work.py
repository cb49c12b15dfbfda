"""Work on a project that runs: milestones, outputs, the asker's judgement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import NotAllowed
from atelier.base.files.uploads import serve
from atelier.base.forms.binding import bind, unchanged, version_of
from atelier.base.forms.once import submit_once
from atelier.base.forms.reason import ReasonForm
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.web.lost import belongs_to
from atelier.mail.actions import rows_of
from members.requests import MemberRequest
from research import actions
from research.forms.reason import ReturnForm, TakeOffForm
from research.forms.work import (
    CorrectForm,
    JudgeForm,
    MilestoneForm,
    OutputForm,
    SeenForm,
    TakeBackForm,
)
from research.models import Milestone, Output, Project, ProjectMove
from research.permissions import (
    may_add_output,
    may_correct,
    may_judge,
    may_keep_milestones,
    may_read_words,
    may_review,
    may_review_output,
    may_revise,
    may_take_back,
    may_take_words_off,
    may_withdraw_output,
    works_on,
)
from research.states import ProjectState
from research.views.reason import reason_page

RESEARCHERS_ONLY = gettext_lazy("Only who works on this research can do this.")
RUNNING_ONLY = gettext_lazy("This is possible while the research runs.")
MODERATORS_ONLY = gettext_lazy("Only a moderator can do this.")
REVIEWERS_ONLY = gettext_lazy("Only the supervisor of this research, or a moderator, can do this.")


def found_project(request: MemberRequest, slug: str) -> Project:
    visible = Project.objects.visible_to(request.user).exclude(state=ProjectState.DRAFT)
    return get_object_or_404(visible.prefetch_related("participants"), slug=slug)


# -- Milestones


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
    form = bind(request, MilestoneForm, project=project)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            actions.add_milestone(project, by=request.user, **form.typed())
            messages.success(request, _("The milestone stands. We send a reminder a week before."))
            return project.get_absolute_url()

        return redirect(submit_once(form.cleaned_data["once"], make))
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


# -- Outputs


def output_add(request: MemberRequest, slug: str) -> HttpResponse:
    project = found_project(request, slug)
    if not may_add_output(request.user, project):
        raise NotAllowed(RUNNING_ONLY if works_on(request.user, project) else RESEARCHERS_ONLY)
    form = bind(request, OutputForm)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            output = actions.deliver_output(project, by=request.user, **form.typed())
            messages.success(request, _("Handed in. Your supervisor gets a mail."))
            return output.get_absolute_url()

        return redirect(submit_once(form.cleaned_data["once"], make))
    return render(request, "research/output_form.html", {"form": form, "project": project})


def _output(request: HttpRequest, pk: int) -> Output:
    visible = Output.objects.visible_to(request.user).select_related(
        "project", "project__asked", "project__supervisor"
    )
    return get_object_or_404(visible.prefetch_related("project__participants"), pk=pk)


def output_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """A better version of an output that came back."""
    output = _output(request, pk)
    if not may_revise(request.user, output):
        raise NotAllowed(_("Only its researchers can change an output, when the reviewer asks for it."))
    named = output.names.filter(member=request.user).exists()
    form = bind(request, OutputForm, instance=output, initial={"show_my_name": named})
    if request.method == "POST" and form.is_valid():
        actions.revise_output(_output(request, pk), by=request.user, **form.typed())
        messages.success(request, _("Handed in. Your supervisor gets a mail."))
        return redirect(output.project)
    return render(
        request,
        "research/output_form.html",
        {"form": form, "project": output.project, "output": output},
    )


def output_take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """The researchers do not hand it in after all."""
    output = _output(request, pk)
    if not may_take_back(request.user, output):
        raise NotAllowed(_("Only its researchers can take back an output, as long as it is not published."))
    form = bind(request, TakeBackForm, versioned=output)
    if request.method == "POST" and form.is_valid():
        back, project = output.project.get_absolute_url(), Project.objects.filter(pk=output.project_id)
        also = [project, ProjectMove.objects.filter(subject__in=project)]
        with undoable(request, _("The output was taken back."), output, back=back, also=also):
            actions.take_back_output(output, by=request.user)
        return redirect(back)
    return reason_page(request, form, output, title=_("Take back this output"), button=_("Take back"))


@login_not_required
@require_safe
def output_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself, as an attachment, for who may see the output."""
    output = _output(request, pk)
    return serve(request, output.file, name=output.title)


def page_of_output(request: HttpRequest, pk: int) -> str:
    return _output(request, pk).get_absolute_url()


@belongs_to(page_of_output)
@require_POST
def output_name(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the own name with this work, or no longer."""
    output = _output(request, pk)
    shown = output.names.filter(member=request.user).exists()
    if not (shown or works_on(request.user, output.project)):
        raise NotAllowed(_("Only who did this research says whether the own name stands with it."))
    if request.POST.get("show") == "yes":
        actions.show_name(output, by=request.user)
        messages.success(request, _("Your name stands with this work."))
    else:
        actions.hide_name(output, by=request.user)
        messages.success(request, _("Your name no longer stands with this work."))
    return redirect(output)


def _reviewed(request: MemberRequest, pk: int) -> Output:
    output = _output(request, pk)
    if not may_review_output(request.user, output):
        raise NotAllowed(RUNNING_ONLY if may_review(request.user, output.project) else REVIEWERS_ONLY)
    return output


@belongs_to(page_of_output)
@require_POST
def output_publish(request: MemberRequest, pk: int) -> HttpResponse:
    output = _reviewed(request, pk)
    SeenForm(request.POST, versioned=output).is_valid()
    actions.publish_output(output, by=request.user)
    messages.success(request, _("Published. Everybody can read it now."))
    return redirect(output)


def output_return(request: MemberRequest, pk: int) -> HttpResponse:
    output = _reviewed(request, pk)
    form = bind(request, ReturnForm, versioned=output)
    if request.method == "POST" and form.is_valid():
        actions.return_output(output, by=request.user, note=form.cleaned_data["reason"])
        messages.success(request, _("Sent. The researchers get a mail."))
        return redirect(output.project)
    return reason_page(request, form, output, title=_("Ask for changes"), button=_("Send"))


def output_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Off the public page, with a note that stays."""
    output = _output(request, pk)
    if not may_withdraw_output(request.user, output):
        raise NotAllowed(_("Only the supervisor or a moderator can take back what was published."))
    form = bind(request, TakeOffForm, versioned=output)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_output(output, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Taken back. A note with your reason stands in its place."))
        return redirect(output.project)
    return _take_off(request, form, output, title=_("Take back what was published"))


def output_correct(request: MemberRequest, pk: int) -> HttpResponse:
    """Another text or another file, by a moderator; somebody else publishes it."""
    output = _output(request, pk)
    if not may_correct(request.user, output):
        raise NotAllowed(MODERATORS_ONLY)
    form = bind(request, CorrectForm, instance=output)
    if request.method == "POST" and form.is_valid():
        actions.correct_output(_output(request, pk), by=request.user, **form.typed())
        messages.success(request, _("Saved. Somebody else has to read and publish it now."))
        return redirect(output.project)
    return render(
        request,
        "research/output_correct.html",
        {"form": form, "project": output.project, "output": output},
    )


@belongs_to(page_of_output)
@require_POST
def output_words(request: MemberRequest, pk: int) -> HttpResponse:
    """A second person lets everybody read the words of practice."""
    output = _output(request, pk)
    if not may_read_words(request.user, output):
        raise NotAllowed(REVIEWERS_ONLY)
    SeenForm(request.POST, versioned=output).is_valid()
    actions.read_words(output, by=request.user)
    messages.success(request, _("Everybody can read these words now."))
    return redirect(output)


def output_words_off(request: MemberRequest, pk: int) -> HttpResponse:
    output = _output(request, pk)
    if not may_take_words_off(request.user, output):
        raise NotAllowed(_("Only who wrote these words, or a moderator, can take them off."))
    form = bind(request, TakeOffForm, versioned=output)
    if request.method == "POST" and form.is_valid():
        actions.take_words_off(output, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The words were taken off."))
        return redirect(output)
    return _take_off(request, form, output, title=_("Take off the words of practice"))


def _take_off(request: MemberRequest, form: ReasonForm, output: Output, *, title: str) -> HttpResponse:
    intro = _("It disappears at once. A note with the day and your reason stands in its place, and stays.")
    return reason_page(request, form, output, title=title, button=title, intro=intro)


def output_judge(request: MemberRequest, pk: int) -> HttpResponse:
    """The asker tells whether practice can use it."""
    output = _output(request, pk)
    if not may_judge(request.user, output):
        raise NotAllowed(
            _(
                "Who asked the question judges a published output. "
                "As long as that has not happened, the partner organisation may do so."
            )
        )
    start = {"judgement": output.judgement, "judgement_words": output.judgement_words}
    form = bind(request, JudgeForm, versioned=output, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.judge_output(output, by=request.user, **form.typed())
        messages.success(request, _("Thank you. The students learn from it. A second person reads your words first."))
        return redirect(output)
    return render(request, "research/judge_form.html", {"form": form, "output": output})
