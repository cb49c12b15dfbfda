"""Every form, sent twice by one person: at the same moment, and once more a little later. Nothing is done twice.

Real requests against the real database: both wait for the same lock. An address that takes a POST and has no row in
tests/twice_table.py fails.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from atelier.base.data.sealed import unseal
from atelier.base.models import SubmittedOnce
from atelier.base.web.once import PURPOSE
from members.models import Member
from tests.counted import rows_of_tables
from tests.test_access import address
from tests.twice import at_the_same_moment, fill, forms_of, same_person
from tests.twice_table import ENDS_THE_LOGIN, MAKES_NEW, RENEWS_THE_LOGIN, ROWS, Row
from tests.world import PEOPLE, load_world

PASSWORD = "samen-over-leven"
# Written by the visit itself, not by what is sent.
BESIDE = {"sessions.Session", "usersessions.UserSession", "audit.Entry"}


def outcome(response: Any) -> tuple[int, str]:
    return response.status_code, response.get("Location", "")


def rows_of_all() -> dict[str, int]:
    return {label: rows for label, rows in rows_of_tables().items() if label not in BESIDE}


def clients_of(who: str) -> tuple[Client, Client]:
    """Two tabs of one browser; whose login is fresh enough for all."""
    one = Client(raise_request_exception=False)
    if address := PEOPLE.get(who, who):
        one.force_login(Member.objects.get(email=address))
        one.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    return one, same_person(one)


def without_who_came_too_late(answers: list[Any]) -> list[Any]:
    """Whose session was over when the second one began is asked to log in: never to do it once more."""
    inside = [one for one in answers if not one.get("Location", "").startswith("/inloggen/")]
    return inside or answers


def lasts() -> bool:
    """Whether what was done last is given again for a week."""
    last = SubmittedOnce.objects.filter(page__isnull=False).latest("at")
    return bool((unseal(last.told, PURPOSE) or {}).get("new"))


def wrong_with(row: Row) -> list[str]:
    arguments = row.find()
    path = address(row.name, arguments)
    one, other = clients_of(row.who(arguments) if callable(row.who) else row.who)
    page = row.page(arguments) if row.page else path
    filled = fill(one, page, to=path if row.page else "", button=row.button, typed=row.typed, preview=row.preview)
    before = SubmittedOnce.objects.filter(page__isnull=False).count()
    answers = at_the_same_moment(lambda: filled.send(one), lambda: filled.send(other))
    ends = row.name in ENDS_THE_LOGIN
    if ends or row.name in RENEWS_THE_LOGIN:
        answers = without_who_came_too_late(answers)
    first, second = outcome(answers[0]), outcome(answers[-1])
    there = rows_of_all()
    third = first if ends else outcome(filled.send(one))
    wrong = []
    if not first == second == third:
        wrong.append(f"answers {first}, {second}, later {third}")
    if first[0] not in (302, 303):
        told = re.findall(r'role="alert".*?</div>', answers[0].content.decode(), re.DOTALL)
        wrong.append(f"not done: {first} {re.sub('<[^>]*>', ' ', ' '.join(told))}")
    if not ends and SubmittedOnce.objects.filter(page__isnull=False).count() != before + 1:
        wrong.append("not one submit was remembered")
    elif not ends and lasts() != (row.name in MAKES_NEW):
        wrong.append("remembered for a week, and makes nothing new" if lasts() else "not remembered for a week")
    if there != rows_of_all():
        wrong.append("the third made or removed rows")
    return [f"{row.name} {urlsplit(path).path}: {one}" for one in wrong]


@pytest.mark.long
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


def workplace_pages() -> Iterator[tuple[str, str]]:
    """(page, button) of each form of the workplace: one to add, one to change, and every step that is possible."""
    request = RequestFactory().get("/")
    request.user = Member.objects.get(email=PEOPLE["beheer"])
    for model, its in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        rows: list[Any] = list(its.get_queryset(request)[:40])
        if its.has_add_permission(request):
            yield reverse(f"{name}_add"), "_save"
        for row in [one for one in rows if its.has_change_permission(request, one)][:1]:
            yield reverse(f"{name}_change", args=[row.pk]), "_save"
        for step in getattr(its, "steps", ()):
            for row in [one for one in rows if step in its.steps_for(one, request.user)][:1]:  # type: ignore[attr-defined]
                yield reverse(f"{name}_step", args=[row.pk, step.name]), ""


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_what_is_sent_twice_in_the_workplace_is_done_once() -> None:
    load_world()
    wrong, done = [], 0
    for page, button in list(workplace_pages()):
        one, other = clients_of("beheer")
        there = one.get(page)
        if there.status_code != 200 or not any(form.action in ("", page) for form in forms_of(there.content.decode())):
            continue  # gone by an earlier row, or a page to read
        filled = fill(one, page, button=button)
        first, second = map(outcome, at_the_same_moment(partial(filled.send, one), partial(filled.send, other)))
        third = outcome(filled.send(one))
        done += first[0] == 302
        if first[0] >= 400 or not first == second == third:
            wrong.append(f"{page}: {first}, {second}, later {third}")
    assert not wrong, "\n".join(wrong)
    assert done > 20, "most of them are taken"
