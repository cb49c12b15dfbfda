"""Every form, sent twice by one person: at the same moment, and once more a little later. Nothing is done twice.

Real requests against the real database: both wait for the same lock. An address that takes a POST and has no row in
tests/twice_table.py fails.
"""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client

from atelier.lib.models import SubmittedOnce
from members.models import Member
from tests.test_access import address
from tests.twice import at_the_same_moment, fill, same_person
from tests.twice_table import ENDS_THE_LOGIN, ROWS, Row
from tests.world import PEOPLE, load_world

PASSWORD = "samen-over-leven"
# Written by the visit itself, not by what is sent.
BESIDE = {"sessions.Session", "usersessions.UserSession", "audit.Entry"}


def outcome(response: Any) -> tuple[int, str]:
    return response.status_code, response.get("Location", "")


def rows_of_all() -> dict[str, int]:
    models = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return {model._meta.label: model._default_manager.count() for model in models if model._meta.label not in BESIDE}


def clients_of(who: str) -> tuple[Client, Client]:
    """Two tabs of one browser; whose login is fresh enough for all."""
    one = Client(raise_request_exception=False)
    if address := PEOPLE.get(who, who):
        one.force_login(Member.objects.get(email=address))
        one.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    return one, same_person(one)


def wrong_with(row: Row) -> list[str]:
    arguments = row.find()
    path = address(row.name, arguments)
    one, other = clients_of(row.who(arguments) if callable(row.who) else row.who)
    page = row.page(arguments) if row.page else path
    filled = fill(one, page, to=path if row.page else "", button=row.button, typed=row.typed, preview=row.preview)
    before = SubmittedOnce.objects.filter(page__isnull=False).count()
    answers = at_the_same_moment(lambda: filled.send(one), lambda: filled.send(other))
    first, second = map(outcome, answers)
    there = rows_of_all()
    ends = row.name in ENDS_THE_LOGIN
    third = first if ends else outcome(filled.send(one))
    wrong = []
    if not first == second == third:
        wrong.append(f"answers {first}, {second}, later {third}")
    if first[0] not in (302, 303):
        told = re.findall(r'role="alert".*?</div>', answers[0].content.decode(), re.DOTALL)
        wrong.append(f"not done: {first} {re.sub('<[^>]*>', ' ', ' '.join(told))}")
    if not ends and SubmittedOnce.objects.filter(page__isnull=False).count() != before + 1:
        wrong.append("not one submit was remembered")
    if there != rows_of_all():
        wrong.append("the third made or removed rows")
    return [f"{row.name} {urlsplit(path).path}: {one}" for one in wrong]


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_is_done_once() -> None:
    load_world()
    wrong: list[Any] = []
    for row in ROWS:
        try:
            wrong += wrong_with(row)
        except Exception as error:
            wrong.append(f"{row.name}: {type(error).__name__} {error}"[:300])
    assert not wrong, "\n".join(wrong)
