"""Lists and searches of the workplace: each order and each search has an index, whatever the size of the table."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from atelier.audit.actions import record
from atelier.audit.models import Entry
from atelier.desk.asked import asked
from cases.models import Case
from cases.states import CaseState
from meetings.models import Meeting
from members.models import Member, Organisation
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.front.test_home import a_meeting

# Tables that stay short, whatever the studio grows to: words, methods, holidays, texts of the site, plans.
SHORT = {
    "Mechanism", "PlaceName", "Method", "SchoolHoliday", "Series", "PageText", "Organisation", "AskedQuestion",
    "LearningQuestion", "Project", "Output", "Insight", "Meeting", "GuestExpert", "JoinRequest",
    "UndeliverableAddress", "ReadyAnswer",
}  # fmt: skip
TYPED = {"=": "7", "@": "toeslag", "~": "jansen"}


def rooms() -> Iterator[Any]:
    yield from admin.site._registry.values()


def nodes_of(rows: QuerySet[Any], *off: str) -> list[tuple[str, str]]:
    """(kind, table) of every node of the plan, with the ways that read a whole table switched off."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        for way in off:
            cursor.execute(f"set local {way} = off")
        cursor.execute(f"explain (format json) {sql}", params)
        [plan] = cursor.fetchone()
        for way in off:
            cursor.execute(f"set local {way} = on")
    found: list[tuple[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        found.append((node["Node Type"], node.get("Relation Name", "")))
        for inner in node.get("Plans", []):
            walk(inner)

    walk((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return found


@pytest.mark.django_db
def test_every_list_that_grows_has_an_index_for_its_order() -> None:
    sorted_whole = []
    for room in rooms():
        if room.model.__name__ not in SHORT:
            order = room.ordering or room.model._meta.ordering
            rows = room.model._default_manager.order_by(*order)[:25]
            if "Sort" in [
                kind for kind, _table in nodes_of(rows, "enable_seqscan", "enable_sort", "enable_bitmapscan")
            ]:
                sorted_whole.append(f"{room.model.__name__} by {order}")
    assert sorted_whole == []


@pytest.mark.django_db
def test_what_is_rare_in_the_audit_is_filtered_by_an_index() -> None:
    for wanted in ({"object_type": "cases.voice"}, {"result": "refused"}):
        rows = Entry.objects.filter(**wanted).order_by(*Entry._meta.ordering)[:25]
        off = ("enable_seqscan", "enable_sort", "enable_bitmapscan")
        sql, params = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            for way in off:
                cursor.execute(f"set local {way} = off")
            cursor.execute(f"explain {sql}", params)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "audit_type" in plan or "audit_result" in plan, plan


def test_every_search_that_grows_is_answered_by_an_index(cast: Cast) -> None:
    Member.objects.create(name="Jan Jansen", email="a@voorbeeld.test", perspective="lived")
    Organisation.objects.create(name="Jansen en dochters", slug="jansen", kind="other")
    TYPED["#"] = make_case(cast, CaseState.SUBMITTED).number
    read_whole = []
    for room in rooms():
        table = room.model._meta.db_table
        for field in room.search_fields:
            if field[0] not in "=@~#":
                if room.model.__name__ not in SHORT:
                    read_whole.append(f"{room.model.__name__}.{field}: anywhere in a text, so the whole table is read")
                continue
            typed = "a@voorbeeld.test" if field in ("=email", "=left_address", "=address") else TYPED[field[0]]
            rows = asked(room.model._default_manager.order_by(), [field], typed)
            if room.model.__name__ not in SHORT and ("Seq Scan", table) in nodes_of(rows, "enable_seqscan"):
                read_whole.append(f"{room.model.__name__}.{field}")
    assert read_whole == []


def listed(client: Client, name: str, typed: str) -> list[Any]:
    page = client.get(reverse(f"admin:{name}_changelist"), {"q": typed})
    assert page.status_code == 200, (name, typed)
    return list(page.context["cl"].result_list)


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


def test_people_are_found_in_the_workplace_however_they_are_written(beheer: Client, cast: Cast) -> None:
    assert listed(beheer, "members_member", "samira-haddad") == [cast.samira]
    assert listed(beheer, "members_member", "HADDAD") == [cast.samira]
    assert listed(beheer, "members_member", cast.samira.email.upper()) == [cast.samira]
    case = make_case(cast, CaseState.RELEASED)
    assert listed(beheer, "cases_case", "haddad") == [case]
    assert listed(beheer, "cases_case", "toeslag") == [case]
    assert listed(beheer, "cases_case", "niets daarvan") == []


def test_the_audit_is_asked_by_a_verb_a_number_or_a_name(beheer: Client, cast: Cast) -> None:
    record("organisation.changed", cast.welzijn, by=cast.samira)
    for typed in ("organisation.changed", "Haddad", cast.samira.email):
        assert "organisation.changed" in [row.verb for row in listed(beheer, "audit_entry", typed)], typed
    found = listed(beheer, "audit_entry", str(cast.welzijn.pk))
    assert {row.object_id for row in found} == {str(cast.welzijn.pk)}


def test_a_number_leads_straight_to_its_object(beheer: Client, cast: Cast) -> None:
    case: Case = make_case(cast, CaseState.SUBMITTED)
    address = reverse("admin:cases_case_change", args=[case.pk])
    for typed in (case.number, f"kwestie {case.number}"):
        assert beheer.get(reverse("admin:cases_case_changelist"), {"q": typed})["Location"] == address
    meeting: Meeting = a_meeting(13)
    address = reverse("admin:meetings_meeting_change", args=[meeting.pk])
    for typed in (str(meeting.number), f"bijeenkomst {meeting.number}"):
        assert beheer.get(reverse("admin:meetings_meeting_changelist"), {"q": typed})["Location"] == address
    assert listed(beheer, "meetings_meeting", "9999") == []


@pytest.mark.parametrize(
    "typed", ["'", "a" * 3000, "%", "\\", "&|!:*", "99999999999999999999999", "é́́́", "a@b", "-1", "%00x"]
)
def test_strange_words_find_nothing_and_break_nothing(beheer: Client, cast: Cast, typed: str) -> None:
    for room in rooms():
        if room.search_fields:
            listed(beheer, f"{room.opts.app_label}_{room.opts.model_name}", typed)
