"""Report a passage (everybody), take it off (moderators), read what stood there (who wrote it, and moderators)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from atelier.base.forms.binding import bind
from atelier.base.forms.keep import put
from atelier.base.guard.finder import Finding, find, pieces
from atelier.base.guard.known import Names, known_names
from atelier.base.guard.where import places
from atelier.base.web.access import needs
from atelier.base.web.limits import take, too_often
from atelier.removal import actions
from atelier.removal.forms import ReportForm, take_off_form
from atelier.removal.models import Removal, Report
from atelier.removal.queries import Spot, notes, shown, spot, spots
from members.models import Member
from members.permissions import may_moderate
from members.requests import MemberRequest

REPORTED = "reported"
moderators_only = needs(may_moderate, gettext_lazy("Only moderators take texts off."))


@login_not_required
@never_cache
def report(request: HttpRequest, kind: str, subject: int) -> HttpResponse:
    """Of a page that only members read, and of one that is not there, a visitor is asked to log in."""
    about = _found(request, kind, subject)
    if about is None:
        return _not_shown(request)
    form = bind(request, ReportForm, makes_new=True)
    if request.method == "POST" and form.is_valid():
        if until := take(request, "mail_of_report"):
            return too_often(request, until)
        by = request.user if isinstance(request.user, Member) else None
        made = actions.report(
            kind, subject, by=by, words=form.cleaned_data["words"], again=request.session.get(REPORTED)
        )
        request.session[REPORTED] = made.pk
        return redirect("removal:thanks")
    return render(request, "removal/report.html", {"form": form, "about": about, "back": _page_of(about)})


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "removal/thanks.html")


@moderators_only
@require_safe
def choose(request: MemberRequest, kind: str, subject: int) -> HttpResponse:
    """Every text of that page, with what may lead to a person in it marked."""
    about = _shown(request, kind, subject)
    names = known_names()
    context = {
        "about": about,
        "back": _page_of(about),
        "texts": [(one, _marked(one, names)) for one in spots(kind, subject)],
        "notes": notes(kind, subject, request.user),
        "reports": Report.objects.waiting().about(kind, subject),
    }
    return render(request, "removal/choose.html", context)


@moderators_only
def take_off(request: MemberRequest, kind: str, subject: int, part: str, row: int, field: str) -> HttpResponse:
    about = _shown(request, kind, subject)
    found = spot(kind, subject, part, row, field)
    if found is None:
        raise Http404
    reports = Report.objects.waiting().about(kind, subject)
    form = bind(request, take_off_form(found), spot=found, reports=reports.exists())
    if request.method == "POST" and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        removal = actions.take_off(found, by=request.user, **typed)
        messages.success(request, _said(removal))
        return redirect("removal:choose", kind, subject)
    context = {
        "about": about,
        "spot": found,
        "form": form,
        "marked": _marked(found, known_names()),
        "reports": reports,
    }
    return render(request, "removal/take_off.html", context)


def _said(removal: Removal) -> str:
    if removal.why:
        return _("Taken off. A note with your reason stands on the page.")
    return _("Taken off. A note stands on the page. Your reason follows when somebody else has read it.")


@require_safe
@never_cache
def earlier(request: MemberRequest, pk: int) -> HttpResponse:
    """A stranger to it gets 404; that it was read is recorded."""
    removal = get_object_or_404(Removal.objects.readable_by(request.user), pk=pk)
    words = actions.read_earlier(removal, by=request.user)
    return render(request, "removal/earlier.html", {"removal": removal, "words": words})


def _not_shown(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        raise Http404
    if request.method == "POST":
        put(request)  # what was typed waits until the person is back
    return redirect_to_login(request.get_full_path())


def _found(request: HttpRequest, kind: str, subject: int) -> Model | None:
    place = places().get(kind)
    return shown(place, request.user, subject) if place else None


def _shown(request: HttpRequest, kind: str, subject: int) -> Model:
    found = _found(request, kind, subject)
    if found is None:
        raise Http404
    return found


def _page_of(about: Model) -> str:
    """Its own page; what has none goes back to the front."""
    address = getattr(about, "get_absolute_url", None)
    return str(address()) if address else "/"


def _marked(found: Spot, names: Names) -> list[tuple[str, Finding | None]]:
    return [] if found.is_file else pieces(found.words, find(found.words, names))
