"""Registering research: some pages with one group of questions each, check answers, done."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind, unchanged
from atelier.base.forms.once import submit_once
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.web.access import needs
from members.requests import MemberRequest
from research import actions
from research.exceptions import RegistrationIncomplete
from research.forms.registration import STEPS, StartForm
from research.models import AskedQuestion, Project
from research.permissions import may_register_research
from research.queries import registration_page
from research.states import EDITABLE, ProjectState, Promise

NAMES = list(STEPS)
RESEARCHERS_ONLY = gettext_lazy(
    "Students and teacher-researchers register research. Do you have a question that needs research? Ask it: "
    "students pick it up."
)
register_rights = needs(may_register_research, RESEARCHERS_ONLY)


@register_rights
def register_start(request: MemberRequest) -> HttpResponse:
    """What it asks, the drafts that wait, and the first questions. `?vraag=3` takes up an asked question."""
    asked = _asked(request)
    form = bind(request, StartForm, initial=_taken_over(asked))
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            project = actions.start_draft(by=request.user, asked=asked, **form.typed())
            return reverse("research:register_step", args=[project.pk, "approach"])

        return redirect(submit_once(form.cleaned_data["once"], make))
    drafts = Project.objects.of(request.user).filter(state__in=EDITABLE).order_by("-updated_at")
    return render(
        request,
        "research/register_start.html",
        {"form": form, "drafts": drafts, "asked": asked, "steps": _steps("question")},
    )


def _asked(request: MemberRequest) -> AskedQuestion | None:
    pk = request.GET.get("vraag", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 12):
        return None
    return AskedQuestion.objects.visible_to(request.user).filter(pk=pk).first()


def _taken_over(asked: AskedQuestion | None) -> dict[str, str]:
    return {"title": asked.title, "question": asked.question, "reason": asked.why} if asked else {}


@register_rights
def register_step(request: MemberRequest, pk: int, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    project = _editable(request, pk)
    form = bind(request, STEPS[step][1], instance=project, member=request.user)
    goes_back = "back" in request.POST
    if goes_back:
        form.let_empty()
    if request.method == "POST" and (form.is_valid() or (goes_back and form.loses_nothing())):
        typed = {name: value for name, value in form.fields_to_save().items() if value or not goes_back}
        actions.save_registration(_editable(request, pk), by=request.user, **typed)
        after = _after(project, step, to_check="check" in request.POST)
        return redirect(_page_before(project, step) if goes_back else after)
    return render(
        request,
        "research/register_step.html",
        {
            "form": form,
            "project": project,
            "title": STEPS[step][0],
            "steps": _steps(step),
            "number": NAMES.index(step) + 1,
        },
    )


def _editable(request: MemberRequest, pk: int) -> Project:
    """A registration this member writes in; a foreign or closed one is not there."""
    mine = Project.objects.of(request.user).filter(state__in=EDITABLE).prefetch_related("participants")
    return get_object_or_404(mine, pk=pk)


def _steps(current: str) -> list[tuple[str, object, bool]]:
    return [(name, STEPS[name][0], name == current) for name in NAMES]


def _after(project: Project, step: str, *, to_check: bool) -> str:
    place = NAMES.index(step) + 1
    if to_check or place == len(NAMES):
        return reverse("research:register_check", args=[project.pk])
    return reverse("research:register_step", args=[project.pk, NAMES[place]])


def _page_before(project: Project, step: str) -> str:
    place = NAMES.index(step)
    if not place:
        return reverse("research:register_check", args=[project.pk])
    return reverse("research:register_step", args=[project.pk, NAMES[place - 1]])


@register_rights
def register_check(request: MemberRequest, pk: int) -> HttpResponse:
    """Check your answers; the button hands the registration to the supervisor."""
    project = registration_page(pk, request.user)
    if request.method == "POST":
        unchanged(request, project)
        try:
            actions.register(project, by=request.user)
        except RegistrationIncomplete as missing:
            messages.warning(request, _("Something is missing, or no longer right. Please look at this first."))
            return redirect("research:register_step", project.pk, missing.step)
        return redirect("research:register_done", project.slug)
    return render(
        request,
        "research/register_check.html",
        {"project": project, "promises": _promises(project), "first": _is_first(project)},
    )


def _promises(project: Project) -> list[tuple[object, bool]]:
    return [(promise.label, promise in project.promises) for promise in Promise]


def _is_first(project: Project) -> bool:
    return project.state == ProjectState.DRAFT


@register_rights
@require_safe
def register_done(request: MemberRequest, slug: str) -> HttpResponse:
    mine = Project.objects.of(request.user).exclude(state=ProjectState.DRAFT).select_related("supervisor")
    project = get_object_or_404(mine, slug=slug)
    return render(request, "research/register_done.html", {"project": project})


@register_rights
@require_POST
def register_throw_away(request: MemberRequest, pk: int) -> HttpResponse:
    draft, back = _editable(request, pk), reverse("research:register")
    unchanged(request, draft)
    what = _("All that you typed for it goes.")
    if page := ask_once(request, _("Throw this draft away?"), what, _("Throw it away"), back=back):
        return page
    try:
        with undoable(request, _("The draft is gone."), draft, back=back):
            actions.throw_away_draft(draft, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(back)
