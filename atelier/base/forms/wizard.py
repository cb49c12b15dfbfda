"""Long forms, one group of questions per page: each step is kept on the server, then the answers are checked and sent.

A room declares the steps, and what is done with them. What it is about (a draft) is a row that is there already:

    class Submission(Wizard[MemberRequest, Case, DraftForm]):
        steps = (
            Step("wat-er-gebeurt", _("What happens"), SituationForm, says=lambda case: case.intake.situation),
            Step("vraag", _("Your question"), QuestionForm, says=lambda case: case.intake.question),
        )
        step_page, check_page, start_page = "cases:step", "cases:check", "cases:submit"
        step_template, check_template = "cases/intake_step.html", "cases/intake_check.html"

        def keep(self, form): actions.save_draft(self.subject, by=self.request.user, **form.changes())
        def hand_in(self): ...  # an action; gives the address to go to

    def step(request, key, step):
        return Submission(request, own_draft(request, key)).step(step)

    def check(request, key):
        return Submission(request, own_draft(request, key)).check()

The buttons of a step are named `go`. "next" wants a whole answer; "check", "back", "later" and "look" keep what is
there, also half of it; "add" keeps one of several and opens the step anew. Who came from the check page (`?controle`)
goes back there. The forms are `VersionedForm`s, and the check page carries {% version %}: what another window changed
meanwhile is told before it is overwritten or sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from atelier.base.exceptions import DomainError, Unfinished
from atelier.base.forms import keep
from atelier.base.forms.binding import bind
from atelier.base.forms.versions import VersionedForm, unchanged
from atelier.base.types import Context

NEXT, BACK, LATER, CHECK, LOOK, ADD = "next", "back", "later", "check", "look", "add"
UNDECIDED = gettext_lazy("Something here may lead to a person. Please look at it, and choose what you do with it.")
# In the address and the form of a step that is changed from the check page.
CHECKING = "controle"


@dataclass(frozen=True, slots=True)
class Step[S: Model, F: VersionedForm]:
    """One page. `slug` stands in its address; `was` stood there before, and leads on."""

    slug: str
    title: str | Promise
    form: type[F]
    says: Callable[[S], object]  # what the check page tells of it
    was: str = ""
    # Each time it is sent it adds one of several.
    makes_new: bool = False
    # Not on the way of who is in a hurry; the check page leads to it all the same.
    skips: Callable[[S], bool] = lambda _subject: False


class Answer(NamedTuple):
    """A step on the check page, and where it is changed."""

    title: str | Promise
    says: object
    url: str


class Wizard[R: HttpRequest, S: Model, F: VersionedForm]:
    """One request about one subject; a room subclasses it."""

    steps: tuple[Step[S, F], ...]
    # Names of addresses; the first two take the key of the subject.
    step_page: ClassVar[str]
    check_page: ClassVar[str]
    start_page: ClassVar[str]
    step_template: ClassVar[str] = "ui/step.html"
    check_template: ClassVar[str] = "ui/check.html"
    kept_for_later: ClassVar[str | Promise]

    def __init__(self, request: R, subject: S) -> None:
        self.request, self.subject = request, subject

    # -- What a room says

    @property
    def key(self) -> object:
        """Of the subject, in the addresses."""
        return self.subject.pk

    @property
    def before_first(self) -> str:
        """Where "back" leads from the first step."""
        return reverse(self.start_page)

    def form_arguments(self) -> Context:
        """What every form gets beside what was typed."""
        return {"versioned": self.subject}

    def keep(self, form: F) -> None:
        """Write what a step holds; `form.is_half` says that it may be half an answer."""
        raise NotImplementedError

    def hand_in(self) -> str:
        """Send the whole, and give the address that tells so. Raises Unfinished with the field that is missing."""
        raise NotImplementedError

    def step_context(self, step: Step[S, F], form: F) -> Context:
        return {}

    def check_context(self) -> Context:
        return {}

    # -- Its pages

    def step(self, slug: str) -> HttpResponse:
        step = self._find(slug)
        if slug == step.was and self.request.method != "POST":
            keep.moved(self.request, self.address_of(step))
            return redirect(self.address_of(step))
        form = bind(self.request, step.form, makes_new=step.makes_new, **self.form_arguments())
        if self.pressed != NEXT:
            form.let_empty()
        if self.request.method == "POST" and (form.is_valid() or (form.is_half and form.loses_nothing())):
            self._keep(form)
            if to := self._leads_to(step):
                return redirect(to)
            form.go_on()
        return render(self.request, self.step_template, self._step_context(step, form))

    def check(self) -> HttpResponse:
        if self.request.method == "POST":
            unchanged(self.request, self.subject)
            if step := self._undecided():
                messages.warning(self.request, str(UNDECIDED))
                return redirect(self.change_of(step))
            try:
                return redirect(self.hand_in())
            except Unfinished as missing:
                messages.warning(self.request, str(missing))
                return redirect(self.change_of(self._asking(missing.field)))
            except DomainError as error:
                messages.error(self.request, str(error))
        back = self.address_of(self._on_the_way(self.steps)[-1])
        context = {"subject": self.subject, "answers": self.answers(), "back": back, **self.check_context()}
        return render(self.request, self.check_template, context)

    def _undecided(self) -> Step[S, F] | None:
        """A step that was kept by half with something in it that may lead to a person, on which nobody decided."""
        forms = ((step, step.form(**self.form_arguments())) for step in self.steps)
        return next((step for step, form in forms if form.is_undecided), None)

    def answers(self) -> list[Answer]:
        return [Answer(step.title, step.says(self.subject), self.change_of(step)) for step in self.steps]

    # -- The way

    @property
    def pressed(self) -> str:
        chosen = self.request.POST.get("go", NEXT)
        return chosen if chosen in (BACK, LATER, CHECK, LOOK, ADD) else NEXT

    @property
    def is_checking(self) -> bool:
        return CHECKING in self.request.GET or CHECKING in self.request.POST

    def address_of(self, step: Step[S, F]) -> str:
        return reverse(self.step_page, args=[self.key, step.slug])

    def change_of(self, step: Step[S, F]) -> str:
        """Its page, for who comes from the check page."""
        return f"{self.address_of(step)}?{CHECKING}=1"

    @property
    def check_address(self) -> str:
        return reverse(self.check_page, args=[self.key])

    def _find(self, slug: str) -> Step[S, F]:
        for step in self.steps:
            if slug in (step.slug, step.was):
                return step
        raise Http404

    def _asking(self, field: str) -> Step[S, F]:
        return next(step for step in self.steps if field in step.form.base_fields)  # type: ignore[attr-defined]

    def _keep(self, form: F) -> None:
        try:
            self.keep(form)
        except DomainError as error:
            error.form = form  # the page that tells it shows what was typed
            raise

    def _leads_to(self, step: Step[S, F]) -> str:
        """The next page; nothing for who looks, and stays."""
        if self.pressed == LOOK:
            return ""
        if self.pressed == ADD:
            return self.change_of(step) if self.is_checking else self.address_of(step)
        if self.pressed == LATER:
            messages.success(self.request, str(self.kept_for_later))
            return reverse(self.start_page)
        if self.pressed == CHECK or self.is_checking:
            return self.check_address
        return self._before(step) if self.pressed == BACK else self._after(step)

    def _before(self, step: Step[S, F]) -> str:
        at = self.steps.index(step)
        return self.address_of(self.steps[at - 1]) if at else self.before_first

    def _after(self, step: Step[S, F]) -> str:
        following = self._on_the_way(self.steps[self.steps.index(step) + 1 :])
        return self.address_of(following[0]) if following else self.check_address

    def _on_the_way(self, steps: tuple[Step[S, F], ...]) -> list[Step[S, F]]:
        return [step for step in steps if not step.skips(self.subject)]

    def _step_context(self, step: Step[S, F], form: F) -> Context:
        return {
            "form": form,
            "step": step,
            "number": self.steps.index(step) + 1,
            "of": len(self.steps),
            "checking": self.is_checking,
            **self.step_context(step, form),
        }
