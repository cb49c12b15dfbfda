"""Outputs as who reviews them sees them: published, sent back, taken off, corrected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from atelier.base.exceptions import NotAllowed
from atelier.base.files.findings import look_at
from atelier.base.files.texts import text_of
from atelier.base.files.washing import Text
from atelier.base.forms.binding import bind
from atelier.base.forms.decisions import with_choices
from atelier.base.forms.reason import ReasonForm
from atelier.base.forms.versions import unchanged
from atelier.base.web.lost import belongs_to
from members.requests import MemberRequest
from research import actions
from research.forms.reason import ReturnForm, TakeOffForm
from research.forms.work import CorrectForm, PublishForm
from research.models import Output
from research.permissions import (
    may_correct,
    may_read_words,
    may_review,
    may_review_output,
    may_take_words_off,
    may_withdraw_output,
)
from research.views.found import MODERATORS_ONLY, REVIEWERS_ONLY, RUNNING_ONLY, found_output, page_of_output
from research.views.reason import reason_page


def _reviewed(request: MemberRequest, pk: int) -> Output:
    output = found_output(request, pk)
    if not may_review_output(request.user, output):
        raise NotAllowed(RUNNING_ONLY if may_review(request.user, output.project) else REVIEWERS_ONLY)
    return output


def output_publish(request: MemberRequest, pk: int) -> HttpResponse:
    """All that everybody will read on one page, with what the finder marks in it, the file's text too."""
    output = _reviewed(request, pk)
    form = bind(request, PublishForm, versioned=output)
    if request.method == "POST" and form.is_valid():
        actions.publish_output(output, by=request.user)
        messages.success(request, _("Published. Everybody can read it now."))
        return redirect(output)
    text = text_of(output.file)
    context = {
        "form": form,
        "output": output,
        "words": with_choices(look_at(Text(f"{output.title}\n{output.summary}")), output.title, output.summary),
        "file": with_choices(look_at(text), text.words),
    }
    return render(request, "research/output_publish.html", context)


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
    output = found_output(request, pk)
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
    output = found_output(request, pk)
    if not may_correct(request.user, output):
        raise NotAllowed(MODERATORS_ONLY)
    form = bind(request, CorrectForm, instance=output)
    if request.method == "POST" and form.is_valid():
        actions.correct_output(found_output(request, pk), by=request.user, **form.typed())
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
    output = found_output(request, pk)
    if not may_read_words(request.user, output):
        raise NotAllowed(REVIEWERS_ONLY)
    unchanged(request, output)
    actions.read_words(output, by=request.user)
    messages.success(request, _("Everybody can read these words now."))
    return redirect(output)


def output_words_off(request: MemberRequest, pk: int) -> HttpResponse:
    output = found_output(request, pk)
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
