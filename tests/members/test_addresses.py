"""An address is not a person: who comes with the address of somebody who left shares nothing with them by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from atelier.front import privacy
from cases import actions as cases
from cases.forms.result import CommitmentForm
from cases.models import Case
from meetings.forms.report import CameToo
from meetings.models import GuestExpert
from members import actions
from members.exceptions import AlreadyMember, Erased, NotChecked, WhoIsThis
from members.models import JoinRequest, Member
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.meetings.published import published_meeting
from tests.members.helpers import waiting

pytestmark = pytest.mark.django_db
ADDRESS = "fatima@voorbeeld.test"
RAW = "WatFatimaVertrouwelijkSchreef"


@pytest.fixture
def fatima(cast: Cast) -> Member:
    """Took part, brought in a case, and left without being erased."""
    member = actions.accept(waiting(), by=cast.beheer)
    cases.submit(cases.begin(by=member, situation=RAW, question="Mag dat?"), by=member)
    actions.leave(member, by=member)
    return member


@pytest.fixture
def newcomer(fatima: Member) -> JoinRequest:
    return waiting(name="Bram de Nieuwe", brings="Iets anders")


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


STEP = "/beheer/members/joinrequest/{}/stap/accepteren/"


def test_the_moderator_sees_who_had_the_address_and_when_they_left(
    cast: Cast, fatima: Member, newcomer: JoinRequest
) -> None:
    client = client_of(cast.beheer)
    for page in (f"/beheer/members/joinrequest/{newcomer.pk}/change/", STEP.format(newcomer.pk)):
        text = client.get(page).content.decode()
        assert "Fatima Bouzid" in text
        assert str(timezone.localtime(fatima.left_at).year) in text
    ordinary = waiting(email="ander@voorbeeld.test", name="Karin")
    assert "Fatima" not in client.get(f"/beheer/members/joinrequest/{ordinary.pk}/change/").content.decode()
    assert 'name="who"' not in client.get(STEP.format(ordinary.pk)).content.decode()


def test_without_a_choice_nobody_is_accepted(cast: Cast, fatima: Member, newcomer: JoinRequest) -> None:
    with pytest.raises(WhoIsThis):
        actions.accept(newcomer, by=cast.beheer)
    form = client_of(cast.beheer).post(STEP.format(newcomer.pk), {}).context["form"]
    assert form.errors["who"]
    with pytest.raises(WhoIsThis):
        actions.accept(newcomer, by=cast.beheer, former=cast.samira, checked="Gebeld")
    assert not Member.objects.active().filter(email=ADDRESS).exists()


def test_somebody_else_is_a_new_member_who_finds_nothing_of_who_left(
    cast: Cast, fatima: Member, newcomer: JoinRequest
) -> None:
    meeting = published_meeting()
    guest = GuestExpert.objects.create(
        meeting=meeting, name="Fatima Bouzid", email=ADDRESS, expires_at=timezone.now() + timedelta(days=40)
    )
    GuestExpert.objects.filter(pk=guest.pk).update(created_at=timezone.now() - timedelta(days=1))
    answer = client_of(cast.beheer).post(STEP.format(newcomer.pk), {"who": "else"})
    assert answer.status_code == 302
    bram = Member.objects.get(email=ADDRESS)
    assert bram.pk != fatima.pk
    case = Case.objects.get()
    assert client_of(bram).get(f"/kwesties/{case.number}/inbreng/").status_code == 404
    exported = str(privacy.export(bram, by=bram))
    assert RAW not in exported
    assert "Fatima" not in exported
    assert "members.left" not in exported
    former = Member.objects.get(pk=fatima.pk)
    assert (former.name, former.is_active, former.left_address, former.address) == ("Fatima Bouzid", False, "", "")
    assert case.submitter == former
    assert [asked.brings for asked in former.join_requests.all()] == ["Tien jaar opbouwwerk"]
    assert ADDRESS not in str(privacy.export(former, by=cast.beheer))


def test_erasing_the_newcomer_leaves_the_history_of_who_left(
    cast: Cast, fatima: Member, newcomer: JoinRequest
) -> None:
    bram = actions.accept(newcomer, by=cast.beheer, somebody_else=True)
    privacy.erase(bram, by=bram)
    former = Member.objects.get(pk=fatima.pk)
    assert former.name == "Fatima Bouzid"
    assert former.join_requests.count() == 1


def test_the_same_person_comes_back_when_it_is_said_how_that_was_checked(
    cast: Cast, fatima: Member, newcomer: JoinRequest
) -> None:
    with pytest.raises(NotChecked):
        actions.accept(newcomer, by=cast.beheer, former=fatima, checked="  ")
    client = client_of(cast.beheer)
    assert client.post(STEP.format(newcomer.pk), {"who": fatima.pk}).context["form"].errors["checked"]
    client.post(STEP.format(newcomer.pk), {"who": fatima.pk, "checked": "Ik belde het nummer dat we al hadden."})
    again = Member.objects.get(email=ADDRESS)
    assert again.pk == fatima.pk
    assert [(one.by, one.checked) for one in again.returns.all()] == [
        (cast.beheer, "Ik belde het nummer dat we al hadden.")
    ]
    page = client.get(f"/beheer/members/member/{again.pk}/change/").content.decode()
    assert "Ik belde het nummer" in page


def test_letting_somebody_back_asks_the_same(cast: Cast, fatima: Member) -> None:
    step = f"/beheer/members/member/{fatima.pk}/stap/terugkeren/"
    client = client_of(cast.beheer)
    assert client.get(step).context["form"]["email"].value() == ADDRESS
    assert client.post(step, {"email": ADDRESS}).context["form"].errors["checked"]
    assert client.post(step, {"email": "samira@voorbeeld.test", "checked": "x"}).context["form"].non_field_errors()
    client.post(step, {"email": "fatima.thuis@voorbeeld.test", "checked": "Ik sprak haar."})
    assert Member.objects.get(pk=fatima.pk).email == "fatima.thuis@voorbeeld.test"


def test_who_gave_up_the_address_can_come_back_with_another_only(
    cast: Cast, fatima: Member, newcomer: JoinRequest
) -> None:
    actions.accept(newcomer, by=cast.beheer, somebody_else=True)
    former = Member.objects.get(pk=fatima.pk)
    with pytest.raises(AlreadyMember):
        actions.let_back(former, by=cast.beheer, email=ADDRESS, checked="Gebeld")
    actions.let_back(former, by=cast.beheer, email="fatima.thuis@voorbeeld.test", checked="Gebeld")
    assert Member.objects.get(pk=fatima.pk).is_active


def test_who_was_erased_does_not_come_back_as_a_shell(cast: Cast, fatima: Member) -> None:
    privacy.erase(fatima, by=cast.beheer)
    erased = Member.objects.get(pk=fatima.pk)
    with pytest.raises(Erased):
        actions.let_back(erased, by=cast.beheer, email=ADDRESS, checked="Gebeld")
    assert actions.accept(waiting(), by=cast.beheer).pk != fatima.pk


def corrected_to_it(cast: Cast) -> None:
    actions.change_email(cast.pieter, by=cast.beheer, email=ADDRESS)


def changed_to_it(cast: Cast) -> None:
    actions.use_new_address(cast.pieter, ADDRESS, session="")
    cast.pieter.save()


@pytest.mark.parametrize("taken_over", [corrected_to_it, changed_to_it])
def test_a_member_who_gets_the_address_shares_nothing_with_who_had_it(
    cast: Cast, fatima: Member, taken_over: Any
) -> None:
    taken_over(cast)
    assert Member.objects.get(pk=fatima.pk).address == ""
    exported = str(privacy.export(cast.pieter, by=cast.pieter))
    assert "Fatima" not in exported
    assert "members.left" not in exported
    assert not list(Case.objects.of(cast.pieter))


def test_who_left_is_found_by_no_typed_address(cast: Cast, fatima: Member, mailbox: Mailbox) -> None:
    typed = {"what": "Bellen", "due_on": (timezone.localdate() + timedelta(days=3)).isoformat()}
    assert CommitmentForm({**typed, "owner": ADDRESS}).errors["owner"]
    with pytest.raises(ValidationError):
        CameToo().clean(ADDRESS)
    case = make_case(cast, together=ADDRESS)
    assert not case.co_submitters.exists()
    client = Client()
    before = len(mailbox.of(ADDRESS))
    client.post("/inloggen/code/", {"email": ADDRESS})
    client.post("/account/wachtwoord/vergeten/", {"email": ADDRESS})
    sent = mailbox.of(ADDRESS)[before:]
    assert len(sent) == 2
    assert fatima.name not in "".join(str(one.body) for one in sent)
