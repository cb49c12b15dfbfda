"""The join form is open to everybody: programs get nowhere, and no person loses a letter."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from atelier.local.portal import ROOT
from members.models import JoinRequest
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import Mailbox
from tests.members.helpers import FORM

pytestmark = pytest.mark.django_db
MARK = "kijk-op-kwaad-punt-test"


@pytest.fixture(autouse=True)
def limited(settings: Any) -> None:
    settings.LIMITED = True


def made(page: Any) -> str:
    found = re.search(r'name="page_made" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_who_needs_some_time_for_the_form_notices_nothing(client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        form = {**FORM, "page_made": made(client.get("/meedoen/"))}
        clock.shift(timedelta(seconds=20))
        assert client.post("/meedoen/", form).status_code == 302


@pytest.mark.parametrize(("wait", "sentence"), [(1, "ging wel heel snel"), (25 * 3600, "stond lang open")])
def test_too_fast_or_too_late_takes_a_second_press_and_loses_nothing(client: Client, wait: int, sentence: str) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        form = {**FORM, "page_made": made(client.get("/meedoen/"))}
        clock.shift(timedelta(seconds=wait))
        page = client.post("/meedoen/", form)
        html = page.content.decode()
        assert sentence in html
        for name in ("name", "email", "brings", "hopes"):
            assert FORM[name] in html
        assert not JoinRequest.objects.exists()
        clock.shift(timedelta(seconds=5))
        assert client.post("/meedoen/", {**FORM, "page_made": made(page)}).status_code == 302


@pytest.mark.parametrize("time", ["", "gisteren", "x:1:y"])
def test_a_made_up_time_is_no_time(client: Client, time: str) -> None:
    assert client.post("/meedoen/", {**FORM, "page_made": time}).status_code == 200
    assert not JoinRequest.objects.exists()


def test_what_only_a_program_fills_in_is_emptied_and_asked_again(client: Client) -> None:
    page = client.post("/meedoen/", {**FORM, "website": "https://kwaad.test"})
    html = page.content.decode()
    assert "leeg moet blijven" in html
    assert "kwaad.test" not in html
    assert FORM["brings"] in html
    assert not JoinRequest.objects.exists()


def test_the_field_for_programs_is_out_of_reach_for_people(client: Client) -> None:
    html = client.get("/meedoen/").content.decode()
    assert re.search(r'(?s)<div class="trap" aria-hidden="true">.*Laat dit leeg.*tabindex="-1"', html)


def test_a_mail_to_an_address_that_is_nobodys_yet_holds_nothing_a_stranger_typed(
    client: Client, cast: Cast, mailbox: Mailbox, settings: Any
) -> None:
    settings.LIMITED = False
    victim = f"iemand+{MARK}@elders.test"
    typed = dict.fromkeys(("name", "proposed_name", "brings", "hopes"), MARK)
    client.post("/meedoen/", {**FORM, **typed, "proposed_kind": "other", "email": victim})
    client.post("/inloggen/code/", {"email": victim})
    client.post("/account/wachtwoord/vergeten/", {"email": victim})
    member = Client()
    type(cast.samira).objects.filter(pk=cast.samira.pk).update(name=MARK)
    member.post("/inloggen/", {"login": cast.samira.email, "password": PASSWORD})
    member.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    member.post("/account/e-mail/", {"action_add": "", "email": victim})
    mails = mailbox.of(victim)
    assert len(mails) == 4
    for mail in mails:
        said = mail.subject + mail.body + "".join(str(one[0]) for one in mail.alternatives)
        assert MARK not in said, mail.subject


UNPROVED = ["members/email/confirm_address", "account/email/unknown_account", "account/email/email_confirmation"]
GUESTS = [f"meetings/email/guest_{what}" for what in ("invitation", "changed", "cancelled")]


@pytest.mark.parametrize("name", [*UNPROVED, *GUESTS])
def test_no_mail_to_an_address_nobody_proved_calls_somebody_by_a_typed_name(name: str) -> None:
    text = (ROOT / "templates" / f"{name}_message.txt").read_text()
    assert "name" not in text
    assert '{% translate "Hello," %}' in text or "Hello" not in text


def test_an_address_that_is_nobodys_is_mailed_twice_a_day_at_most(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    answers = {
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(path, {"email": "iemand@elders.test"})["Location"]
        for number in range(6)
        for path in ("/inloggen/code/",)
    }
    assert answers == {"/inloggen/code/bevestigen/"}
    assert len(mailbox.of("iemand@elders.test")) == 2


def test_no_more_strangers_are_mailed_in_a_day_than_the_studio_can_bear(client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "mail_to_join": "1/1d/everybody"}
    answers = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(2):
            form = {**FORM, "email": f"nieuw{number}@elders.test", "page_made": made(client.get("/meedoen/"))}
            clock.shift(timedelta(seconds=20))
            answers.append(client.post("/meedoen/", form).status_code)
    assert answers == [302, 429]
