"""Outputs: handed in and improved by the researchers, judged by practice."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import NotAllowed
from atelier.base.files.uploads import serve
from atelier.base.forms.binding import bind
from atelier.base.forms.undo import undoable
from atelier.base.web.lost import belongs_to
from members.requests import MemberRequest
from research import actions
from research.forms.work import (
    JudgeForm,
    OutputForm,
    TakeBackForm,
)
from research.models import Project, ProjectMove
from research.permissions import (
    may_add_output,
    may_judge,
    may_revise,
    may_take_back,
    works_on,
)
from research.views.found import RESEARCHERS_ONLY, RUNNING_ONLY, found_output, found_project, page_of_output
from research.views.reason import reason_page


def output_add(request: MemberRequest, slug: str) -> HttpResponse:
    project = found_project(request, slug)
    if not may_add_output(request.user, project):
        raise NotAllowed(RUNNING_ONLY if works_on(request.user, project) else RESEARCHERS_ONLY)
    form = bind(request, OutputForm, makes_new=True)
    if request.method == "POST" and form.is_valid():
        output = actions.deliver_output(project, by=request.user, **form.typed())
        messages.success(request, _("Handed in. Your supervisor gets a mail."))
        return redirect(output)
    return render(request, "research/output_form.html", {"form": form, "project": project})


def output_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """A better version of an output that came back."""
    output = found_output(request, pk)
    if not may_revise(request.user, output):
        raise NotAllowed(_("Only its researchers can change an output, when the reviewer asks for it."))
    named = output.names.filter(member=request.user).exists()
    form = bind(request, OutputForm, instance=output, initial={"show_my_name": named})
    if request.method == "POST" and form.is_valid():
        actions.revise_output(found_output(request, pk), by=request.user, **form.typed())
        messages.success(request, _("Handed in. Your supervisor gets a mail."))
        return redirect(output.project)
    return render(
        request,
        "research/output_form.html",
        {"form": form, "project": output.project, "output": output},
    )


def output_take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """The researchers do not hand it in after all."""
    output = found_output(request, pk)
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
    output = found_output(request, pk)
    if not output.file:
        raise Http404  # a moderator took it off
    return serve(request, output.file, name=output.title)


@belongs_to(page_of_output)
@require_POST
def output_name(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the own name with this work, or no longer."""
    output = found_output(request, pk)
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


def output_judge(request: MemberRequest, pk: int) -> HttpResponse:
    """The asker tells whether practice can use it."""
    output = found_output(request, pk)
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
