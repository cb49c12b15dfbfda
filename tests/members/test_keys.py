"""Leaving, being ended or erased and another address end every way in, at once and for ever: each kind x each event.

Each way in is tried before the event (it opens), and after it, when the same person takes part again.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail as django_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.web import links
from atelier.front import privacy
from atelier.mail.actions import person_key, queue
from atelier.mail.delivery import UNSUBSCRIBE
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from meetings.actions import change
from meetings.actions.feed import renew_feed
from meetings.actions.guest import invite_guest
from meetings.answer_links import address_of
from meetings.models import Answer, GuestExpert
from members import actions
from members.emails import welcome_url
from members.models import Member
from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting
from tests.members.helpers import link_in
from tests.members.test_login import totp_code

pytestmark = pytest.mark.django_db
ADDRESS, OTHER = "samira@voorbeeld.test", "samira.nieuw@voorbeeld.test"
type Opens = Callable[[], bool]


def path_of(url: str) -> str:
    return "/" + url.split("://", 1)[1].partition("/")[2]


def opens(client: Client) -> bool:
    return client.get("/profiel/").status_code == 200


# -- Ways in: each gives it, and how to try it ------------------------------------------------------------------------


def session(member: Member, cast: Cast) -> Opens:
    client = Client()
    client.force_login(member)
    return lambda: opens(client)


def password(member: Member, cast: Cast) -> Opens:
    def works() -> bool:
        client, email = Client(), Member.objects.get(pk=member.pk).email
        client.post("/inloggen/", {"login": email, "password": PASSWORD})
        return opens(client)

    return works


def login_code(member: Member, cast: Cast) -> Opens:
    client = Client()
    client.post("/inloggen/code/", {"email": member.email})
    deliver()
    found = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(django_mail.outbox[-1].body), re.M)
    assert found

    def works() -> bool:
        # On a copy of the browser: trying must not use the code up.
        browser = Client()
        browser.cookies = client.cookies.copy()
        kept = Session.objects.filter(pk=client.cookies["sessionid"].value).values("session_data").first()
        browser.post("/inloggen/code/bevestigen/", {"code": found[1]})
        did = opens(browser)
        if kept:
            Session.objects.update_or_create(
                pk=client.cookies["sessionid"].value,
                defaults={**kept, "expire_date": timezone.now() + timedelta(hours=1)},
            )
        return did

    return works


def second_step(member: Member, cast: Cast) -> Opens:
    """The password was given, the code of the app was not: a browser waits between the two."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    client = Client()
    assert "authenticate" in client.post("/inloggen/", {"login": member.email, "password": PASSWORD})["Location"]

    def works() -> bool:
        page = client.get("/account/tweede-stap/authenticate/")
        if page.status_code != 200:
            return opens(client)
        if Authenticator.objects.filter(user=member).exists():
            return True
        client.post("/account/tweede-stap/authenticate/", {"code": totp_code(secret)})
        return opens(client)

    return works


def app(member: Member, cast: Cast) -> Opens:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return lambda: any(
        one.wrap().validate_code(totp_code(secret)) for one in Authenticator.objects.filter(user=member, type="totp")
    )


def recovery_codes(member: Member, cast: Cast) -> Opens:
    RecoveryCodes.activate(member)
    return lambda: Authenticator.objects.filter(user=member, type="recovery_codes").exists()


def passkey(member: Member, cast: Cast) -> Opens:
    made = Authenticator.objects.create(user=member, type="webauthn", data={"name": "Telefoon", "credential": {}})
    return lambda: Authenticator.objects.filter(pk=made.pk).exists()


def linked_account(member: Member, cast: Cast) -> Opens:
    made = SocialAccount.objects.create(user=member, provider="oidc", uid="samira-bij-de-gemeente")
    return lambda: SocialAccount.objects.filter(pk=made.pk).exists()


def reset_link(member: Member, cast: Cast) -> Opens:
    Client().post("/account/wachtwoord/vergeten/", {"email": member.email})
    deliver()
    link = link_in(django_mail.outbox[-1], "/account/wachtwoord/nieuw/")

    def works() -> bool:
        client = Client()
        return 'name="password1"' in client.get(link, follow=True).content.decode()

    return works


def feed(member: Member, cast: Cast) -> Opens:
    token = renew_feed(member)
    return lambda: Client().get(f"/agenda/{token}.ics").status_code == 200


def answer_by_mail(member: Member, cast: Cast) -> Opens:
    meeting = published_meeting()
    link = path_of(address_of(Answer.objects.create(meeting=meeting, member=member)))

    def works() -> bool:
        # Who comes back is invited anew.
        Answer.objects.get_or_create(meeting=meeting, member=Member.objects.get(pk=member.pk))
        return Client().get(link).status_code == 200

    return works


def guest_link(member: Member, cast: Cast) -> Opens:
    guest = GuestExpert(meeting=published_meeting(), name="Samira", email=member.email)
    invite_guest(guest, by=cast.noor)
    deliver()
    link = link_in(django_mail.outbox[-1], "/gast/")
    return lambda: Client().get(link).status_code == 200


def first_visit(member: Member, cast: Cast) -> Opens:
    link = welcome_url(member)

    def works() -> bool:
        Member.objects.filter(pk=member.pk).update(welcomed_at=None)
        return Client().get(link).status_code == 200

    return works


def unsubscribe_link(member: Member, cast: Cast) -> Opens:
    token = links.make(UNSUBSCRIBE, person_key(member), member.link_version, kind="test.digest")
    return lambda: Client().get(reverse("mail:unsubscribe", args=[token])).status_code == 200


def kept_form(member: Member, cast: Cast) -> Opens:
    """Typed after the session ended, by a browser that was logged in before."""
    # What is kept comes back once: one browser before the event, one after it.
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(member)
        browser.get("/profiel/")
        Session.objects.filter(pk=browser.cookies["sessionid"].value).delete()
        browser.post("/profiel/zichtbaar/", {"bio": "WatIkTypte"})

    def works() -> bool:
        browser = browsers.pop()
        browser.force_login(Member.objects.get(pk=member.pk))
        return "WatIkTypte" in browser.get("/profiel/zichtbaar/").content.decode()

    return works


def pending_address(member: Member, cast: Cast) -> Opens:
    """The link that confirms yet another address."""
    client = Client()
    client.post("/inloggen/", {"login": member.email, "password": PASSWORD})
    client.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    client.post("/account/e-mail/", {"action_add": "", "email": "derde@voorbeeld.test"})
    deliver()
    link = link_in(django_mail.outbox[-1], "/account/e-mail/bevestigen/")

    def works() -> bool:
        return "derde@voorbeeld.test" in Client().get(link).content.decode()

    return works


def queued_code(member: Member, cast: Cast) -> Opens:
    """A mail that opens a door and has not left yet."""
    OutboxMessage.objects.create(
        kind="members.account",
        recipient=member,
        person=person_key(member),
        params={"template": "account.email.login_code"},
        sealed="zegel",
        occasion="now:wacht",
        due_at=timezone.now() + timedelta(days=1),
    )
    return lambda: OutboxMessage.objects.filter(occasion="now:wacht", state=State.PLANNED).exists()


def queued_to_the_address(member: Member, cast: Cast) -> Opens:
    later = timezone.now() + timedelta(days=1)
    queue("members.still_waiting", to=member.email, params={"request": 1}, occasion="los:1", due_at=later)
    return lambda: OutboxMessage.objects.filter(occasion="los:1", state=State.PLANNED).exists()


def queued_mail(member: Member, cast: Cast) -> Opens:
    later = timezone.now() + timedelta(days=1)
    queue("cases.look_back", to=member, params={"case": 1}, occasion="case:1", due_at=later)
    return lambda: OutboxMessage.objects.filter(occasion="case:1", state=State.PLANNED).exists()


WAYS_IN = [
    session, password, login_code, second_step, app, recovery_codes, passkey, linked_account, reset_link, feed,
    answer_by_mail, guest_link, first_visit, unsubscribe_link, kept_form, pending_address, queued_code,
    queued_to_the_address, queued_mail,
]  # fmt: skip


# -- Events -----------------------------------------------------------------------------------------------------------


def back(member: Member, cast: Cast) -> None:
    again = Member.objects.get(pk=member.pk)
    actions.let_back(again, by=cast.beheer, email=ADDRESS, checked="Ik heb haar gebeld.")


def leaves(member: Member, cast: Cast) -> None:
    actions.leave(Member.objects.get(pk=member.pk), by=member)
    back(member, cast)


def is_ended(member: Member, cast: Cast) -> None:
    actions.leave(Member.objects.get(pk=member.pk), by=cast.beheer)
    back(member, cast)


def is_accepted_again(member: Member, cast: Cast) -> None:
    actions.leave(Member.objects.get(pk=member.pk), by=member)
    told = {"name": "Samira", "language": "nl", "perspective": "policy", "brings": "x", "hopes": "y"}
    request = actions.join(email=ADDRESS, **told)
    assert request
    actions.confirm(request)
    former = Member.objects.get(pk=member.pk)
    actions.accept(request, by=cast.beheer, former=former, checked="Ik ken haar stem.")


def is_erased(member: Member, cast: Cast) -> None:
    privacy.erase(Member.objects.get(pk=member.pk), by=cast.beheer)


def is_corrected_and_back(member: Member, cast: Cast) -> None:
    for email in (OTHER, ADDRESS):
        actions.change_email(Member.objects.get(pk=member.pk), by=cast.beheer, email=email)


def changes_it_and_back(member: Member, cast: Cast) -> None:
    """The own change, confirmed from the new mailbox in a browser that is logged in nowhere."""
    for email in (OTHER, ADDRESS):
        client, present = Client(), Member.objects.get(pk=member.pk)
        client.force_login(present)
        prove(client, present)
        client.post("/account/e-mail/", {"action_add": "", "email": email})
        deliver()
        sent = [one for one in django_mail.outbox if email in one.to and "/account/e-mail/bevestigen/" in one.body]
        Client().post(link_in(sent[-1], "/account/e-mail/bevestigen/"))
        assert Member.objects.get(pk=member.pk).email == email


def prove(client: Client, member: Member) -> None:
    """As after a fresh login, whatever second step is set up."""
    known = client.session
    known["account_authentication_methods"] = [
        {"method": "password", "reauthenticated": True, "at": timezone.now().timestamp()}
    ]
    known["account_authentication_methods_user"] = user_id_to_str(member)
    known.save()


LEAVING = [leaves, is_ended, is_accepted_again, is_erased]
CHANGES = [is_corrected_and_back, changes_it_and_back]
# What another address leaves as it is: mails to the person go to the new one, and who changes it proved the password.
STAYS: set[tuple[Any, Any]] = {(queued_mail, event) for event in CHANGES} | {(password, changes_it_and_back)}


IMPOSSIBLE: dict[tuple[Any, Any], str] = {
    (pending_address, changes_it_and_back): "an address asked for takes the place of the one asked for before",
    **{
        (way_in, changes_it_and_back): "who has a second step cannot change the address alone; see below"
        for way_in in (second_step, app, recovery_codes, passkey)
    },
}


@pytest.mark.parametrize("event", [*LEAVING, *CHANGES])
@pytest.mark.parametrize("way_in", WAYS_IN)
def test_a_way_in_ends_with_the_event_and_never_opens_again(
    cast: Cast, way_in: Callable[[Member, Cast], Opens], event: Callable[[Member, Cast], None]
) -> None:
    if (way_in, event) in IMPOSSIBLE:
        pytest.skip(IMPOSSIBLE[way_in, event])
    still_works = way_in(cast.samira, cast)
    assert still_works(), "it must open before, else this proves nothing"
    event(cast.samira, cast)
    assert still_works() == ((way_in, event) in STAYS)


def test_who_has_a_second_step_does_not_change_the_address_and_what_was_asked_before_ends_the_step(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.samira)
    prove(client, cast.samira)
    client.post("/account/e-mail/", {"action_add": "", "email": OTHER})
    deliver()
    link = link_in(django_mail.outbox[-1], "/account/e-mail/bevestigen/")
    still_works = [give(cast.samira, cast) for give in (app, passkey)]
    prove(client, cast.samira)
    refused = client.post("/account/e-mail/", {"action_add": "", "email": "derde@voorbeeld.test"})
    assert refused.context["form"].errors["email"]
    Client().post(link)
    assert Member.objects.get(pk=cast.samira.pk).email == OTHER
    assert [works() for works in still_works] == [False, False]


def test_who_changes_the_own_address_stays_in_here_and_nowhere_else(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/inloggen/", {"login": ADDRESS, "password": PASSWORD})
    prove(here, cast.samira)
    here.post("/account/e-mail/", {"action_add": "", "email": OTHER})
    deliver()
    sent = [one for one in django_mail.outbox if OTHER in one.to]
    here.post(link_in(sent[-1], "/account/e-mail/bevestigen/"))
    assert (opens(here), opens(elsewhere)) == (True, False)
    assert here.get("/account/sessies/").content.decode().count("127.0.0.1") >= 1, "the session that goes on is listed"
    deliver()
    told = [one for one in django_mail.outbox if one.to == [ADDRESS]]
    assert told, "the old address hears of it"


def test_a_guest_expert_who_takes_part_too_gets_the_link_at_the_new_address(cast: Cast) -> None:
    guest = GuestExpert(meeting=published_meeting(), name="Samira", email=ADDRESS)
    invite_guest(guest, by=cast.noor)
    deliver()
    changes_it_and_back(cast.samira, cast)
    deliver()
    sent = [one for one in django_mail.outbox if "/gast/" in one.body]
    assert [one.to for one in sent] == [[ADDRESS], [OTHER], [ADDRESS]]
    assert [Client().get(link_in(one, "/gast/")).status_code for one in sent] == [404, 404, 200]


def test_a_corrected_address_gets_a_mail_how_one_logs_in(cast: Cast) -> None:
    actions.change_email(cast.samira, by=cast.beheer, email=OTHER)
    deliver()
    [told] = [one for one in django_mail.outbox if one.to == [OTHER]]
    assert "/inloggen/code/" in told.body
    client = Client()
    client.post("/inloggen/code/", {"email": OTHER})
    deliver()
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(django_mail.outbox[-1].body), re.M)
    assert code
    client.post("/inloggen/code/bevestigen/", {"code": code[1]})
    assert opens(client)


def test_leaving_twice_is_leaving_once(cast: Cast) -> None:
    for _time in range(2):
        actions.leave(Member.objects.get(pk=cast.samira.pk), by=cast.samira)
    assert Member.objects.get(pk=cast.samira.pk).left_address == ADDRESS


def test_who_left_gets_no_new_link_when_the_meeting_moves(cast: Cast) -> None:
    meeting = published_meeting()
    invite_guest(GuestExpert(meeting=meeting, name="Samira", email=ADDRESS), by=cast.noor)
    deliver()
    actions.leave(Member.objects.get(pk=cast.samira.pk), by=cast.samira)
    deliver()
    before = len(django_mail.outbox)
    later = {"starts_at": meeting.starts_at + timedelta(days=7), "ends_at": meeting.ends_at + timedelta(days=7)}
    change(meeting, by=cast.noor, **later)
    deliver()
    assert [one.to for one in django_mail.outbox[before:] if ADDRESS in one.to] == []
