"""What is thrown away or taken back asks once, and can be undone for ten minutes."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from atelier.base.forms import undo
from atelier.base.models import Undoable
from atelier.mail.models import OutboxMessage
from cases import actions
from cases.models import Case, CaseMove, Intake, Voice
from cases.states import CaseState
from members import privacy
from research.models import AskedQuestion
from tests import access_table as here
from tests import twice_table as more
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.test_access import address
from tests.twice import forms_of
from tests.world import client_of, load_world

# Every address that throws something away or takes it back: who does it, where its button stands, and what it changes.
DESTROYS: dict[str, tuple[Any, str]] = {
    "cases:discard": (here.samiras_draft, "samira"),
    "cases:attachment_remove": (here.samiras_attachment, "samira"),
    "cases:voice_remove": (more.samiras_said_case, "samira"),
    "cases:advice_remove": (more.unjudged_advice, "noor"),
    "cases:withdraw": (here.samiras_waiting_case, "samira"),
    "members:bring_seek_end": (here.samiras_offer, "samira"),
    "meetings:agenda_remove": (here.agenda_item, "noor"),
    "meetings:guest_end": (here.guest, "noor"),
    "research:milestone_remove": (here.larss_milestone, "lars"),
    "research:register_throw_away": (here.larss_draft, "lars"),
    "research:change_take_back": (here.larss_change, "lars"),
    "research:withdraw": (here.larss_running_project, "lars"),
    "research:output_take_back": (here.larss_waiting_output, "lars"),
}
# The way back is another button of the same page, or the page itself asks and cannot be undone.
ELSEWHERE = {
    "research:question_unlink": "link it again",
    "research:output_name": "show it again",
    "research:output_withdraw": "a note with the reason stays for everybody; publish it again",
    "research:output_words_off": "a note with the reason stays",
    "research:asked_withdraw": "has a story below",
    "cases:together_off": "has a story below",
    "meetings:cancel": "hundreds of mails leave at once; the page asks why",
    "members:leave": "deletes at once, the page asks",
    "removal:take_off": "the page asks; the earlier words lie sealed, and a note with the reason stays",
    "privacy_erase": "deletes at once, the page asks",
    "mail:unsubscribe": "subscribe again in the profile",
    "meetings:guest_renew": "gives a new link",
}


def rows_now() -> dict[str, list[Any]]:
    """All that the portal holds, but what is only about the doing itself."""
    from django.apps import apps

    left_out = {"audit", "sessions", "lib", "usersessions", "contenttypes", "auth"}
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.app_label not in left_out]
    found = {}
    for model in models:
        names = [field.attname for field in model._meta.concrete_fields if not field.generated]
        found[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return found


class TestEveryButton(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    @pytest.mark.long
    def test_it_asks_once_and_undoing_puts_back_every_row(self) -> None:
        wrong = []
        for name, (find, who) in DESTROYS.items():
            client = client_of(who)
            there = address(name, find())
            client.get("/mijn/")
            before = rows_now()
            page = client.post(there) if name not in PAGES else client.get(there)
            if page.status_code != 200 or rows_now() != before:
                wrong.append(f"{name}: does not ask ({page.status_code})")
                continue
            if any(words in page.content.decode() for words in ("niet ongedaan", "niet terug te draaien")):
                wrong.append(f"{name}: says that it cannot be undone")
            sure = [one for one in forms_of(page.content.decode()) if one.has("sure") or name in PAGES]
            form = next(one for one in sure if one.action in ("", there))
            sent = {**form.as_it_stands(), "sure": "1", "reason": "Zomaar."}
            done = client.post(there, sent)
            if done.status_code != 302 or rows_now() == before:
                wrong.append(f"{name}: not done ({done.status_code})")
                continue
            landed = client.get(done["Location"]).content.decode()
            buttons = [one.action for one in forms_of(landed) if one.action.startswith("/ongedaan/")]
            if len(buttons) != 1:
                wrong.append(f"{name}: {len(buttons)} buttons to undo on {done['Location']}")
                continue
            back = client.post(buttons[0], follow=True)
            after = rows_now()
            # The agenda has changed twice, and whose page is older must hear so.
            differ = [one for one in before if before[one] != after[one] and (one, name) not in NEWER]
            if back.status_code != 200 or differ:
                wrong.append(f"{name}: {back.status_code} {back.redirect_chain}, other rows: {differ}")
        assert wrong == []


NEWER = {("meetings.Meeting", "meetings:agenda_remove")}
PAGES = {"cases:withdraw", "research:withdraw", "research:output_take_back"}


def test_every_action_that_throws_away_is_known_here() -> None:
    words = (
        "remove",
        "discard",
        "throw",
        "take_back",
        "withdraw",
        "_end",
        "unlink",
        "cancel",
        "leave",
        "erase",
        "_off",
    )
    from tests.test_access import names

    ends = {one for one in names() if any(word in one for word in words) and not one.startswith(here.NOT_OURS)}
    shown = {"members:join_withdrawn", "research:milestone_done"}
    assert ends - set(DESTROYS) - set(ELSEWHERE) - shown == set(), "let it ask and be undone, or say why not"


def test_every_delete_of_a_view_stands_in_a_block_that_can_be_undone() -> None:
    """No view deletes by itself: that is an action's work."""
    found = [
        f"{path}:{node.lineno}"
        for app in ("members", "cases", "meetings", "research")
        for path in Path(settings.BASE_DIR, app, "views").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "delete"
    ]
    assert found == []


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    client.get("/mijn/")
    return client


def discarded(samira: Client, cast: Cast) -> Case:
    case = make_case(cast, CaseState.DRAFT)
    samira.post(reverse("cases:discard", args=[case.key]), {"sure": "1"})
    assert not Case.objects.exists()
    return case


def undo_address() -> str:
    return reverse("undo", args=[Undoable.objects.get().key])


def test_a_draft_comes_back_whole(samira: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.DRAFT)
    text = Intake.objects.get().situation
    assert text
    samira.post(reverse("cases:discard", args=[case.key]), {"sure": "1"})
    assert text not in Undoable.objects.get().before
    assert samira.post(undo_address())["Location"] == "/kwesties/inbrengen/"
    assert Intake.objects.get().situation == text
    assert not Undoable.objects.exists()


def test_after_ten_minutes_it_is_gone_for_good(samira: Client, cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        discarded(samira, cast)
        where = undo_address()
        assert "/ongedaan/" in samira.get("/mijn/").content.decode()
        clock.shift(undo.TIME + timedelta(seconds=1))
        assert "/ongedaan/" not in samira.get("/mijn/").content.decode()
        assert "kan niet meer" in samira.post(where, follow=True).content.decode()
        undo.purge()
        assert not Undoable.objects.exists()
        assert not Case.objects.exists()


def test_nobody_else_can_undo_it(samira: Client, cast: Cast) -> None:
    discarded(samira, cast)
    for person in (cast.pieter, cast.beheer):
        other = Client()
        other.force_login(person)
        assert other.post(undo_address())["Location"] == "/mijn/"
    assert not Case.objects.exists()


def test_who_is_erased_leaves_nothing_that_can_come_back(samira: Client, cast: Cast) -> None:
    discarded(samira, cast)
    privacy.erase(cast.pieter, by=cast.beheer)
    assert not Undoable.objects.exists()


def test_a_withdrawal_mails_nobody_for_ten_minutes_and_undone_never(samira: Client, cast: Cast) -> None:
    case = make_case(cast)
    now = timezone.now()
    samira.post(reverse("cases:withdraw", args=[case.number]), {"reason": "Zomaar."})
    told = OutboxMessage.objects.filter(kind__startswith="cases.withdrawn")
    assert told.exists()
    assert all(one.due_at >= now + undo.TIME for one in told)
    samira.post(undo_address())
    case.refresh_from_db()
    assert case.state == CaseState.RELEASED
    assert not told.all().exists()
    assert not CaseMove.objects.filter(to_state=CaseState.WITHDRAWN).exists()


def test_what_somebody_went_on_with_is_not_undone(samira: Client, cast: Cast) -> None:
    case = make_case(cast)
    actions.give_voice(case, by=cast.samira, text="Mijn blik.")
    samira.post(reverse("cases:voice_remove", args=[case.number]), {"sure": "1"})
    actions.give_voice(case, by=cast.samira, text="Een andere blik.")
    assert "kan niet meer" in samira.post(undo_address(), follow=True).content.decode()
    assert [one.text for one in Voice.objects.all()] == ["Een andere blik."]


def test_a_co_submitter_taken_off_comes_back_and_gets_no_mail(samira: Client, cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    case.co_submitters.add(cast.pieter)
    off = reverse("cases:together_off", args=[case.number])
    asked = samira.post(off, {"who": cast.pieter.pk})
    assert cast.pieter in case.co_submitters.all()
    (form,) = [one for one in forms_of(asked.content.decode()) if one.has("sure")]
    samira.post(off, {**form.as_it_stands(), "sure": "1"})
    assert cast.pieter not in case.co_submitters.all()
    assert OutboxMessage.objects.get(kind="cases.taken_off").due_at > timezone.now()
    samira.post(undo_address())
    assert cast.pieter in case.co_submitters.all()
    assert not OutboxMessage.objects.filter(kind="cases.taken_off").exists()


def test_a_question_for_research_taken_back_comes_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.pieter)
    asked = AskedQuestion.objects.create(asker=cast.pieter, title="Wie belt wie?", why="Niemand belt.")
    client.post(reverse("research:asked_withdraw", args=[asked.pk]), {"reason": "Toch niet."})
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    client.post(undo_address())
    asked.refresh_from_db()
    assert asked.state == "open"
    assert not asked.moves.exists()


def test_a_moderator_who_takes_a_perspective_off_by_accident_puts_it_back(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    voice = actions.give_voice(case, by=cast.pieter, text="Mijn blik.")
    client.force_login(cast.beheer)
    client.post(reverse("admin:cases_voice_step", args=[voice.pk, "weghalen"]))
    assert not Voice.objects.exists()
    assert "/ongedaan/" in client.get("/beheer/cases/voice/").content.decode()
    client.post(undo_address())
    assert Voice.objects.get().text == "Mijn blik."
    assert Case.objects.get().heard == [cast.pieter.perspective]
    assert not OutboxMessage.objects.filter(kind="cases.voice_removed").exists()
