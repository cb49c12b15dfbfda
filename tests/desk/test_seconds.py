"""What everybody reads is published by somebody else than who wrote it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import AnotherMustPublish, NotAllowed, TakenMeanwhile
from atelier.base.models import WaitingText
from atelier.base.words.dates import nice_date
from atelier.desk import seconds
from atelier.front.models import PageText
from atelier.front.queries.texts import default_text
from atelier.removal.actions import take_off
from atelier.removal.queries import spot
from cases.models import Mechanism
from meetings import actions
from meetings.actions import make_series
from meetings.models import Meeting
from meetings.states import MeetingState
from members.models import Member, Organisation
from tests.cast import PASSWORD, Cast
from tests.meetings.helpers import make_meeting, series_values
from tests.second import agree_with_all

pytestmark = pytest.mark.django_db

OLD, NEW = "Wij helpen mensen met schulden.", "Wij helpen mensen die schulden hebben."


@pytest.fixture
def organisation(cast: Cast) -> Organisation:
    Organisation.objects.filter(pk=cast.welzijn.pk).update(about=OLD)
    return Organisation.objects.get(pk=cast.welzijn.pk)


@pytest.fixture
def second(cast: Cast) -> Member:
    """Another moderator."""
    return Member.objects.create_user(
        "ans@voorbeeld.test", PASSWORD, name="Ans Tweede", perspective="research", is_moderator=True
    )


@pytest.fixture
def beheer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.beheer)
    return client


def change(client: Client, organisation: Organisation, **typed: str):
    page = reverse("admin:members_organisation_change", args=[organisation.pk])
    form = client.get(page).context["adminform"].form
    kept = {name: form[name].value() or "" for name in form.fields}
    return client.post(page, {**kept, "is_confirmed": "on", **typed}, follow=True)


def step(waiting: WaitingText, name: str) -> str:
    return reverse("admin:lib_waitingtext_step", args=[waiting.pk, name])


def take(client: Client, waiting: WaitingText, name: str):
    page = client.get(step(waiting, name))
    return client.post(step(waiting, name), {"version": page.context["form"].version_now}, follow=True)


def test_new_words_of_an_organisation_wait_and_the_old_ones_stay(beheer, cast, organisation) -> None:
    change(beheer, organisation, about=NEW, website="https://zuidzij.test")
    organisation.refresh_from_db()
    assert (organisation.about, organisation.website) == (OLD, "https://zuidzij.test")
    waiting = WaitingText.objects.get()
    assert (waiting.text, waiting.by, waiting.now) == (NEW, cast.beheer, OLD)
    assert Entry.objects.filter(verb="text.proposed", object_id=str(organisation.pk)).exists()
    page = beheer.get(reverse("admin:members_organisation_change", args=[organisation.pk])).content.decode()
    assert NEW in page
    assert reverse("admin:lib_waitingtext_change", args=[waiting.pk]) in page


def test_who_goes_on_finds_the_words_that_wait_and_may_take_them_back(beheer, organisation) -> None:
    change(beheer, organisation, about=NEW)
    change(beheer, organisation, website="https://zuidzij.test")
    assert WaitingText.objects.get().text == NEW
    change(beheer, organisation, about=OLD)
    assert not WaitingText.objects.exists()


def test_who_wrote_it_is_not_offered_to_publish_it_and_cannot(beheer, cast, organisation) -> None:
    change(beheer, organisation, about=NEW)
    waiting = WaitingText.objects.get()
    page = beheer.get(reverse("admin:lib_waitingtext_change", args=[waiting.pk]))
    assert "publiceren" not in [url.split("/")[-2] for _label, url in page.context["steps"]]
    with pytest.raises(AnotherMustPublish):
        seconds.publish(waiting, by=cast.beheer)
    take(beheer, waiting, "publiceren")
    organisation.refresh_from_db()
    assert organisation.about == OLD


def test_a_second_moderator_reads_both_and_publishes(beheer, organisation, second) -> None:
    change(beheer, organisation, about=NEW)
    waiting = WaitingText.objects.get()
    beheer.force_login(second)
    page = beheer.get(step(waiting, "publiceren")).content.decode()
    assert OLD in page
    assert NEW in page
    take(beheer, waiting, "publiceren")
    organisation.refresh_from_db()
    assert organisation.about == NEW
    assert not WaitingText.objects.exists()
    assert Entry.objects.filter(verb="text.published", actor=second).exists()


def test_it_is_told_what_may_lead_to_a_person_and_why_it_stays(beheer, organisation, second) -> None:
    words = "Vraag naar mevrouw Brouns."
    page = reverse("admin:members_organisation_change", args=[organisation.pk])
    form = beheer.get(page).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"is_confirmed": "on", "about": words}
    [piece] = beheer.post(page, sent).context["adminform"].form.pieces["about"]
    assert not WaitingText.objects.exists()
    beheer.post(page, {**sent, piece.key: "leave"})
    beheer.force_login(second)
    told = beheer.get(step(WaitingText.objects.get(), "publiceren")).context["weighed"]
    assert [(one.text, one.choice) for one in told] == [("Brouns", "Deze persoon vindt het goed")]


def test_what_is_left_as_it_was_is_gone(beheer, organisation, second) -> None:
    change(beheer, organisation, about=NEW)
    beheer.force_login(second)
    take(beheer, WaitingText.objects.get(), "niet-publiceren")
    organisation.refresh_from_db()
    assert organisation.about == OLD
    assert not WaitingText.objects.exists()


def test_a_page_shows_the_words_that_came_along_until_the_first_ones_are_published(beheer, second) -> None:
    text = default_text("about", "nl")
    typed = {"key": "about", "language": "nl", "title": text.title, "body": "Wij leren samen."}
    beheer.post(reverse("admin:pages_pagetext_add"), typed)
    assert PageText.objects.get().body == text.body
    waiting = WaitingText.objects.get()
    assert (waiting.field, waiting.text) == ("body", "Wij leren samen.")
    assert "Wij leren samen." not in beheer.get(reverse("about")).content.decode()
    seconds.publish(waiting, by=second)
    assert "Wij leren samen." in beheer.get(reverse("about")).content.decode()


def test_the_text_for_everybody_of_a_meeting_waits_for_a_moderator(cast: Cast) -> None:
    meeting = make_meeting(cast)
    agree_with_all()
    before = Meeting.objects.get(pk=meeting.pk).public_text
    assert before
    actions.change(meeting, by=cast.noor, public_text="Kom kijken.")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.public_text == before
    waiting = WaitingText.objects.get()
    with pytest.raises(AnotherMustPublish):
        seconds.publish(waiting, by=cast.noor)
    for nobody_here in (cast.samira, cast.ingrid):
        with pytest.raises(NotAllowed):
            seconds.publish(waiting, by=nobody_here)
        with pytest.raises(NotAllowed):
            seconds.turn_down(waiting, by=nobody_here)
    seconds.publish(waiting, by=cast.beheer)
    assert Meeting.objects.get(pk=meeting.pk).public_text == "Kom kijken."


def test_what_nobody_publishes_in_ninety_days_goes_and_the_words_of_before_stay(beheer, cast, organisation) -> None:
    change(beheer, organisation, about=NEW)
    page = beheer.get(reverse("admin:lib_waitingtext_changelist")).content.decode()
    assert nice_date(timezone.now() + timedelta(days=90)) in page
    with time_machine.travel(timezone.now() + timedelta(days=89)):
        assert seconds.end_waiting() == 0
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert (seconds.due().count(), seconds.end_waiting(), seconds.end_waiting()) == (1, 1, 0)
    organisation.refresh_from_db()
    assert organisation.about == OLD
    assert Entry.objects.filter(verb="text.lapsed", actor=None, object_id=str(organisation.pk)).count() == 1


def test_members_have_a_title_at_once_and_visitors_when_a_second_person_agreed(client: Client, cast: Cast) -> None:
    meeting = make_meeting(
        cast, MeetingState.PUBLISHED, title="Schulden en schaamte", theme="Schulden", public_text=""
    )
    client.force_login(cast.samira)
    assert "Schulden en schaamte" in client.get(meeting.get_absolute_url()).content.decode()
    client.logout()
    pages = [meeting.get_absolute_url(), reverse("meetings:list"), reverse("home")]
    pages.append(reverse("removal:report", args=["bijeenkomst", meeting.pk]))

    def outside() -> str:
        return "".join(client.get(page).content.decode() for page in pages)

    assert "Schulden" not in outside()
    assert outside().count(f"Bijeenkomst {meeting.number}") >= len(pages)
    agree_with_all()
    assert outside().count("Schulden en schaamte") >= len(pages)
    actions.change(meeting, by=cast.noor, title="Mevrouw De Wit en de schulden")
    assert "De Wit" not in outside()
    assert "Schulden en schaamte" in outside(), "the old title stays until then"
    agree_with_all()
    assert "De Wit" in outside()


def test_a_title_that_says_the_number_only_asks_nobody(cast: Cast) -> None:
    meeting = make_meeting(cast, theme="", public_text="")
    WaitingText.objects.all().delete()
    actions.change(meeting, by=cast.noor, title=f"Bijeenkomst {meeting.number}")
    assert not WaitingText.objects.exists()
    assert not Meeting.objects.get(pk=meeting.pk).waits_for_agreement


def test_the_title_of_a_series_is_read_once_for_all_its_meetings(beheer: Client, cast: Cast) -> None:
    make_series(by=cast.noor, **series_values(name="Wonen"))
    waiting = list(WaitingText.objects.all())
    assert [one.field for one in waiting] == ["agreed_title"] * 3
    assert "Dezelfde woorden wachten ook" in beheer.get(step(waiting[0], "publiceren")).content.decode()
    seconds.publish(waiting[1], by=cast.beheer)
    assert not WaitingText.objects.exists()
    assert set(Meeting.objects.values_list("agreed_title", flat=True)) == {"Wonen"}


def test_the_same_words_of_who_publishes_go_on_waiting(cast: Cast) -> None:
    one, other = (make_meeting(cast, days=days, theme="", public_text="") for days in (20, 30))
    WaitingText.objects.filter(object_id=other.pk).update(by=cast.beheer)
    seconds.publish(WaitingText.objects.get(object_id=one.pk), by=cast.beheer)
    assert [waiting.object_id for waiting in WaitingText.objects.all()] == [other.pk]


def test_a_title_that_is_taken_off_waits_no_more_and_visitors_see_the_number(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED, title="Bij mevrouw De Wit", theme="", public_text="")
    agree_with_all()
    actions.change(meeting, by=cast.noor, title="Bij mevrouw De Wit thuis")
    found = spot("bijeenkomst", meeting.pk, "meeting", meeting.pk, "title")
    assert found is not None
    take_off(found, by=cast.beheer, why="Een naam.", words="Thuis")
    assert not WaitingText.objects.filter(field="agreed_title").exists()
    assert "De Wit" not in client.get(meeting.get_absolute_url()).content.decode()


def test_a_name_of_a_mechanism_waits_and_two_cannot_have_the_same(beheer: Client, second: Member, cast: Cast) -> None:
    page = reverse("admin:cases_mechanism_add")
    beheer.post(page, {"name": "Schaamte", "slug": "schaamte", "about": "Wie zich schaamt, blijft weg."})
    mechanism = Mechanism.objects.get()
    assert "Schaamte" not in mechanism.name
    assert mechanism.about == ""
    other = Mechanism.objects.create(name="Schaamte", slug="anders")
    with pytest.raises(TakenMeanwhile):
        seconds.publish(WaitingText.objects.get(field="name"), by=second)
    other.delete()
    agree_with_all(second)
    mechanism.refresh_from_db()
    assert (mechanism.name, mechanism.about) == ("Schaamte", "Wie zich schaamt, blijft weg.")


def test_words_of_what_is_gone_wait_no_more(cast: Cast, organisation: Organisation) -> None:
    seconds.propose(organisation, {"about": NEW}, by=cast.noor)
    Organisation.objects.filter(pk=organisation.pk).update(about=OLD)
    Member.objects.filter(organisation=organisation).update(organisation=None)
    organisation.delete()
    seconds.publish(WaitingText.objects.get(), by=cast.beheer)
    assert not WaitingText.objects.exists()


class Halfway(Exception):
    pass


def stop(*_args: object, **_more: object) -> None:
    raise Halfway


def do(verb: str, organisation: Organisation, *, by: Member) -> None:
    if verb == "propose":
        seconds.propose(organisation, {"about": "Weer anders."}, by=by)
    elif verb == "end_waiting":
        seconds.end_waiting()
    else:
        getattr(seconds, verb)(WaitingText.objects.get(), by=by)


@pytest.mark.parametrize("verb", ["propose", "publish", "turn_down", "end_waiting"])
def test_what_stops_halfway_has_done_nothing(
    cast: Cast, organisation: Organisation, second: Member, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    seconds.propose(organisation, {"about": NEW}, by=cast.beheer)
    before = Entry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(seconds, "TEXT_WAITS", timedelta(0))
        if verb in ("propose", "publish"):  # they write first, and record it then
            patch.setattr(seconds, "record", stop)
        else:
            patch.setattr(WaitingText, "delete", stop)
            patch.setattr(type(WaitingText.objects.all()), "delete", stop)
        with pytest.raises(Halfway):
            do(verb, organisation, by=second)
    organisation.refresh_from_db()
    assert organisation.about == OLD
    assert WaitingText.objects.get().text == NEW
    assert Entry.objects.count() == before


def test_where_no_two_may_have_a_name_the_first_is_published_and_the_other_waits(cast: Cast, second: Member) -> None:
    one, other = (Mechanism.objects.create(name=f"Nog geen naam {number}", slug=f"m{number}") for number in (1, 2))
    for each in (one, other):
        seconds.propose(each, {"name": "Schaamte"}, by=cast.beheer)
    first, last = WaitingText.objects.order_by("pk")
    seconds.publish(first, by=second)
    one.refresh_from_db()
    assert one.name == "Schaamte"
    with pytest.raises(TakenMeanwhile):
        seconds.publish(last, by=second)
