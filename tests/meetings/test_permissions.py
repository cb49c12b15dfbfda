"""Who may what with meetings, and that a guard on a page asks it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from atelier.base.exceptions import NotAllowed
from atelier.base.web.access import needs
from meetings.permissions import may_plan, may_read_agenda
from members.models import Member
from tests.people import everybody, who


def test_coordinators_plan_and_who_takes_part_reads_the_agenda() -> None:
    assert who(may_plan) == "coordinator superuser"
    assert who(may_read_agenda) == "member student teacher moderator coordinator superuser"


def asked_by(person: Member | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = person
    return request


def test_a_guarded_page_opens_to_who_may_and_tells_the_others_why_not() -> None:
    @needs(may_plan, "Dit doen coördinatoren.")
    def page(request: HttpRequest, number: int, *, word: str) -> HttpResponse:
        """A page."""
        return HttpResponse(f"{number} {word}")

    assert page.__name__ == "page"
    people = everybody()
    for name in ("coordinator", "superuser"):
        assert page(asked_by(people.pop(name)), 7, word="open").content == b"7 open"
    for person in people.values():
        with pytest.raises(NotAllowed, match="Dit doen coördinatoren"):
            page(asked_by(person), 7, word="open")


def test_a_guard_runs_nothing_of_the_page_it_closes() -> None:
    ran = []

    @needs(lambda user: False, "Nee.")
    def page(request: HttpRequest) -> HttpResponse:
        ran.append(request)
        return HttpResponse()

    with pytest.raises(NotAllowed):
        page(asked_by(everybody()["superuser"]))
    assert ran == []
