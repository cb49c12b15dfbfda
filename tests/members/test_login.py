import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from atelier.audit.models import Entry
from members import actions
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import Mailbox
from tests.members.helpers import link_in

pytestmark = pytest.mark.django_db


def log_in(client: Client, email: str, password: str = PASSWORD) -> str:
    """Where the login page sends this person; empty when it keeps them."""
    answer = client.post("/inloggen/", {"login": email, "password": password})
    return answer.headers.get("Location", "")


def totp_code(secret: str) -> str:
    """The one of now, not the one before it: that would be refused after the next half minute begins."""
    _before, now, _after = yield_hotp_counters_from_time()
    return f"{hotp_value(secret, now):06d}"


def test_a_member_logs_in_with_address_and_password_in_any_case(client: Client, cast: Cast) -> None:
    assert log_in(client, "SAMIRA@voorbeeld.test") == "/mijn/"
    assert client.get("/profiel/").status_code == 200
    assert Entry.objects.filter(verb__contains="log", actor=cast.samira).count() == 1


def test_the_first_moderator_is_made_by_a_command_that_asks_address_name_and_password(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email="els@voorbeeld.test", name="Els", verbosity=0)
    assert log_in(client, "els@voorbeeld.test") == "/mijn/"
    assert client.get("/beheer/").status_code == 200
    assert get_user_model().objects.get().perspective == "research"


def test_a_wrong_password_and_an_unknown_address_read_the_same(cast: Cast) -> None:
    said = []
    for email, password in (("samira@voorbeeld.test", "fout"), ("niemand@voorbeeld.test", PASSWORD)):
        answer = Client().post("/inloggen/", {"login": email, "password": password})
        said.append((answer.status_code, dict(answer.context["form"].errors)))
    assert said[0] == said[1]
    assert Entry.objects.filter(verb="login", result="refused").count() == 2


def test_who_left_does_not_get_in(client: Client, cast: Cast) -> None:
    actions.leave(cast.samira, by=cast.samira)
    log_in(client, "samira@voorbeeld.test")
    assert client.get("/profiel/").status_code == 302


def test_after_login_one_is_where_one_wanted_to_be_and_never_elsewhere(client: Client, cast: Cast) -> None:
    wanted = client.get("/profiel/")["Location"]
    assert wanted == "/inloggen/?next=/profiel/"
    form = {"login": "samira@voorbeeld.test", "password": PASSWORD, "next": "/profiel/"}
    assert client.post("/inloggen/", form)["Location"] == "/profiel/"
    assert Client().post("/inloggen/", {**form, "next": "https://elders.test/"})["Location"] == "/mijn/"


def test_a_code_by_mail_opens_the_door_for_ten_minutes(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    client.post("/inloggen/code/", {"email": "samira@voorbeeld.test"})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailbox.last(cast.samira).body, re.M)
    assert code
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        client.post("/inloggen/code/bevestigen/", {"code": code[1]})
        assert client.get("/profiel/").status_code == 302
    other = Client()
    other.post("/inloggen/code/", {"email": "samira@voorbeeld.test"})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailbox.last(cast.samira).body, re.M)
    assert code
    other.post("/inloggen/code/bevestigen/", {"code": code[1]})
    assert other.get("/profiel/").status_code == 200


def test_asking_a_code_for_an_unknown_address_looks_the_same(cast: Cast, mailbox: Mailbox) -> None:
    answers = [
        Client().post("/inloggen/code/", {"email": email})
        for email in ("samira@voorbeeld.test", "niemand@elders.test")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/inloggen/code/bevestigen/")}
    assert (
        "/meedoen/" in mailbox.last("niemand@elders.test").body
        or "/account/" in mailbox.last("niemand@elders.test").body
    )


def test_a_login_code_does_not_lie_about_in_the_outbox(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    client.post("/inloggen/code/", {"email": "samira@voorbeeld.test"})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailbox.last(cast.samira).body, re.M)
    assert code
    from atelier.mail.models import OutboxMessage

    row = OutboxMessage.objects.get(kind="members.account")
    assert code[1] not in str(row.params) + row.sealed


def test_nobody_signs_up_by_themselves(client: Client, cast: Cast) -> None:
    members = get_user_model().objects.count()
    answer = client.post("/account/aanmelden/", {"email": "nieuw@voorbeeld.test", "password1": "x", "password2": "x"})
    assert answer["Location"] == "/meedoen/"
    assert get_user_model().objects.count() == members


def test_a_new_password_by_mail(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    client.post("/account/wachtwoord/vergeten/", {"email": "samira@voorbeeld.test"})
    link = link_in(mailbox.last(cast.samira), "/account/wachtwoord/nieuw/")
    page = client.get(link, follow=True)
    new = "vier woorden in de zon"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert log_in(Client(), "samira@voorbeeld.test", new) == "/mijn/"
    assert log_in(Client(), "samira@voorbeeld.test", PASSWORD) == ""
    assert [one.actor for one in Entry.objects.filter(verb="password.changed")] == [cast.samira]
    assert not Entry.objects.filter(verb__startswith="member.").exists()


def test_logging_out_takes_a_post(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    assert client.get("/uitloggen/")["Location"] == "/"
    client.post("/uitloggen/")
    assert client.get("/profiel/").status_code == 302


def test_the_password_changes_only_for_who_just_proved_who_they_are(client: Client, cast: Cast) -> None:
    log_in(client, "samira@voorbeeld.test")
    change = {"action_add": "", "email": "samira.nieuw@voorbeeld.test"}
    assert "bevestig-dat-jij-het-bent" in client.post("/account/e-mail/", change)["Location"]
    client.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    assert client.get("/account/e-mail/").status_code == 200


def test_a_changed_address_counts_once_it_is_confirmed_and_stays_in_step(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    log_in(client, "samira@voorbeeld.test")
    client.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    client.post("/account/e-mail/", {"action_add": "", "email": "samira.nieuw@voorbeeld.test"})
    cast.samira.refresh_from_db()
    assert cast.samira.email == "samira@voorbeeld.test"
    link = link_in(mailbox.last("samira.nieuw@voorbeeld.test"), "/account/e-mail/bevestigen/")
    assert client.get(link).status_code == 200
    cast.samira.refresh_from_db()
    assert cast.samira.email == "samira@voorbeeld.test", "looking changes nothing"
    client.post(link)
    cast.samira.refresh_from_db()
    assert cast.samira.email == "samira.nieuw@voorbeeld.test"
    assert list(EmailAddress.objects.filter(user=cast.samira).values_list("email", "verified", "primary")) == [
        ("samira.nieuw@voorbeeld.test", True, True)
    ]
    assert "gewijzigd" in mailbox.last("samira@voorbeeld.test").body or mailbox.of("samira@voorbeeld.test")


def test_a_session_ends_after_an_hour_without_a_visit_and_after_twelve_hours_anyway(
    client: Client, cast: Cast
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        log_in(client, "samira@voorbeeld.test")
        clock.shift(timedelta(minutes=50))
        assert client.get("/profiel/").status_code == 200
        clock.shift(timedelta(minutes=50))
        assert client.get("/profiel/").status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get("/profiel/").status_code == 302
        log_in(client, "samira@voorbeeld.test")
        for _visit in range(15):
            clock.shift(timedelta(minutes=50))
            last = client.get("/profiel/").status_code
        assert last == 302


def test_other_sessions_are_listed_and_ended(client: Client, cast: Cast) -> None:
    other = Client()
    for one in (client, other):
        log_in(one, "samira@voorbeeld.test")
    assert len(client.get("/account/sessies/").context["sessions"]) == 2
    client.post("/account/sessies/")
    assert client.get("/profiel/").status_code == 200
    assert other.get("/profiel/").status_code == 302


# -- The second factor ------------------------------------------------------------------------------------------------


def with_totp(cast: Cast) -> str:
    secret = generate_totp_secret()
    TOTP.activate(cast.beheer, secret)
    return secret


def test_a_secret_of_an_authenticator_app_is_not_readable_in_the_database(cast: Cast) -> None:
    secret = with_totp(cast)
    assert secret not in str(Authenticator.objects.get(user=cast.beheer).data)


def test_a_new_secret_key_keeps_the_apps_working_once_they_are_rekeyed(cast: Cast, settings: Any) -> None:
    secret = with_totp(cast)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key, long enough for everybody"
    call_command("rekey")
    settings.SECRET_KEY_FALLBACKS = []
    assert Authenticator.objects.get(user=cast.beheer).wrap().validate_code(totp_code(secret))


def test_who_moderates_sets_up_a_second_factor_before_anything_else(client: Client, cast: Cast, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = "staff"
    log_in(client, "beheer@voorbeeld.test")
    for url in ("/beheer/", "/profiel/", "/deelnemers/", "/"):
        assert client.get(url)["Location"] == "/account/tweede-stap/", url
    assert client.get("/account/tweede-stap/").status_code == 200
    assert client.post("/uitloggen/").status_code == 302


def test_with_the_code_of_the_app_the_moderator_is_in(client: Client, cast: Cast, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = "staff"
    secret = with_totp(cast)
    assert log_in(client, "beheer@voorbeeld.test") == "/account/tweede-stap/authenticate/"
    assert client.get("/beheer/").status_code == 302
    client.post("/account/tweede-stap/authenticate/", {"code": totp_code(secret)})
    assert client.get("/beheer/").status_code == 200


def test_a_session_that_came_in_without_the_second_factor_is_asked_for_it(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = "staff"
    with_totp(cast)
    client.force_login(cast.beheer)
    assert client.get("/beheer/")["Location"] == "/account/tweede-stap/reauthenticate/?next=%2Fbeheer%2F"


def test_other_members_need_no_second_factor_unless_everybody_does(client: Client, cast: Cast, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = "staff"
    client.force_login(cast.samira)
    assert client.get("/profiel/").status_code == 200
    settings.REQUIRE_SECOND_FACTOR = "everyone"
    assert client.get("/profiel/")["Location"] == "/account/tweede-stap/"


def test_a_setting_that_nobody_knows_opens_nothing(client: Client, cast: Cast, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = "stafff"
    client.force_login(cast.beheer)
    assert client.get("/beheer/")["Location"] == "/account/tweede-stap/"


def test_the_picture_for_the_app_is_drawn_in_the_page(client: Client, cast: Cast) -> None:
    log_in(client, "samira@voorbeeld.test")
    client.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    page = client.get("/account/tweede-stap/totp/activate/").content.decode()
    assert "<svg" in page
    assert "data:image" not in page


def test_a_passkey_is_called_so(client: Client, cast: Cast) -> None:
    log_in(client, "samira@voorbeeld.test")
    client.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    page = client.get("/account/tweede-stap/webauthn/add/").content.decode()
    assert 'value="Mijn passkey"' in page
    assert "Inloggen met alleen deze sleutel" in page
    assert "Naam van deze sleutel" in page
    for theirs in ("Hoofdsleutel", "Wachtwoordloos", "Beveiligingssleutel"):
        assert theirs not in page


def test_a_wrong_password_is_said_in_our_words(client: Client, cast: Cast) -> None:
    page = client.post("/inloggen/", {"login": "samira@voorbeeld.test", "password": "een-heel-ander-wachtwoord"})
    assert "horen niet bij elkaar" in page.content.decode()


def test_the_workplace_names_the_rooms_in_dutch(client: Client, cast: Cast) -> None:
    client.force_login(cast.beheer)
    page = client.get("/beheer/").content.decode()
    for room in ("Kwesties", "Bijeenkomsten", "Onderzoek", "Deelnemers", "Teksten van de site"):
        assert room in page
    for name in ("Meetings", "Research", "Cases", "Members", "Pages"):
        assert f">{name}<" not in page
        assert f" {name} " not in page


def test_the_admin_has_no_login_of_its_own(client: Client, cast: Cast) -> None:
    assert client.get("/beheer/", follow=True).redirect_chain[-1][0].startswith("/inloggen/?next=/beheer/")
    client.force_login(cast.samira)
    assert client.get("/beheer/", follow=True).status_code == 403


def test_a_page_behind_login_costs_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    log_in(client, "samira@voorbeeld.test")
    client.get("/profiel/")
    with django_assert_max_num_queries(5):
        client.get("/profiel/")
