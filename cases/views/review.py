"""The review of a case at the desk: the raw text, and a form beside it.

Each time one of these pages opens, the reading of the raw text is recorded. They are steps of `CaseAdmin`: the desk
has fetched and held the case, and seen that the step is possible.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import add_form_error, bind
from atelier.base.types import Values
from atelier.desk.steps import Place
from cases import actions, queries
from cases.diff import word_diff
from cases.exceptions import SecondPersonNeeded
from cases.forms.review import ChangesForm, CorrectForm, DeclineForm, ReleaseForm
from cases.models import Case, Intake
from cases.words import REVIEW_PAGES
from members.models import Member
from members.requests import MemberRequest

type View = Callable[[MemberRequest, Case, Place], HttpResponse]
TEXTS = ("situation", "question", "tried")


def by_a_second_person(view: View) -> View:
    """Never by who submitted: to them the desk offers no review."""

    @wraps(view)
    def checked(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
        if request.path not in {address for _label, address in place.offered}:
            raise SecondPersonNeeded
        return view(request, case, place)

    return checked


def read(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    return _page(request, case, place, "read")


@by_a_second_person
def ask_changes(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    form: ChangesForm = bind(request, ChangesForm, versioned=case)
    if _done(form, lambda: actions.request_changes(case, by=request.user, notes=form.notes)):
        return _back(request, place, _("Asked. The submitter gets a mail."))
    return _page(request, case, place, "changes", form)


@by_a_second_person
def decline(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    form: DeclineForm = bind(request, DeclineForm, versioned=case)
    if _done(form, lambda: actions.decline(case, by=request.user, **form.told)):
        return _back(request, place, _("Declined. The submitter gets a mail, and reads your reason and offer."))
    return _page(request, case, place, "decline", form)


@by_a_second_person
def release(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    form: ReleaseForm = bind(request, ReleaseForm, case=case, looking=_looks(request))
    if _written(request, form, lambda: actions.release(case, by=request.user, **form.texts)):
        return _back(request, place, _("Released. Members can read the case."))
    return _page(request, case, place, "release", form, **_compared(form, case.intake))


@by_a_second_person
def correct(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    form: CorrectForm = bind(request, CorrectForm, case=case, looking=_looks(request))
    if _written(request, form, lambda: actions.correct(case, by=request.user, **form.told)):
        return _back(request, place, _("Corrected. Members read the new text."))
    return _page(request, case, place, "correct", form, **_compared(form, case))


def _looks(request: HttpRequest) -> bool:
    """ "Look" shows the differences, and what may still lead to a person; nothing is released."""
    return request.POST.get("go") == "look"


def _written(request: HttpRequest, form: ReleaseForm, act: Callable[[], None]) -> bool:
    return form.is_valid() and not _looks(request) and _done(form, act)


def _done(form: BaseForm, act: Callable[[], None]) -> bool:
    """Whether the form was sound and the domain agreed."""
    if not form.is_valid():
        return False
    try:
        act()
    except DomainError as error:
        add_form_error(form, error)
        return False
    return True


def _back(request: HttpRequest, place: Place, sentence: Promise) -> HttpResponse:
    messages.success(request, str(sentence))
    return HttpResponseRedirect(place.back)


def _page(
    request: MemberRequest, case: Case, place: Place, page: str, form: BaseForm | None = None, **more: object
) -> HttpResponse:
    """The raw text beside a form."""
    intake, words = _read(case, request.user), REVIEW_PAGES[page]
    context = {
        **place.context(words.title % {"number": case.number}),
        "case": case,
        "page": words,
        "form": form,
        "looked": queries.looked_intake(intake) if intake else [],
        "notes": list(intake.notes.all()) if intake else [],
        "steps": place.offered,
        "here": request.path,
        **more,
    }
    return render(request, "cases/review.html", context)


def _read(case: Case, by: Member) -> Intake | None:
    """The raw text, unless its time has passed."""
    try:
        return actions.read_intake(case, by=by)
    except Intake.DoesNotExist:
        return None


def _compared(form: ReleaseForm, before: Case | Intake) -> Values:
    """What differs from `before` in a text that was sent, and what the finder says of it."""
    if not form.is_bound or not hasattr(form, "cleaned_data"):
        return {}
    typed = form.texts
    return {
        "diffs": [(form.fields[name].label, word_diff(getattr(before, name), typed[name])) for name in TEXTS],
        "looked_typed": queries.looked([(form.fields[name].label, text) for name, text in typed.items()]),
    }
