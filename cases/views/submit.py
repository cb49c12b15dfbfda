"""Submitting a case: one question per page."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.wizard import ADD, LOOK, Step, Wizard
from atelier.base.types import Context
from atelier.base.web.access import needs
from atelier.base.words.dates import nice_date
from cases import actions, queries
from cases.forms.attachment import AttachmentForm
from cases.forms.intake import (
    AttributionForm,
    DraftForm,
    QuestionForm,
    SituationForm,
    TogetherForm,
    TriedForm,
    UrgencyForm,
)
from cases.models import Case
from cases.models.intake import TEXTS
from cases.permissions import may_submit
from cases.states import CaseState
from cases.views.attachment import STEP
from members.requests import MemberRequest


def _is_in_a_hurry(case: Case) -> bool:
    """An urgent case takes no tap more for a file that nobody asks for."""
    return case.is_urgent and not queries.attached_to(case)


class Submission(Wizard[MemberRequest, Case, DraftForm]):
    """The questions of a submission; the address of each step is Dutch, like every address here."""

    steps = (
        Step("wat-er-gebeurt", _("What happens"), SituationForm, says=lambda case: case.intake.situation),
        Step("vraag", _("Your question"), QuestionForm, says=lambda case: case.intake.question),
        Step("spoed", _("How urgent it is"), UrgencyForm, says=lambda case: _urgency(case)),
        Step("geprobeerd", _("What was tried"), TriedForm, says=lambda case: case.intake.tried),
        Step("naam", _("Who may see your name"), AttributionForm, says=lambda case: case.get_attribution_display()),
        Step("samen", _("Who submits with you"), TogetherForm, says=lambda case: _with_whom(case)),
        Step(
            STEP,
            _("Attachments"),
            AttachmentForm,
            says=lambda case: _attached(case),
            makes_new=True,
            skips=lambda case: _is_in_a_hurry(case),
        ),
    )
    step_page, check_page, start_page = "cases:step", "cases:check", "cases:submit"
    step_template, check_template = "cases/intake_step.html", "cases/intake_check.html"
    kept_for_later = _("Your draft is kept. You can go on at any time, on any device.")

    @property
    def key(self) -> UUID:
        return self.subject.key

    def keep(self, form: DraftForm) -> None:
        if isinstance(form, AttachmentForm):
            self._attach(form)
        else:
            actions.save_draft(self.subject, by=self.request.user, **form.changes())

    def _attach(self, form: AttachmentForm) -> None:
        if file := form.cleaned_data.get("file"):
            actions.attach(self.subject, by=self.request.user, file=file, about=form.cleaned_data["note"])
        elif self.pressed == ADD:
            messages.info(self.request, gettext("No file was chosen, so nothing was added."))

    def hand_in(self) -> str:
        case = actions.submit(self.subject, by=self.request.user)
        return reverse("cases:submitted", args=[case.number])

    def step_context(self, step: Step[Case, DraftForm], form: DraftForm) -> Context:
        texts = [name for name in form.fields if name in TEXTS]
        looks = self.pressed == LOOK and form.is_valid()
        shown = [(form.fields[name].label, form.cleaned_data[name]) for name in texts] if looks else []
        fits = queries.fits_of_draft(self.request.user) if "attribution" in form.fields else []
        attached = {"attachments": queries.attached_to(self.subject)} if "file" in form.fields else {}
        return {
            "case": self.subject,
            "has_text": bool(texts),
            "looked": queries.looked(shown),
            "fits": fits,
            "may_search": "search" in form.fields,
            "may_skip": self._is_complete and step.form not in (SituationForm, QuestionForm),
            **attached,
        }

    @property
    def _is_complete(self) -> bool:
        """What is left need not be answered: who is in a hurry goes to the check page."""
        intake = self.subject.intake
        return bool(intake.situation.strip() and intake.question.strip())

    def check_context(self) -> Context:
        intake = self.subject.intake
        return {
            "case": self.subject,
            "looked": [text for text in queries.looked_intake(intake) if text.marks],
            "complete": self._is_complete,
        }


def _with_whom(case: Case) -> str:
    chosen = [one.name for one in queries.chosen_colleagues(case.intake)]
    return "\n".join(filter(None, (*chosen, case.intake.together))) or gettext("Nobody")


def _attached(case: Case) -> str:
    return "\n".join(one.name for one in queries.attached_to(case)) or gettext("None")


def _urgency(case: Case) -> str:
    by = f"\n{gettext('Answer needed by')}: {nice_date(case.needed_by)}" if case.needed_by else ""
    first = f"\n{gettext('Members may read it before you have looked at the text')}" if case.opens_at_once else ""
    return f"{case.get_urgency_display()}{by}{first}"


may = needs(may_submit, _("Only members can submit a case."))


@may
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: MemberRequest) -> HttpResponse:
    """What is asked, and the drafts one can go on with."""
    if request.method == "POST":
        case = actions.begin(by=request.user)
        return redirect("cases:step", case.key, Submission.steps[0].slug)
    drafts = Case.objects.drafts_of(request.user).select_related("intake").order_by("-updated_at")
    return render(request, "cases/intake_start.html", {"drafts": drafts})


@may
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: MemberRequest, key: UUID, step: str) -> HttpResponse:
    case = _own(request, key)
    if case.state != CaseState.DRAFT and request.method != "POST":
        return redirect("cases:intake", case.number)
    return Submission(request, case).step(step)


@may
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest, key: UUID) -> HttpResponse:
    """All answers, what looks traceable in them, and the button that submits; of what was submitted, its page."""
    case = _own(request, key)
    if case.state != CaseState.DRAFT:
        return redirect("cases:submitted", case.number)
    return Submission(request, case).check()


@may
@require_safe
def submitted(request: MemberRequest, number: str) -> HttpResponse:
    """The number, what happens next, when, and whom to call."""
    case = get_object_or_404(Case.objects.of(request.user), number=number)
    context = {
        "case": case,
        "asked": queries.asked_of(case, queries.raw_of(case)) if case.submitter_id == request.user.pk else None,
        "phone": settings.STUDIO_PHONE,
        "email": settings.STUDIO_EMAIL,
    }
    return render(request, "cases/intake_submitted.html", context)


@may
@require_POST
def discard(request: MemberRequest, key: UUID) -> HttpResponse:
    case = get_object_or_404(Case.objects.drafts_of(request.user), key=key)
    back = reverse("cases:submit")
    what = gettext("All that you typed for it goes.")
    if page := ask_once(request, gettext("Throw this draft away?"), what, gettext("Throw it away"), back=back):
        return page
    with undoable(request, gettext("Your draft has been thrown away."), case, back=back):
        actions.discard(case, by=request.user)
    return redirect(back)


def _own(request: MemberRequest, key: UUID) -> Case:
    """A draft of one's own; or the case it became, for who sends the same page twice."""
    mine = Case.objects.filter(submitter=request.user.pk).select_related("intake").with_draft_kept()
    return get_object_or_404(mine, key=key, intake__isnull=False)
