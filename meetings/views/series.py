"""Series: the rule, a preview of its dates, and only then the meetings."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from atelier.base.exceptions import DomainError, Stale
from atelier.base.forms.binding import bind
from meetings import actions
from meetings.forms.series import ChangeSeriesForm, ChosenDaysForm, DatesForm, SeriesForm
from meetings.models import Series
from meetings.queries.series import Proposal, proposals
from meetings.views.coordination import for_coordinators
from members.requests import MemberRequest


@for_coordinators
@require_safe
def series_list(request: MemberRequest) -> HttpResponse:
    ahead = Count("meetings", filter=Q(meetings__ends_at__gte=timezone.now()) & ~Q(meetings__state="cancelled"))
    found = Series.objects.annotate(ahead=ahead).order_by("-pk")
    return render(request, "meetings/series_list.html", {"series": list(found[:100])})


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def series_new(request: MemberRequest) -> HttpResponse:
    """First the rule, then the dates it gives, then the meetings on the dates that stay ticked."""
    form = bind(request, SeriesForm, makes_new=True)
    if not form.is_valid() or "back" in request.POST:
        return render(request, "meetings/series_form.html", {"form": form})
    offered = proposals(form.series, first_month=form.cleaned_data["first_month"], count=form.cleaned_data["count"])
    days = _chosen(request, offered)
    if days.is_valid():
        try:
            series = actions.make_series(by=request.user, days=days.cleaned_data["days"], **form.rule)
        except DomainError as error:
            days.add_error(None, str(error))
        else:
            messages.success(request, _("The series is there. Each meeting waits for its agenda."))
            return redirect(series)
    return _preview(request, offered, days, form=form)


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def series_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The meetings of a series, and its rule for those still to come."""
    series = get_object_or_404(Series, pk=pk)
    form = bind(request, ChangeSeriesForm, series=series)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_series(series, by=request.user, seen=form.cleaned_data["version"], **form.rule)
        except Stale as error:
            error.form = form  # the page that tells it shows what was typed
            raise
        messages.success(request, _("The series has been changed. Meetings that exist stay as they are."))
        return redirect(series)
    meetings = list(series.meetings.order_by("starts_at"))
    return render(request, "meetings/series_detail.html", {"series": series, "form": form, "meetings": meetings})


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def series_dates(request: MemberRequest, pk: int) -> HttpResponse:
    """More meetings by the same rule."""
    series = get_object_or_404(Series, pk=pk)
    form = bind(request, DatesForm)
    if not form.is_valid() or "back" in request.POST:
        return render(request, "meetings/series_dates.html", {"form": form, "series": series})
    offered = proposals(series, first_month=form.cleaned_data["first_month"], count=form.cleaned_data["count"])
    days = _chosen(request, offered)
    if days.is_valid():
        try:
            made = actions.add_meetings(series, by=request.user, days=days.cleaned_data["days"])
        except DomainError as error:
            days.add_error(None, str(error))
        else:
            told = ngettext("%(number)d meeting was added.", "%(number)d meetings were added.", len(made))
            messages.success(request, told % {"number": len(made)})
            return redirect(series)
    return _preview(request, offered, days, form=form, series=series)


def _chosen(request: MemberRequest, offered: list[Proposal]) -> ChosenDaysForm:
    """Bound only once the dates were seen."""
    return ChosenDaysForm(request.POST if "save" in request.POST else None, proposals=offered)


def _preview(request: MemberRequest, offered: list[Proposal], days: ChosenDaysForm, **context: object) -> HttpResponse:
    ticked = set(request.POST.getlist("days")) if days.is_bound else None
    rows = [(proposal, _is_ticked(proposal.day, ticked, proposal)) for proposal in offered]
    instead = {day.isoformat() for day in _alternatives(offered) if day > timezone.localdate()}
    instead &= instead if ticked is None else ticked
    rest = {"rows": rows, "instead_ticked": instead, "days": days, "today": timezone.localdate()}
    return render(request, "meetings/series_preview.html", {**context, **rest})


def _is_ticked(day: date, ticked: set[str] | None, proposal: Proposal) -> bool:
    if ticked is not None:
        return day.isoformat() in ticked
    return proposal.is_free and day > timezone.localdate()


def _alternatives(offered: list[Proposal]) -> list[date]:
    return [proposal.instead for proposal in offered if proposal.instead]
