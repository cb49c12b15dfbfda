"""The review of a case at the desk: the raw text, and a form beside it.

Each time one of these pages opens, the reading of the raw text is recorded. They are steps of `CaseAdmin`: the desk
has fetched and held the case, and seen that the step is possible.
"""

from collections.abc import Callable, Sequence
from functools import wraps

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.guard.known import Names
from atelier.base.types import Values
from atelier.desk.steps import Place
from cases import actions, queries
from cases.diff import word_diff
from cases.exceptions import AnotherOrganisationNeeded, SecondPersonNeeded
from cases.forms.review import AnswerForm, ChangesForm, CorrectForm, DeclineForm, ReleaseForm
from cases.models import Case, InHand, Intake, ReadyAnswer, Rewrite
from cases.models.intake import TEXTS
from cases.permissions import is_colleague, may_review
from cases.words import FOLLOWS, RELEASED, REVIEW_PAGES, SHOWN
from members.models import Member
from members.requests import MemberRequest

type View = Callable[[MemberRequest, Case, Place], HttpResponse]
# Buttons for a text that is half: look what may lead to a person, take the brackets off, lay it aside.
HALF = ("look", "fits", "park")
# The button of a ready answer: this and its number.
CHOOSES = "ready-"


def by_a_second_person(view: View) -> View:
    """Never by who submitted, nor all of it by who works there: to them the desk does not offer it."""

    @wraps(view)
    def checked(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
        if request.path not in {address for _label, address in place.offered}:
            raise AnotherOrganisationNeeded if may_review(request.user, case) else SecondPersonNeeded
        return view(request, case, place)

    return checked


def read(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    return _page(request, case, place, "read")


@by_a_second_person
def ask_changes(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    ready = queries.ready_answers(ReadyAnswer.Kind.CHANGES, case)
    form: ChangesForm = bind(request, ChangesForm, case=case, choosing=_chooses(request))
    _put(request, form, ready)
    if _done(form, lambda: actions.request_changes(case, by=request.user, notes=form.notes)):
        return _back(request, place, _("Asked. The submitter gets a mail."))
    return _page(request, case, place, "changes", form, ready=ready)


@by_a_second_person
def decline(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    ready = queries.ready_answers(ReadyAnswer.Kind.DECLINE, case)
    form: DeclineForm = bind(request, DeclineForm, case=case, choosing=_chooses(request))
    _put(request, form, ready)
    if _done(form, lambda: actions.decline(case, by=request.user, **form.told)):
        return _back(request, place, _("Declined. The submitter gets a mail, and reads your reason and offer."))
    return _page(request, case, place, "decline", form, ready=ready)


def _chooses(request: HttpRequest) -> bool:
    return request.POST.get("go", "").startswith(CHOOSES)


def _put(request: HttpRequest, form: AnswerForm, ready: Sequence[ReadyAnswer]) -> None:
    """The words of the ready answer that was chosen, in the form: it is shown once more."""
    for answer in ready:
        if request.POST.get("go") == f"{CHOOSES}{answer.pk}":
            form.put(answer)


@by_a_second_person
def release(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    """Whoever opens the page has the case in hand; another moderator can take it over."""
    if request.POST.get("go") == "take":
        actions.take_in_hand(case, by=request.user, from_another=True)
        return HttpResponseRedirect(request.path)
    if _types(request):  # maybe on its way while the same person parks: nobody gets it in hand by this
        actions.keep_in_hand(case, by=request.user)
        return _release(request, case, place, other=_in_hand(case, by=request.user))
    held = actions.take_in_hand(case, by=request.user)
    if held.is_of(request.user):
        return _release(request, case, place, in_hand=None)
    if request.method == "POST":
        return _release(request, case, place, other=held)
    return _page(request, case, place, "release")


def _in_hand(case: Case, *, by: Member) -> InHand | None:
    """Of another moderator."""
    return InHand.objects.current().exclude(by=by).filter(case=case).select_related("by").first()


def _release(
    request: MemberRequest, case: Case, place: Place, *, other: InHand | None = None, **more: object
) -> HttpResponse:
    raw = Intake.objects.with_end().filter(case=case).select_related("rewrite__by").first()
    parked: Rewrite | None = getattr(raw, "rewrite", None)
    names = queries.place_names()
    told: Values = {
        "case": case,
        "start": queries.start_of_release(case, raw, parked, names=names),
        "parked": parked,
        "other": other,
    }
    if _types(request):
        return _differences(request, case, ReleaseForm(request.POST, looking=True, **told), raw)
    form: ReleaseForm = bind(request, ReleaseForm, looking=_is_half(request), **told)
    if request.POST.get("go") == "park" and _done(form, lambda: actions.park(case, by=request.user, **form.texts)):
        return _back(request, place, _("Parked. You or another moderator can go on with it later."))
    if _written(request, form, lambda: actions.release(case, by=request.user, **form.released)):
        return _back(request, place, RELEASED if case.is_open_to_members else SHOWN)
    follows = FOLLOWS[actions.why_nobody_looks(case)]
    more = {**more, "parked": parked, "fits": queries.fits_of(case), "follows": follows}
    more |= {**_compared(form, raw), **_found(form)}
    return _page(request, case, place, "release", form, names, raw, **more)


@by_a_second_person
def correct(request: MemberRequest, case: Case, place: Place) -> HttpResponse:
    start = {name: getattr(case, name) for name in TEXTS}
    if _types(request):
        return _differences(request, case, CorrectForm(request.POST, case=case, start=start, looking=True), case)
    form: CorrectForm = bind(request, CorrectForm, case=case, start=start, looking=_is_half(request))
    if _written(request, form, lambda: actions.correct(case, by=request.user, **form.told)):
        return _back(request, place, _("Corrected. Members read the new text."))
    return _page(request, case, place, "correct", form, **_compared(form, case), **_found(form))


def _is_half(request: HttpRequest) -> bool:
    """Nothing is released by these buttons."""
    return request.POST.get("go") in HALF


def _types(request: MemberRequest) -> bool:
    """The page asks for the differences while one types."""
    return request.method == "POST" and bool(request.htmx)


def _differences(request: MemberRequest, case: Case, form: ReleaseForm, before: Case | Intake | None) -> HttpResponse:
    """The differences alone. The form is not one that was sent: a stale one says so here, and loses nothing."""
    form.is_valid()
    _read(case, request.user, goes_on=True)
    return render(request, "cases/review.html#differences", {"form": form, **_compared(form, before)})


def _written(request: HttpRequest, form: ReleaseForm, act: Callable[[], object]) -> bool:
    sound = form.is_valid()
    if request.POST.get("go") == "fits" and form.is_bound and not form.is_stale:
        form.take_brackets_off()
    return sound and not _is_half(request) and _done(form, act)


def _done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was sound and the domain agreed; a ready answer that was put in is only shown."""
    if not form.is_valid() or getattr(form, "is_choosing", False):
        return False
    try:
        act()
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def _back(request: HttpRequest, place: Place, sentence: Promise) -> HttpResponse:
    messages.success(request, str(sentence))
    return HttpResponseRedirect(place.back)


def _page(
    request: MemberRequest,
    case: Case,
    place: Place,
    page: str,
    form: BaseForm | None = None,
    names: Names | None = None,
    raw: Intake | None = None,
    **more: object,
) -> HttpResponse:
    """The raw text beside a form."""
    intake, words = _read(case, request.user, raw=raw), REVIEW_PAGES[page]
    context = {
        **place.context(words.title % {"number": case.number}),
        "case": case,
        "page": words,
        "form": form,
        "intake": intake,
        "looked": queries.looked_intake(intake, names) if intake else [],
        "notes": list(intake.notes.all()) if intake else [],
        "changes": queries.changes_of(intake) if intake else [],
        # Before a text was shown there are none to ask for.
        "wishes": list(intake.wishes.all()) if intake and case.released_by_id else [],
        "steps": place.offered,
        "here": request.path,
        "is_colleague": is_colleague(request.user, case),
        "attachments": queries.attached_of(case) if intake else [],
        "attachments_url": reverse("admin:cases_case_step", args=[case.pk, "bijlagen"]),
        **more,
    }
    if "in_hand" not in context:  # known where it was taken in hand just now
        context["in_hand"] = _in_hand(case, by=request.user)
    return render(request, "cases/review.html", context)


def _read(case: Case, by: Member, *, goes_on: bool = False, raw: Intake | None = None) -> Intake | None:
    """The raw text, unless its time has passed."""
    try:
        return actions.read_intake(case, by=by, goes_on=goes_on, raw=raw)
    except Intake.DoesNotExist:
        return None


def _compared(form: ReleaseForm, before: Case | Intake | None) -> Values:
    """What differs from `before` in the text on the page."""
    if before is None or form.is_stale:
        return {}
    shown = form.shown
    compared = [(form.fields[name].label, word_diff(getattr(before, name), shown[name])) for name in TEXTS]
    return {"diffs": [(label, pieces) for label, pieces in compared if pieces]}


def _found(form: ReleaseForm) -> Values:
    """What the finder says of a text that was sent."""
    if not form.is_bound or form.is_stale:
        return {}
    return {"looked_typed": queries.looked([(form.fields[name].label, text) for name, text in form.texts.items()])}
