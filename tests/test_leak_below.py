"""What must stay hidden does not lie below the pages either: in a dump, with the broker, in a log, a header or a file.

One story by the actions and pages themselves, with a marker in each text that must stay hidden.
"""

import base64
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from redis import Redis

from atelier.base.files.uploads import Checked, checked
from atelier.celery import app
from atelier.local.postgres import programs
from atelier.mail import tasks
from atelier.mail.delivery import sweep
from atelier.removal.actions import take_off
from atelier.removal.queries import spot, spots
from cases import actions
from cases.models import Case, ChangeNote, EarlierIntake, Intake, Rewrite
from cases.states import Attribution
from meetings.actions.feed import renew_feed
from members.models import Member
from research import actions as research
from research.models import Output, Project
from tests.base.test_logs import the_log
from tests.cases.helpers import RELEASED
from tests.cast import Cast, make_cast
from tests.documents import all_of, word
from tests.fixtures_mail import Worker, wait_until
from tests.research.helpers import deliver, running
from tests.world import STARTS, Visit, client_of, walk

RAW = "zwaluwnestmarkering"
EARLIER = "mussennestmarkering"
NOTED = "merelnestmarkering"
PARKED = "ooievaarsnestmarkering"
WISHED = "kwikstaartmarkering"
REMOVED = "goudhaanmarkering"
WITHDRAWN = "kiekendiefmarkering"
HIDDEN = "Wilhelmina Verborgenmarkering"
MARKERS = (RAW, EARLIER, NOTED, PARKED, WISHED, REMOVED, WITHDRAWN, HIDDEN)

# The raw tables: the only ones that hold what a submitter typed, and what a moderator wrote on the way to a text for
# members. All of them go with the intake. Who hands a copy of the database to somebody leaves these out.
RAW_TABLES = {
    "cases_intake": {RAW},
    "cases_earlierintake": {EARLIER},
    "cases_attachment": {RAW},
    "cases_rewrite": {PARKED},
    "cases_changenote": {NOTED},
    "cases_textwish": {WISHED},
}
# By design: who somebody is stands with the members, and who made an output still reads it once it is withdrawn.
OTHER_TABLES = {"members_member": {HIDDEN}, "research_output": {WITHDRAWN}}


@dataclass
class Told:
    cast: Cast
    case: Case
    output: Output


def tell() -> Told:
    """Cases in each state in which something hidden lies beside them, and an output that is withdrawn."""
    cast = make_cast()
    Member.objects.filter(pk=cast.maria.pk).update(name=HIDDEN, is_listed=False)
    waiting = actions.begin(by=cast.samira, situation=EARLIER, question=EARLIER)
    actions.attach(waiting, by=cast.samira, file=Checked(f"{RAW}.txt", RAW.encode()), about=RAW)
    waiting = actions.submit(waiting, by=cast.samira)
    actions.request_changes(waiting, by=cast.beheer, notes={"situation": NOTED})
    actions.resubmit(Case.objects.get(pk=waiting.pk), by=cast.samira, situation=RAW, question=RAW, tried=RAW)
    waiting = Case.objects.get(pk=waiting.pk)
    actions.read_intake(waiting, by=cast.beheer)
    actions.park(waiting, by=cast.beheer, title=PARKED, situation=PARKED, question=PARKED)
    shown = actions.begin(by=cast.maria, situation=RAW, question=RAW, attribution=Attribution.NONE)
    shown = actions.submit(shown, by=cast.maria)
    actions.release(shown, by=cast.beheer, **{**RELEASED, "title": REMOVED, "situation": f"{REMOVED} belt."})
    actions.agree_text(shown, by=cast.maria)
    wished = actions.submit(actions.begin(by=cast.samira, situation=RAW, question=RAW), by=cast.samira)
    actions.release(wished, by=cast.beheer, **RELEASED)
    actions.ask_other_text(wished, by=cast.samira, words=WISHED)
    for field in ("title", "situation"):
        found = spot("kwestie", shown.pk, "case", shown.pk, field)
        assert found is not None
        take_off(found, by=cast.beheer, why="Er stond iets over een persoon.")
    return Told(cast, shown, withdrawn(cast))


def withdrawn(cast: Cast) -> Output:
    output = deliver(cast, running(cast), title=WITHDRAWN)
    Output.objects.filter(pk=output.pk).update(summary=WITHDRAWN)
    output = Output.objects.get(pk=output.pk)
    research.publish_output(output, by=cast.ingrid)
    research.withdraw_output(output, by=cast.ingrid, reason="Er klopt iets niet.")
    return output


def marks_in(text: str) -> set[str]:
    """Also of a search column, in which words are cut to their stem."""
    return {mark for mark in MARKERS if mark.lower().removesuffix("ing") in text.lower()}


# -- The database -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_dump_holds_each_hidden_text_in_its_own_table_and_what_was_removed_nowhere() -> None:
    tell()
    held = {table: found for table, rows in dumped() if (found := marks_in(rows))}
    assert held == {**RAW_TABLES, **OTHER_TABLES}


def dumped() -> Iterator[tuple[str, str]]:
    """(table, its rows) as the operator's pg_dump writes them."""
    db = connection.settings_dict
    dump = subprocess.run(
        [programs() / "pg_dump", "-h", db["HOST"], "-p", str(db["PORT"]), "-U", db["USER"], "-d", db["NAME"]],
        env={"PATH": os.defpath, "PGPASSWORD": db["PASSWORD"]},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pieces = re.findall(r"^COPY public\.(\w+) \(.*?\) FROM stdin;\n(.*?)^\\\.$", dump, re.DOTALL | re.MULTILINE)
    assert {"cases_case", "django_session", "outbox_outboxmessage"} <= {table for table, _rows in pieces}
    yield from pieces
    # What stands outside the tables: comments, defaults, large objects.
    yield "", re.sub(r"^COPY public.*?^\\\.$", "", dump, flags=re.DOTALL | re.MULTILINE)


# -- The broker -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_no_task_takes_a_word_along_and_the_broker_holds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything in it: the queue, and the cache, which the pages with all this filled."""
    monkeypatch.setattr(tasks._rest, "until", 0.0)
    cache.clear()
    told = tell()
    pages_that_show_it(told)
    kept = dict(everything_in_the_broker())
    queued = [json.loads(one) for one in kept["celery"].splitlines()]
    assert queued
    assert [json.loads(base64.b64decode(one["body"]))[:2] for one in queued] == [[[], {}]] * len(queued)
    assert {key: found for key, value in kept.items() if (found := marks_in(f"{key} {opened(value)}"))} == {}


def pages_that_show_it(told: Told) -> None:
    """And those that remember something between two visits."""
    waiting = Case.objects.filter(state="submitted")
    desk = [reverse("admin:cases_case_step", args=[one.pk, "vrijgeven"]) for one in waiting]
    own = [reverse("cases:intake", args=[one.number]) for one in waiting]
    of_everybody = ("/", f"/zoeken/?q={RAW}", "/kwesties/", told.case.get_absolute_url())
    for who, pages in (
        ("beheer", (*desk, "/beheer/", reverse("statistics"))),
        ("samira", (*own, "/mijn/")),
        ("pieter", of_everybody),
    ):
        client = client_of(who)
        assert [client.get(page, follow=True).status_code for page in pages] == [200] * len(pages)


def everything_in_the_broker() -> Iterator[tuple[str, str]]:
    redis: Any = Redis.from_url(django_settings.REDIS_URL)
    ways: dict[bytes, Callable[[bytes], Any]] = {
        b"string": redis.get,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"hash": redis.hgetall,
        b"set": redis.smembers,
        b"zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
    }
    for key in redis.scan_iter():
        value = ways[redis.type(key)](key)
        parts = [value] if isinstance(value, bytes) else [*value, *(value.values() if isinstance(value, dict) else ())]
        yield (
            key.decode(),
            "\n".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in parts),
        )


def opened(value: str) -> str:
    """With what lies in it in base64."""
    inside = (base64.b64decode(one) for one in re.findall(r"(?:[A-Za-z0-9+/]{4}){4,}", value))
    return " ".join([value, *(one.decode("utf-8", "replace") for one in inside)])


def test_no_task_of_the_portal_has_an_argument() -> None:
    ours = {name: task for name, task in app.tasks.items() if name.startswith("atelier.")}
    assert set(ours) >= {"atelier.mail.tasks.sweep", "atelier.mail.tasks.tick"}
    assert {name for name, task in ours.items() if task.run.__code__.co_argcount} == set()


# -- Logs and error mails ---------------------------------------------------------------------------------------------


class Fault(Exception):
    """Nobody catches it."""


def fails_with(words: str) -> Callable[..., Any]:
    def fail(*_args: object, **_values: object) -> Any:
        local = words  # as a view and a page have it, when they fail
        raise Fault(f"{local}\n{local}")

    return fail


def client_that_sees_errors(who: Member) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


@pytest.fixture
def told(db: None) -> Told:
    return tell()


def test_a_page_that_fails_while_it_takes_or_shows_the_text_tells_the_log_where_and_nobody_what(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_that_sees_errors(told.cast.samira)
    draft = actions.begin(by=told.cast.samira, situation=RAW)
    own = reverse(
        "cases:intake", args=[Case.objects.exclude(number=None).filter(submitter=told.cast.samira)[0].number]
    )
    typing = reverse("cases:step", args=[draft.key, "wat-er-gebeurt"])
    assert [client.get(page).status_code for page in (own, typing)] == [200, 200]
    mail.outbox.clear()
    with the_log() as log, monkeypatch.context() as patch:
        patch.setattr("cases.actions.save_draft", fails_with(RAW))
        patch.setattr(Intake, "awaits_meeting", property(fails_with(RAW)))
        answers = [client.get(own), client.post(typing, {"situation": RAW})]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert log.getvalue().count("in fails_with") + log.getvalue().count("in fail\n") >= 2
    assert "Fault" in log.getvalue()
    assert marks_in(log.getvalue()) == set()
    assert [marks_in(answer.content.decode()) for answer in answers] == [set(), set()]
    assert mail.outbox == []


def test_nobody_is_mailed_an_error() -> None:
    """A mail of an error would hold the settings, the cookies and what was sent."""
    assert django_settings.ADMINS == []
    assert django_settings.MANAGERS == []
    assert {one["class"] for one in django_settings.LOGGING["handlers"].values()} == {"logging.StreamHandler"}


def test_a_task_that_fails_and_a_mail_that_cannot_be_written_tell_no_word(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    with the_log() as log, monkeypatch.context() as patch:
        patch.setattr("atelier.mail.delivery._write", fails_with(RAW))
        sweep()
        patch.setattr(tasks, "on_tick", [fails_with(PARKED)])
        tasks.tick()
        patch.setattr("atelier.mail.delivery.sweep", fails_with(REMOVED))
        tasks.sweep.apply()
    for line in ("could not be written", "periodic work", "task atelier.mail.tasks.sweep"):
        assert line in log.getvalue()
    assert marks_in(log.getvalue()) == set()


@pytest.mark.programs
@pytest.mark.django_db(transaction=True)
def test_the_log_of_a_worker_in_which_a_task_fails(celery_worker_process: Worker) -> None:
    app.send_task("tests.fails", args=[RAW])
    wait_until(lambda: "Fault" in celery_worker_process.log.read_text() or None)
    wait_until(lambda: "task tests.fails" in celery_worker_process.log.read_text())
    celery_worker_process.stop()
    said = celery_worker_process.log.read_text()
    assert "Traceback" in said
    assert marks_in(said) == set()


# -- Headers ----------------------------------------------------------------------------------------------------------

# New with each answer, whatever it holds.
CHANGING = re.compile(
    r"nonce-[\w+/=-]+|nonce=\"[^\"]+\"|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9]{64}|[\w-]+:[\w-]{6}:[\w-]{27,}|"
    r"Set-Cookie:.*"
)


@pytest.mark.long
@pytest.mark.django_db
@time_machine.travel("2031-03-19T12:00:00Z", tick=False)
def test_when_only_hidden_texts_change_no_header_and_no_byte_of_any_page_does() -> None:
    """So no ETag, length, version of a form or address is made of them."""
    told = tell()
    feed = reverse("meetings:feed", args=[renew_feed(told.cast.pieter)])
    before = dict(all_that_is_answered(feed))
    change_what_is_hidden()
    after = dict(all_that_is_answered(feed))
    assert len(before) > 60
    assert any("ETag" in text for text in before.values())
    assert {where for where in {*before, *after} if before.get(where) != after.get(where)} == set()


def all_that_is_answered(*more: str) -> Iterator[tuple[tuple[str, str], str]]:
    for who in ("visitor", "pieter"):
        yield from (((who, visit.path), whole(visit)) for visit in walk(who, starts=(*STARTS, *more)))


def whole(visit: Visit) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in visit.response.items())
    return CHANGING.sub("", f"{visit.response.status_code}\n{headers}\n{visit.text}")


def change_what_is_hidden() -> None:
    other = "heel andere woorden, en langer ook"
    Intake.objects.update(situation=other, question=other, tried=other, together=other)
    EarlierIntake.objects.update(situation=other, question=other)
    Rewrite.objects.update(title=other, situation=other, question=other)
    ChangeNote.objects.update(note=other)
    Member.objects.filter(name=HIDDEN).update(name=other)
    Output.objects.filter(title=WITHDRAWN).update(title=other, summary=other, file="outputs/anders.pdf")


# -- Files ------------------------------------------------------------------------------------------------------------

NAMED = "torenvalkmarkering"
INSIDE = "boomvalkmarkering"
MADE_BY = "slechtvalkmarkering"
SENT = "smellekenmarkering"


def sent_file(words: str) -> SimpleUploadedFile:
    made = {"docProps/core.xml": f"<cp:coreProperties><dc:creator>{MADE_BY}</dc:creator></cp:coreProperties>"}
    return SimpleUploadedFile(f"{NAMED}.docx", word(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>", made))


def on_disk(folder: Path) -> set[str]:
    """The markers in names and, unpacked, in contents of all files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    held = " ".join(f"{path} {all_of(path.read_bytes()).decode('utf-8', 'replace')}" for path in files)
    return {mark for mark in (NAMED, INSIDE, MADE_BY, SENT) if mark in held}


@pytest.mark.django_db
def test_a_file_that_was_replaced_taken_off_or_refused_leaves_nothing_on_the_disk_and_none_its_name_and_maker(
    settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    cast = make_cast()
    project = running(cast)
    with django_capture_on_commit_callbacks(execute=True):
        output = deliver(cast, project, file=checked(sent_file(INSIDE)))
        research.publish_output(output, by=cast.ingrid)
    assert on_disk(tmp_path) == {INSIDE}
    assert headers_of(output, cast.samira)[0] == 200
    changed = {"title": output.title, "kind": output.kind, "summary": "Anders.", "reason": "Er stond een naam in."}
    with django_capture_on_commit_callbacks(execute=True):
        research.correct_output(output, by=cast.beheer, file=checked(sent_file(SENT)), **changed)
    assert on_disk(tmp_path) == {SENT}
    assert [headers_of(output, who)[0] for who in (None, cast.samira)] == [404, 404]
    found = next(one for one in spots("onderzoek", project.pk) if one.is_file)
    with django_capture_on_commit_callbacks(execute=True):
        research.publish_output(Output.objects.get(pk=output.pk), by=cast.ingrid)
        take_off(found, by=cast.beheer, why="Er stond iets over een persoon.")
    assert on_disk(tmp_path) == set()
    assert headers_of(output, None)[0] == 404
    send_what_is_refused(cast, project)
    assert on_disk(tmp_path) == set()


def headers_of(output: Output, who: Member | None) -> tuple[int, str]:
    client = Client()
    if who:
        client.force_login(who)
    answer = client.get(reverse("research:output_file", args=[output.pk]))
    headers = str(answer.headers)
    assert [mark for mark in (NAMED, MADE_BY) if mark in headers] == []
    return answer.status_code, headers


def send_what_is_refused(cast: Cast, project: Project) -> None:
    client = Client()
    client.force_login(cast.lars)
    file = SimpleUploadedFile(f"{NAMED}.docx", word(f"<w:p><w:r><w:t>{SENT} 111222333</w:t></w:r></w:p>"))
    form = {"title": "Verslag", "kind": "report", "summary": "Kort.", "file": file}
    answer = client.post(reverse("research:output_add", args=[project.slug]), form)
    assert "file" in answer.context["form"].errors
