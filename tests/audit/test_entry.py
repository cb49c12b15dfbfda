from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from atelier.audit.actions import record
from atelier.audit.models import Entry, Origin
from atelier.audit.privacy import erase, export
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import tick


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
    trail = [(row["verb"], row["by_me"]) for row in export(cast.samira)["audit"]]
    assert trail == [("member.changed", False), ("case.submitted", True)]


def log_in(client: Client, cast: Cast) -> None:
    client.post("/inloggen/", {"login": cast.samira.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.7")


def test_one_login_is_one_entry(client: Client, cast: Cast) -> None:
    log_in(client, cast)
    assert list(Entry.objects.values_list("verb", "result")) == [("login", "ok")]


def test_from_where_somebody_logged_in_is_exported_shown_and_erased(client: Client, cast: Cast) -> None:
    log_in(client, cast)
    assert [row["ip"] for row in export(cast.samira)["audit"]] == ["203.0.113.7"]
    entry = Entry.objects.get()
    client.force_login(cast.beheer)
    assert "203.0.113.7" in client.get(f"/beheer/audit/entry/{entry.pk}/change/").content.decode()
    erase(cast.samira, by=cast.beheer)
    assert not Origin.objects.filter(entry=entry).exists()
    assert Entry.objects.filter(pk=entry.pk).exists()


def test_from_where_somebody_logged_in_is_forgotten_after_90_days(client: Client, cast: Cast) -> None:
    with time_machine.travel(timezone.now()) as clock:
        log_in(client, cast)
        clock.shift(timedelta(days=89))
        cache.clear()
        tick()
        assert Origin.objects.count() == 1
        clock.shift(timedelta(days=2))
        cache.clear()  # the broker's clock stands still: once an hour
        tick()
        assert Origin.objects.count() == 0
        assert Entry.objects.count() == 1


def test_addresses_that_were_in_the_entries_move_out_of_them(db: None) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", "0003_append_only")])
    old = executor.loader.project_state([("audit", "0003_append_only")]).apps.get_model("audit", "Entry")
    old.objects.create(verb="login", origin="203.0.113.7")
    old.objects.create(verb="login", origin="203.0.113.8", at=timezone.now() - timedelta(days=91))
    old.objects.create(verb="login", origin="geen adres")
    latest = MigrationExecutor(connection)
    latest.migrate(latest.loader.graph.leaf_nodes("audit"))
    assert list(Origin.objects.values_list("address", flat=True)) == ["203.0.113.7"]
    assert Entry.objects.count() == 3


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
