"""The agenda builder. Every change names the order it was made from; a changed order gives a page that shows both."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reselect, retarget

from atelier.base.exceptions import DomainError
from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.hooks import note
from atelier.base.web.error_pages import typed_fields
from cases.models import Case, CaseMove
from meetings import actions
from meetings.exceptions import AgendaChanged, ItemGone
from meetings.forms import agenda as forms
from meetings.forms.agenda import SeenForm
from meetings.models import AgendaItem, Meeting
from meetings.queries import agenda as queries
from meetings.queries.meeting import meeting_to_run, offered_cases, waiting_cases
from meetings.states import ItemKind
from meetings.views.coordination import for_coordinators
from members.requests import MemberRequest


@for_coordinators
@require_safe
def build(request: MemberRequest, number: int) -> HttpResponse:
    return _page(request, meeting_to_run(number))


def _page(request: MemberRequest, meeting: Meeting, case_form: object = None) -> HttpResponse:
    """The builder; `case_form` is the form of a case that has errors."""
    lines = queries.timed_agenda(meeting)
    seen = {"seen": meeting.agenda_version}
    moved = next((line.item for line in lines if line.key == request.GET.get("item")), None)
    context = {
        "meeting": meeting,
        "lines": lines,
        "minutes": queries.minutes_of(meeting, lines),
        "still_open": queries.still_open(meeting, request.user),
        "cases": offered_cases(),
        "form": case_form,
        "case_form": case_form or bind(request, forms.CaseForm, prefix="case", cases=waiting_cases(), initial=seen),
        "moved": moved,
        "focus": {_focused(request.GET.get("knop", ""), moved, len(lines)): moved.pk} if moved else {},
    }
    note(request, needs_htmx=True)
    swaps = request.htmx.target == "builder"
    return render(request, f"meetings/agenda.html{'#moved' if swaps else ''}", context)


def _focused(used: str, moved: AgendaItem, last: int) -> str:
    """The button that was used has focus again; at either end, where it is off, the one that leads back."""
    if used == "up" and moved.position == 1:
        return "down"
    return "up" if used == "down" and moved.position == last else used


@for_coordinators
@require_safe
def add(request: MemberRequest, number: int) -> HttpResponse:
    """What comes on the agenda beside cases: an expert, a break, research, the steps of a method."""
    return _add_page(request, get_object_or_404(Meeting, number=number))


def _add_page(request: MemberRequest, meeting: Meeting, wrong: object = None, part: str = "") -> HttpResponse:
    """`wrong` is the form of `part` that has errors."""
    seen = {"seen": meeting.agenda_version}
    items = _after(queries.timed_agenda(meeting))
    context = {
        "meeting": meeting,
        "form": wrong,
        "item_form": _unsent(request, forms.ItemForm, prefix="item", initial=seen),
        "method_form": _unsent(request, forms.MethodForm, prefix="method", items=items, initial=seen),
        "subject_form": None,
    }
    if subjects := forms.offered_subjects(request.user):
        context["subject_form"] = _unsent(request, forms.SubjectForm, prefix="subject", offered=subjects, initial=seen)
    if wrong is not None:
        context[f"{part}_form"] = wrong
    return render(request, "meetings/agenda_add.html", context)


def _unsent[F: SeenForm](request: MemberRequest, form_class: type[F], **options: Any) -> F:
    """One of the page's forms that is not the one sent; after an expired session with what was typed in it."""
    return form_class(**options) if request.method == "POST" else bind(request, form_class, **options)


def _after(lines: list[queries.AgendaLine]) -> list[tuple[int, str]]:
    return [(line.item.pk, f"{line.item.position}. {line.title}") for line in lines]


type Again = Callable[[object], HttpResponse]


def _add(
    request: MemberRequest, meeting: Meeting, form: Any, act: Callable[[int | None], object], done: str, again: Again
) -> HttpResponse:
    """Act, back to the builder; with errors the form `again`, with what was typed."""
    if not form.is_valid():
        return again(form)
    try:
        act(form.cleaned_data["seen"])
    except AgendaChanged as error:
        return _conflict(request, meeting, error, typed=form)
    except DomainError as error:
        form.add_error(None, str(error))
        return again(form)
    messages.success(request, done)
    return redirect("meetings:agenda", meeting.number)


@for_coordinators
@require_POST
def add_item(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    form = bind(request, forms.ItemForm, makes_new=True, prefix="item")

    def act(seen: int | None) -> None:
        values = {name: form.cleaned_data[name] for name in ("kind", "title", "minutes", "expert_name", "note")}
        actions.add_item(meeting, by=request.user, seen=seen, **values)

    return _add(
        request,
        meeting,
        form,
        act,
        _("The item is on the agenda."),
        lambda wrong: _add_page(request, meeting, wrong, "item"),
    )


@for_coordinators
@require_POST
def add_case(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    form = bind(request, forms.CaseForm, makes_new=True, prefix="case", cases=waiting_cases())

    def act(seen: int | None) -> None:
        values = form.cleaned_data
        actions.add_case(meeting, values["case"], by=request.user, minutes=values["minutes"], seen=seen)

    return _add(
        request,
        meeting,
        form,
        act,
        _("The case is on the agenda. Its submitter can see that."),
        lambda wrong: _page(request, meeting, wrong),
    )


@for_coordinators
@require_POST
def add_subject(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    form = bind(
        request, forms.SubjectForm, makes_new=True, prefix="subject", offered=forms.offered_subjects(request.user)
    )

    def act(seen: int | None) -> None:
        kind, pk, title = form.chosen
        actions.add_item(
            meeting,
            by=request.user,
            kind=ItemKind.RESEARCH,
            minutes=form.cleaned_data["minutes"],
            seen=seen,
            title=title[:160],
            subject_kind=kind,
            subject_pk=pk,
        )

    return _add(
        request,
        meeting,
        form,
        act,
        _("The research is on the agenda."),
        lambda wrong: _add_page(request, meeting, wrong, "subject"),
    )


@for_coordinators
@require_POST
def add_method(request: MemberRequest, number: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, number=number)
    lines = queries.timed_agenda(meeting)
    form = bind(request, forms.MethodForm, makes_new=True, prefix="method", items=_after(lines))

    def act(seen: int | None) -> None:
        after = next((line.item for line in lines if line.item.pk == form.cleaned_data["after"]), None)
        actions.add_method(meeting, form.cleaned_data["method"], by=request.user, after=after, seen=seen)

    return _add(
        request,
        meeting,
        form,
        act,
        _("The steps of the method are on the agenda."),
        lambda wrong: _add_page(request, meeting, wrong, "method"),
    )


def _item(number: int, pk: int) -> AgendaItem | None:
    items = AgendaItem.objects.select_related("meeting", "case", "method_step")
    found: AgendaItem | None = items.filter(meeting__number=number, pk=pk).first()
    return found


def _gone(request: MemberRequest, number: int, typed: BaseForm | None = None) -> HttpResponse:
    """Not on this agenda, or no longer: who was at work on it sees the agenda as it is now, and what was typed."""
    meeting = get_object_or_404(Meeting, number=number)
    if request.method != "POST":
        raise Http404
    return _conflict(request, meeting, ItemGone(), typed=typed)


@for_coordinators
@require_POST
def move(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Up, down, or to the chosen place. The button that was used has focus again afterwards."""
    item = _item(number, pk)
    if item is None:
        return _gone(request, number)
    form = forms.MoveForm(request.POST)
    button, to = _wanted(request, item, form)
    if to is None:
        messages.error(request, _("Choose a place on the agenda."))
        return redirect("meetings:agenda", number)
    try:
        actions.move_item(item, to=to, by=request.user, seen=form.cleaned_data.get("seen"))
    except AgendaChanged as error:
        return _conflict(request, item.meeting, error, item=item, wanted=to)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("meetings:agenda", number)
    address = reverse("meetings:agenda", args=[number])
    return redirect(f"{address}?item={item.pk}&knop={button}")


def _wanted(request: MemberRequest, item: AgendaItem, form: forms.MoveForm) -> tuple[str, int | None]:
    """Which button, and the place it asks for."""
    form.is_valid()
    if "up" in request.POST:
        return "up", item.position - 1
    if "down" in request.POST:
        return "down", item.position + 1
    return "to", form.cleaned_data.get("to")


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Other words or minutes for one item."""
    found = _item(number, pk)
    if found is None:
        # An expert's item has all fields, and so a label for each.
        return _gone(request, number, forms.ChangeItemForm(request.POST, item=AgendaItem(kind=ItemKind.EXPERT)))
    form = bind(request, forms.ChangeItemForm, item=found)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            actions.change_item(found, by=request.user, seen=form.cleaned_data["seen"], **values)
        except AgendaChanged as error:
            return _conflict(request, found.meeting, error, item=found, typed=form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The item has been changed."))
            return redirect("meetings:agenda", number)
    if not form.is_bound:
        form.initial["seen"] = found.meeting.agenda_version
    return render(request, "meetings/agenda_item.html", {"meeting": found.meeting, "item": found, "form": form})


@for_coordinators
@require_POST
def remove(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    found = _item(number, pk)
    if found is None:
        return _gone(request, number)
    form = forms.SeenForm(request.POST)
    form.is_valid()
    title = found.shown_title
    back = reverse("meetings:agenda", args=[number])
    if page := ask_once(request, _("Take this item off the agenda?"), title, _("Take it off"), back=back):
        return page
    case = Case.objects.filter(pk=found.case_id or 0)
    also = [found.meeting.agenda_items.all(), case, CaseMove.objects.filter(subject__in=case)]
    said = _("%(title)s is off the agenda.") % {"title": title}
    try:
        with undoable(request, said, found, back=back, also=also):
            actions.remove_item(found, by=request.user, seen=form.cleaned_data.get("seen"))
    except AgendaChanged as error:
        return _conflict(request, found.meeting, error, item=found)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(back)


def _conflict(
    request: MemberRequest,
    meeting: Meeting,
    error: AgendaChanged,
    item: AgendaItem | None = None,
    wanted: int = 0,
    typed: BaseForm | None = None,
) -> HttpResponse:
    """Someone else was first: the agenda as it is now, and what one wanted to do or typed."""
    meeting.refresh_from_db()
    context = {
        "meeting": meeting,
        "sentence": str(error),
        "lines": queries.timed_agenda(meeting),
        "item": item,
        "wanted": wanted,
        "typed": typed_fields(request, typed) if typed else [],
    }
    response = render(request, "meetings/agenda_conflict.html", context, status=HTTPStatus.CONFLICT)
    # Where only the list would be swapped, this page takes the place of the whole.
    return reselect(retarget(response, "#main"), "#main")
