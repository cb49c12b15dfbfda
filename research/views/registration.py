"""Registering research: some pages with one group of questions each, check answers, done."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged
from atelier.base.forms.wizard import Step, Wizard
from atelier.base.types import Context, Values
from atelier.base.web.access import needs
from members.requests import MemberRequest
from research import actions
from research.forms.registration import (
    ApproachStep,
    CareStep,
    LinksStep,
    PeopleStep,
    QuestionStep,
    StartForm,
    StepForm,
)
from research.models import AskedQuestion, Project
from research.permissions import may_register_research
from research.queries import registration_page
from research.states import EDITABLE, ProjectState, Promise

RESEARCHERS_ONLY = _(
    "Students and teacher-researchers register research. Do you have a question that needs research? Ask it: "
    "students pick it up."
)
register_rights = needs(may_register_research, RESEARCHERS_ONLY)


def _part(name: str) -> Callable[[Project], str]:
    """What the check page tells of a step: the part of its template with this name."""

    def says(project: Project) -> str:
        promises = [(promise.label, promise in project.promises) for promise in Promise]
        return render_to_string(f"research/register_check.html#{name}", {"project": project, "promises": promises})

    return says


class Registration(Wizard[MemberRequest, Project, StepForm]):
    """The questions about a registration; it is a draft, or comes back with changes that are asked."""

    steps = (
        Step("vraag", _("Your question"), QuestionStep, says=_part("vraag"), was="question"),
        Step("aanpak", _("Method and period"), ApproachStep, says=_part("aanpak"), was="approach"),
        Step("mensen", _("The people"), PeopleStep, says=_part("mensen"), was="people"),
        Step("verbanden", _("Cases and learning questions"), LinksStep, says=_part("verbanden"), was="links"),
        Step("zorgvuldigheid", _("Ethics and data"), CareStep, says=_part("zorgvuldigheid"), was="care"),
    )
    step_page, check_page, start_page = "research:register_step", "research:register_check", "research:register"
    step_template, check_template = "research/register_step.html", "research/register_check.html"

    @property
    def before_first(self) -> str:
        return self.check_address

    def form_arguments(self) -> Values:
        return {"instance": self.subject, "member": self.request.user}

    def keep(self, form: StepForm) -> None:
        # Fresh: a form has written what was typed on its own instance.
        project = _editable(self.request, self.subject.pk)
        actions.save_registration(project, by=self.request.user, **form.fields_to_save())

    def hand_in(self) -> str:
        actions.register(self.subject, by=self.request.user)
        return reverse("research:register_done", args=[self.subject.slug])

    def step_context(self, step: Step[Project, StepForm], form: StepForm) -> Context:
        return {"project": self.subject}

    def check_context(self) -> Context:
        return {"project": self.subject, "first": self.subject.state == ProjectState.DRAFT}


@register_rights
def register_start(request: MemberRequest) -> HttpResponse:
    """What it asks, the drafts that wait, and the first questions. `?vraag=3` takes up an asked question."""
    asked = _asked(request)
    form = bind(request, StartForm, makes_new=True, initial=_taken_over(asked))
    if request.method == "POST" and form.is_valid():
        project = actions.start_draft(by=request.user, asked=asked, **form.typed())
        return redirect("research:register_step", project.pk, Registration.steps[1].slug)
    drafts = Project.objects.of(request.user).filter(state__in=EDITABLE).order_by("-updated_at")
    return render(
        request,
        "research/register_start.html",
        {"form": form, "drafts": drafts, "asked": asked, "of": len(Registration.steps)},
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
    return Registration(request, _editable(request, pk)).step(step)


def _editable(request: MemberRequest, pk: int) -> Project:
    """A registration this member writes in; a foreign or closed one is not there."""
    mine = Project.objects.of(request.user).filter(state__in=EDITABLE).prefetch_related("participants")
    return get_object_or_404(mine, pk=pk)


@register_rights
def register_check(request: MemberRequest, pk: int) -> HttpResponse:
    """Check your answers; the button hands the registration to the supervisor."""
    return Registration(request, registration_page(pk, request.user)).check()


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
    what = gettext("All that you typed for it goes.")
    if page := ask_once(request, gettext("Throw this draft away?"), what, gettext("Throw it away"), back=back):
        return page
    try:
        with undoable(request, gettext("The draft is gone."), draft, back=back):
            actions.throw_away_draft(draft, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(back)
