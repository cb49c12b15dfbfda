import pytest
from allauth.account.models import EmailAddress
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.test import Client
from django.utils.translation import override

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed
from members import actions, queries
from members.exceptions import AlreadyMember, LastModerator
from members.models import BringSeek, Member
from members.states import Perspective
from tests.cast import Cast
from tests.fixtures_mail import Mailbox

pytestmark = pytest.mark.django_db
DATA = {"name": "Samira H.", "language": "nl", "perspective": "policy"}


def test_a_member_changes_the_own_data(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    page = client.get("/profiel/gegevens/")
    version = page.context["form"]["version"].value()
    form = {**DATA, "version": version}
    assert client.post("/profiel/gegevens/", form)["Location"] == "/profiel/"
    cast.samira.refresh_from_db()
    assert (cast.samira.name, cast.samira.perspective) == ("Samira H.", "policy")


def test_there_are_seven_perspectives_to_choose_from_and_no_empty_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    page = client.get("/profiel/gegevens/")
    assert [value for value, _label in page.context["form"].fields["perspective"].choices] == Perspective.values
    assert "Select an option" not in page.content.decode()


def test_an_empty_choice_of_django_speaks_dutch() -> None:
    with override("nl"):
        assert str(BLANK_CHOICE_LABEL) == "Maak een keuze"


def test_nobody_gives_themself_the_rights_of_an_organisation(client: Client, cast: Cast) -> None:
    """Else everybody could judge research for a partner, or take its offers off the list."""
    client.force_login(cast.samira)
    page = client.get("/profiel/gegevens/")
    assert cast.gemeente.name in page.content.decode()
    client.post("/profiel/gegevens/", {**DATA, "organisation": cast.corporatie.pk})
    cast.samira.refresh_from_db()
    assert (cast.samira.name, cast.samira.organisation) == ("Samira H.", cast.gemeente)
    offer = actions.add_bring_seek(cast.pieter, kind="bring", topic="Zaal", for_organisation=True)
    assert client.post(f"/brengen-en-zoeken/{offer.pk}/stoppen/").status_code in (403, 404)
    offer.refresh_from_db()
    assert offer.is_active
    client.force_login(cast.beheer)
    typed = {**DATA, "organisation": cast.corporatie.pk}
    assert client.post(f"/beheer/members/member/{cast.samira.pk}/change/", typed).status_code == 302
    cast.samira.refresh_from_db()
    assert cast.samira.organisation == cast.corporatie
    assert Entry.objects.filter(verb="member.changed", actor=cast.beheer).exists()


def test_data_that_changed_meanwhile_give_a_conflict_page_with_what_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    version = client.get("/profiel/gegevens/").context["form"]["version"].value()
    actions.save_profile(cast.samira, name="Samira van elders")
    answer = client.post("/profiel/gegevens/", {**DATA, "version": version})
    assert answer.status_code == 409
    assert "Samira H." in answer.content.decode()
    cast.samira.refresh_from_db()
    assert cast.samira.name == "Samira van elders"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"language": "fr"}, "language"),
        ({"perspective": ""}, "perspective"),
    ],
)
def test_wrong_data_are_refused(client: Client, cast: Cast, change: dict[str, str], field: str) -> None:
    client.force_login(cast.samira)
    answer = client.post("/profiel/gegevens/", {**DATA, **change})
    assert list(answer.context["form"].errors) == [field]
    cast.samira.refresh_from_db()
    assert cast.samira.name == "Samira Haddad"


def test_what_was_typed_survives_an_ended_session(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    client.get("/profiel/zichtbaar/")
    client.post("/uitloggen/")
    client.post("/profiel/zichtbaar/", {"bio": "Een lang verhaal over mijn wijk"})
    client.force_login(cast.samira)
    assert "Een lang verhaal over mijn wijk" in client.get("/profiel/zichtbaar/").content.decode()
    cast.samira.refresh_from_db()
    assert cast.samira.bio == ""


def test_a_member_chooses_what_others_see(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    client.post("/profiel/zichtbaar/", {"is_listed": "on", "bio": "Ik werk in de wijk"})
    cast.samira.refresh_from_db()
    assert (cast.samira.is_listed, cast.samira.show_email, cast.samira.bio) == (True, False, "Ik werk in de wijk")
    assert cast.samira.visibility_chosen_at


def test_the_checklist_shows_what_is_still_to_do(cast: Cast) -> None:
    def done() -> list[str]:
        cast.samira.refresh_from_db()
        return [item.name for item in queries.checklist(cast.samira) if item.done]

    assert done() == []
    actions.choose_visibility(cast.samira, is_listed=True)
    actions.add_bring_seek(cast.samira, kind="bring", topic="Een wandeling door de wijk")
    assert done() == ["visibility", "bring"]


def test_who_stops_is_out_and_disappears(client: Client, cast: Cast, mailbox: Mailbox) -> None:
    actions.choose_visibility(cast.samira, is_listed=True)
    actions.add_bring_seek(cast.samira, kind="bring", topic="Een wandeling")
    client.force_login(cast.samira)
    answer = client.post("/profiel/stoppen/", {})
    assert list(answer.context["form"].errors) == ["sure"]
    assert client.post("/profiel/stoppen/", {"sure": "on"})["Location"] == "/"
    assert client.get("/profiel/").status_code == 302
    cast.samira.refresh_from_db()
    assert not cast.samira.is_active
    assert cast.samira.left_at
    assert not BringSeek.objects.active().exists()
    assert mailbox.last("samira@voorbeeld.test")


def test_the_last_administrator_cannot_stop(client: Client, cast: Cast) -> None:
    client.force_login(cast.beheer)
    answer = client.post("/profiel/stoppen/", {"sure": "on"})
    assert answer.status_code == 409
    with pytest.raises(LastModerator):
        actions.change_roles(cast.beheer, by=cast.beheer, is_superuser=False)
    cast.beheer.refresh_from_db()
    assert cast.beheer.is_active


def test_roles_are_given_and_recorded(cast: Cast) -> None:
    actions.change_roles(cast.samira, by=cast.beheer, is_coordinator=True, is_moderator=True, is_student=False)
    cast.samira.refresh_from_db()
    assert cast.samira.is_coordinator
    assert cast.samira.is_moderator
    assert list(Entry.objects.filter(verb="member.role_given").order_by("pk").values_list("note", flat=True)) == [
        "coordinator",
        "moderator",
    ]


def test_a_moderator_gives_roles_but_not_the_own_one(cast: Cast) -> None:
    actions.change_roles(cast.noor, by=cast.beheer, is_moderator=True)
    actions.change_roles(cast.lars, by=cast.noor, is_teacher=True)
    with pytest.raises(NotAllowed):
        actions.change_roles(cast.lars, by=cast.noor, is_moderator=True)
    with pytest.raises(NotAllowed):
        actions.change_roles(cast.lars, by=cast.samira, is_coordinator=True)
    assert Member.objects.get(pk=cast.lars.pk).is_teacher
    assert not Member.objects.get(pk=cast.lars.pk).is_moderator


def test_a_corrected_address_stays_in_step_and_cannot_be_somebody_elses(client: Client, cast: Cast) -> None:
    actions.change_email(cast.samira, by=cast.beheer, email="samira.h@voorbeeld.test")
    assert not client.login(email="samira.h@voorbeeld.test", password="samen-over-leven"), "others may know it"
    member = Member.objects.get(email="samira.h@voorbeeld.test")
    assert list(EmailAddress.objects.filter(user=member).values_list("email", "verified")) == [(member.email, True)]
    with pytest.raises(AlreadyMember):
        actions.change_email(cast.samira, by=cast.beheer, email="PIETER@voorbeeld.test")
    with pytest.raises(NotAllowed):
        actions.change_email(cast.samira, by=cast.pieter, email="anders@voorbeeld.test")
