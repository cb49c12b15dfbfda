from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from atelier.audit.actions import record
from atelier.audit.models import Entry
from atelier.audit.privacy import export
from tests.cast import PASSWORD, Cast


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Entry.objects.update(verb="nothing.happened"),
        lambda: Entry.objects.filter(pk=-1).update(verb="nothing.happened"),
        lambda: Entry.objects.get().delete(),
        lambda: Entry.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute("DELETE FROM audit_entry"),
    ],
)
def test_an_entry_can_be_neither_changed_nor_deleted(cast: Cast, attempt: Callable[[], Any]) -> None:
    record("case.released", cast.samira, by=cast.noor)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt()
    assert Entry.objects.get().verb == "case.released"


def test_emptying_the_table_is_refused_outside_a_test_database(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_append_only'")
        assert "TRUNCATE" in cursor.fetchone()[0]
        cursor.execute("SELECT tgtype & 32 FROM pg_trigger WHERE tgname = 'audit_append_only'")
        assert cursor.fetchone()[0] == 32


def test_an_entry_outlives_the_person(cast: Cast) -> None:
    record("case.released", cast.gemeente, by=cast.lars)
    number = cast.lars.pk
    cast.lars.delete()
    assert Entry.objects.get().actor_id == number


def test_a_login_a_logout_and_a_refused_login_are_kept_without_what_was_typed(client: Client, cast: Cast) -> None:
    def log_in(password: str) -> None:
        client.post("/inloggen/", {"login": "samira@voorbeeld.test", "password": password})

    log_in("verkeerd-verkeerd")
    log_in(PASSWORD)
    client.logout()
    rows = list(Entry.objects.order_by("pk").values_list("verb", "result", "actor_id", "object_id"))
    me = cast.samira.pk
    assert ("login", "refused", None, str(me)) in rows
    assert ("login", "ok", me, str(me)) in rows
    assert ("logout", "ok", me, str(me)) in rows
    assert not Entry.objects.filter(note__contains="samira").exists()


def test_a_member_sees_the_own_trail_but_not_who_else_acted(cast: Cast) -> None:
    record("member.changed", cast.samira, by=cast.beheer)
    record("case.submitted", cast.gemeente, by=cast.samira)
    record("case.submitted", cast.gemeente, by=cast.maria)
    trail = [(row["what"], row["by_me"]) for row in export(cast.samira)["audit"]]
    assert trail == [("member.changed", False), ("case.submitted", True)]


def test_the_workplace_shows_the_audit_and_changes_nothing(client: Client, cast: Cast) -> None:
    record("case.released", cast.gemeente, by=cast.noor)
    entry = Entry.objects.get()
    client.force_login(cast.beheer)
    history = f"/beheer/audit/entry/?object_type=members.organisation&object_id={cast.gemeente.pk}"
    assert "case.released" in client.get(history).content.decode()
    assert client.get(f"/beheer/audit/entry/{entry.pk}/change/").status_code == 200
    assert client.post(f"/beheer/audit/entry/{entry.pk}/change/", {"verb": "x"}).status_code == 403
    assert client.post(f"/beheer/audit/entry/{entry.pk}/delete/").status_code == 403
    assert client.get("/beheer/audit/entry/add/").status_code == 403
