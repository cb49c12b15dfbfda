"""The portal's addresses and a few pages that exist for these tests alone."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from atelier.base.exceptions import MoveNotAllowed, NotAllowed
from atelier.base.forms.binding import bind
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.urls import handler400, handler500, urlpatterns
from members.models import BringSeek

__all__ = ["handler400", "handler500", "urlpatterns"]


class Object:
    pk = 1
    version = 2


class StoryForm(VersionedForm, PlainForm):
    name = forms.CharField(label="Je naam", max_length=20)
    story = forms.CharField(label="Je verhaal", widget=forms.Textarea, max_length=1000, help_text="Kort graag.")
    day = forms.DateField(label="Dag", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    who = forms.ChoiceField(label="Wie", choices=[("a", "Ik"), ("b", "Jij")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Ik ga akkoord")


def write(request: HttpRequest) -> HttpResponse:
    form = bind(request, StoryForm, versioned=Object())
    if form.is_valid():
        return redirect("/")
    return render(request, "ui/step.html", {"form": form, "step": {"title": "Schrijf"}, "number": 1, "of": 1})


@require_POST
def post_only(request: HttpRequest) -> HttpResponse:
    return redirect("/")


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise {"move": MoveNotAllowed, "right": NotAllowed, "django": PermissionDenied, "bug": ZeroDivisionError}[how]


def half(request: HttpRequest) -> HttpResponse:
    """Something is written, and then it cannot be done."""
    BringSeek.objects.create(member=request.user, kind="bring", topic="Half")  # type: ignore[misc]
    raise MoveNotAllowed


def runs_away_before(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware."""
    return runs_away


def runs_away(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        cursor.execute("SELECT pg_sleep(20)")
    return redirect("/")


def saves(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        BringSeek.objects.create(member=request.user, kind="bring", topic="Bewaar")  # type: ignore[misc]
    return redirect("/")


urlpatterns = [
    path("proef/lang/", runs_away),
    path("proef/bewaar/", saves),
    path("proef/half/", half),
    path("proef/", write),
    path("proef/alleen-post/", post_only),
    path("proef/<str:how>/", fail),
    *urlpatterns,
]
