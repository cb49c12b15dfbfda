import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from atelier.audit.models import Entry
from atelier.base.models import WaitingText
from members import actions
from members.models import BringSeek, JoinRequest, Member, Organisation
from members.states import JoinState
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.members.helpers import waiting

pytestmark = pytest.mark.django_db
REQUESTS = "/beheer/members/joinrequest/"


@pytest.fixture
def moderator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


def test_the_first_page_counts_what_waits(moderator: Client, cast: Cast) -> None:
    waiting()
    page = moderator.get("/beheer/").content.decode()
    assert f"{REQUESTS}?state__exact=waiting" in page
    assert "<strong>1</strong>" in page


def test_a_moderator_accepts_by_the_step_and_not_otherwise(moderator: Client, cast: Cast, mailbox: Mailbox) -> None:
    request = waiting(proposed_name="De Linde", proposed_kind="welfare")
    page = moderator.get(f"{REQUESTS}{request.pk}/change/").content.decode()
    assert f"{REQUESTS}{request.pk}/stap/accepteren/" in page
    assert "Tien jaar opbouwwerk" in page
    assert 'name="state"' not in page
    moderator.post(f"{REQUESTS}{request.pk}/change/", {"state": "accepted"})
    request.refresh_from_db()
    assert request.state == JoinState.WAITING
    step = f"{REQUESTS}{request.pk}/stap/accepteren/"
    assert moderator.get(step).status_code == 200
    moderator.post(step, {"organisation": cast.welzijn.pk})
    member = Member.objects.get(email=request.email)
    assert member.organisation == cast.welzijn
    assert "/welkom/" in mailbox.last(member).body
    assert moderator.get(step).status_code == 302, "an answered request has no steps"


def test_declining_without_a_reason_keeps_the_page(moderator: Client, cast: Cast) -> None:
    request = waiting()
    answer = moderator.post(f"{REQUESTS}{request.pk}/stap/afwijzen/", {"reason": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["reason"]
    moderator.post(f"{REQUESTS}{request.pk}/stap/afwijzen/", {"reason": "Vol"})
    request.refresh_from_db()
    assert request.state == JoinState.DECLINED


def test_nothing_is_deleted_in_the_workplace(moderator: Client, cast: Cast) -> None:
    request = waiting()
    for url in (f"{REQUESTS}{request.pk}/delete/", f"/beheer/members/member/{cast.samira.pk}/delete/"):
        assert moderator.post(url, {"post": "yes"}).status_code == 403
    moderator.post(REQUESTS, {"action": "delete_selected", "_selected_action": request.pk})
    assert JoinRequest.objects.filter(pk=request.pk).exists()


def test_only_moderators_come_in(client: Client, cast: Cast) -> None:
    request = waiting()
    client.force_login(cast.noor)
    for url in ("/beheer/", REQUESTS, f"{REQUESTS}{request.pk}/change/", f"{REQUESTS}{request.pk}/stap/accepteren/"):
        assert client.get(url, follow=True).status_code == 403, url
    client.post(f"{REQUESTS}{request.pk}/stap/accepteren/", {})
    request.refresh_from_db()
    assert request.state == JoinState.WAITING


def test_packages_bring_no_admin_of_their_own(moderator: Client, cast: Cast) -> None:
    for path in ("auth/group/", "account/emailaddress/", "mfa/authenticator/", "socialaccount/socialapp/"):
        assert moderator.get(f"/beheer/{path}").status_code == 404


def test_roles_change_by_the_step(moderator: Client, cast: Cast) -> None:
    step = f"/beheer/members/member/{cast.samira.pk}/stap/rollen/"
    assert moderator.get(step).status_code == 200
    moderator.post(step, {"is_coordinator": "on"})
    cast.samira.refresh_from_db()
    assert cast.samira.is_coordinator
    assert Entry.objects.get(verb="member.role_given").actor == cast.beheer


def test_a_moderator_who_is_no_administrator_hears_why_not(client: Client, cast: Cast) -> None:
    actions.change_roles(cast.noor, by=cast.beheer, is_moderator=True)
    client.force_login(Member.objects.get(pk=cast.noor.pk))
    answer = client.post(f"/beheer/members/member/{cast.samira.pk}/stap/rollen/", {"is_moderator": "on"})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not Member.objects.get(pk=cast.samira.pk).is_moderator


@pytest.fixture
def plain_moderator(cast: Cast) -> Member:
    """Noor, who moderates and is no administrator."""
    actions.change_roles(cast.noor, by=cast.beheer, is_moderator=True)
    return Member.objects.get(pk=cast.noor.pk)


@pytest.mark.parametrize("role", ["is_moderator", "is_superuser"])
def test_who_moderates_has_no_hold_on_who_may_do_as_much_or_more(
    client: Client, cast: Cast, plain_moderator: Member, role: str
) -> None:
    Member.objects.filter(pk=cast.maria.pk).update(**{role: True})
    client.force_login(plain_moderator)
    steps = f"/beheer/members/member/{cast.maria.pk}/stap"
    assert client.post(f"{steps}/adres/", {"email": "van-mij@voorbeeld.test"}).context["form"].non_field_errors()
    assert client.post(f"{steps}/stoppen/").context["form"].non_field_errors()
    Member.objects.filter(pk=cast.maria.pk).update(is_active=False)
    asked = {"email": cast.maria.email, "checked": "Gebeld"}
    assert client.post(f"{steps}/terugkeren/", asked).context["form"].non_field_errors()
    maria = Member.objects.get(pk=cast.maria.pk)
    assert (maria.email, maria.is_active) == (cast.maria.email, False)


def test_the_old_address_hears_that_a_moderator_changed_it(
    client: Client, cast: Cast, plain_moderator: Member, mailbox: Mailbox
) -> None:
    old = cast.samira.email
    client.force_login(plain_moderator)
    step = f"/beheer/members/member/{cast.samira.pk}/stap/adres/"
    assert client.post(step, {"email": "samira.nieuw@voorbeeld.test"}).status_code == 302
    assert Member.objects.get(pk=cast.samira.pk).email == "samira.nieuw@voorbeeld.test"
    [mail] = mailbox.of(old)
    assert "moderator" in mail.subject
    assert "samira" not in mail.body.lower()


def test_a_change_of_a_member_is_recorded_without_its_words(moderator: Client, cast: Cast) -> None:
    form = {"name": "Samira Hadad", "language": "nl", "perspective": "policy", "organisation": ""}
    answer = moderator.post(f"/beheer/members/member/{cast.samira.pk}/change/", form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    entry = Entry.objects.get(verb="member.changed")
    assert (entry.actor, entry.object_id, entry.note) == (cast.beheer, str(cast.samira.pk), "")


def typed(cast: Cast, **changes: str) -> dict[str, str]:
    kept = {"name": cast.welzijn.name, "slug": cast.welzijn.slug, "kind": "welfare", "place": "Maasdal"}
    return {**kept, "website": "", "about": "", "is_confirmed": "on", **changes}


def test_a_citizen_service_number_is_refused_in_the_workplace_too(moderator: Client, cast: Cast) -> None:
    url = f"/beheer/members/organisation/{cast.welzijn.pk}/change/"
    answer = moderator.post(url, typed(cast, about="Contact: mevrouw met BSN 111222333"))
    assert list(answer.context["adminform"].form.errors) == ["about"]
    assert "111222333" in answer.content.decode()
    request = waiting()
    answer = moderator.post(f"{REQUESTS}{request.pk}/stap/afwijzen/", {"reason": "Uw BSN 111222333 klopt niet"})
    assert list(answer.context["form"].errors) == ["reason"]
    assert Organisation.objects.get(pk=cast.welzijn.pk).about == ""
    assert JoinRequest.objects.get().state == JoinState.WAITING


def test_of_two_moderators_who_type_at_once_the_second_is_told(moderator: Client, cast: Cast) -> None:
    url = f"/beheer/members/organisation/{cast.welzijn.pk}/change/"
    version = re.search(r'name="version" value="([^"]+)"', moderator.get(url).content.decode())
    assert version
    assert moderator.post(url, typed(cast, about="Van de eerste")).status_code == 302
    answer = moderator.post(url, typed(cast, about="Van de tweede", version=version[1]))
    assert answer.status_code == 409
    assert "Van de tweede" in answer.content.decode()
    assert WaitingText.objects.get().text == "Van de eerste"


def test_two_organisations_that_are_one_are_merged(moderator: Client, cast: Cast) -> None:
    double = Organisation.objects.create(name="Gem. Maasdal", slug="gem-maasdal", kind="municipality")
    cast.maria.organisation = double
    cast.maria.save()
    actions.add_bring_seek(cast.maria, kind="seek", topic="Een zaal", for_organisation=True)
    step = f"/beheer/members/organisation/{double.pk}/stap/samenvoegen/"
    assert moderator.get(step).status_code == 200
    assert moderator.post(step, {"into": double.pk}).status_code == 200
    assert moderator.post(step, {"into": cast.gemeente.pk})["Location"] == "/beheer/members/organisation/"
    assert not Organisation.objects.filter(pk=double.pk).exists()
    assert Member.objects.get(pk=cast.maria.pk).organisation == cast.gemeente
    assert BringSeek.objects.get().organisation == cast.gemeente


@pytest.mark.parametrize("model", ["member", "joinrequest", "organisation", "bringseek"])
def test_every_list_is_searched_filtered_and_cheap(
    moderator: Client, cast: Cast, model: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    waiting()
    actions.add_bring_seek(cast.samira, kind="seek", topic="Een zaal", for_organisation=True)
    actions.add_bring_seek(cast.pieter, kind="seek", topic="Een tafel", for_organisation=True)
    moderator.get(f"/beheer/members/{model}/")
    with django_assert_max_num_queries(8):
        assert moderator.get(f"/beheer/members/{model}/?q=maasdal").status_code == 200


@pytest.mark.parametrize("since", ["3", "7", "30", "zomaar"])
def test_requests_are_filtered_by_how_long_they_wait(moderator: Client, cast: Cast, since: str) -> None:
    waiting()
    assert moderator.get(f"{REQUESTS}?since={since}").status_code == 200
