"""What everybody reads is published by somebody else than who wrote it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import AnotherMustPublish, NotAllowed
from atelier.base.models import WaitingText
from atelier.base.words.dates import nice_date
from atelier.desk import seconds
from atelier.front.models import PageText
from atelier.front.queries.texts import default_text
from meetings import actions
from meetings.models import Meeting
from members.models import Member, Organisation
from tests.cast import PASSWORD, Cast
from tests.meetings.helpers import make_meeting

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
    before = meeting.public_text
    actions.change(meeting, by=cast.noor, public_text="Kom kijken.", theme="Schulden")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.public_text, meeting.theme) == (before, "Schulden")
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


def test_words_of_what_is_gone_wait_no_more(cast: Cast, organisation: Organisation) -> None:
    seconds.propose(organisation, {"about": NEW}, by=cast.noor)
    Organisation.objects.filter(pk=organisation.pk).update(about=OLD)
    Member.objects.filter(organisation=organisation).update(organisation=None)
    organisation.delete()
    seconds.publish(WaitingText.objects.get(), by=cast.beheer)
    assert not WaitingText.objects.exists()
