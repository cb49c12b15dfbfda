"""A passage is reported, and taken off at once, from wherever it stands."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import NotAllowed
from atelier.base.forms import keep
from atelier.base.guard.table import Readers, texts
from atelier.base.guard.where import Place, places
from atelier.mail.models import OutboxMessage
from atelier.removal import actions
from atelier.removal.exceptions import NothingThere
from atelier.removal.models import KEPT, Removal, Report
from atelier.removal.queries import Spot, spot, spots
from cases.models import Case, Insight, Voice
from members.models import Member
from research import actions as research
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.research.helpers import published, running
from tests.second import agree_with_all

MARKER = "appelvinkmarkering"
NAMED = f"Mevrouw Jansen ({MARKER}) belde vaak."


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def voice(cast: Cast, case: Case) -> Voice:
    return Voice.objects.create(case=case, member=cast.pieter, perspective="housing", text=NAMED)


def of(voice: Voice) -> Spot:
    found = spot("kwestie", voice.case_id, "voice", voice.pk, "text")
    assert found is not None
    return found


def as_(who: Member) -> Client:
    client = Client()
    client.force_login(who)
    return client


class TestReport:
    def test_a_member_reports_without_a_reason_and_each_moderator_gets_one_mail(self, cast: Cast, case: Case) -> None:
        answer = as_(cast.pieter).post(reverse("removal:report", args=["kwestie", case.pk]), {"words": ""})
        assert answer["Location"] == reverse("removal:thanks")
        made = Report.objects.get()
        assert (made.by, made.words) == (cast.pieter, "")
        mails = OutboxMessage.objects.filter(kind="removal.reported")
        assert [mail.recipient_id for mail in mails] == [cast.beheer.pk]

    def test_a_visitor_reports_what_a_visitor_reads_and_nothing_else(self, cast: Cast, case: Case) -> None:
        insight = Insight.objects.create(
            title="Wachten", text=NAMED, slug="wachten", published_at=timezone.now(), recorded_by=cast.beheer
        )
        answer = Client().post(reverse("removal:report", args=["inzicht", insight.pk]), {"words": NAMED})
        assert answer["Location"] == reverse("removal:thanks")
        assert [(one.by, one.words) for one in Report.objects.all()] == [(None, NAMED)]
        for kind, pk in (("kwestie", case.pk), ("kwestie", 999), ("organisatie", cast.gemeente.pk), ("nergens", 1)):
            answer = Client().get(reverse("removal:report", args=[kind, pk]))
            assert answer["Location"].startswith("/inloggen/")

    def test_a_second_time_within_an_hour_is_the_same_report_with_the_words_of_both(
        self, cast: Cast, case: Case
    ) -> None:
        first = actions.report("kwestie", case.pk, by=cast.pieter, words="Zin een.")
        again = actions.report("kwestie", case.pk, by=cast.pieter, words="Zin twee.")
        assert (again.pk, again.words) == (first.pk, "Zin een.\nZin twee.")
        other = actions.report("kwestie", case.pk, by=cast.maria)
        assert other.pk != first.pk

    def test_the_sentence_that_was_meant_lies_sealed_and_goes_when_it_is_handled(self, cast: Cast, case: Case) -> None:
        made = actions.report("kwestie", case.pk, by=None, words=NAMED)
        assert MARKER not in made.sealed
        actions.let_stand(made, by=cast.beheer)
        made.refresh_from_db()
        assert (made.words, made.outcome, made.handled_by) == ("", "stays", cast.beheer)

    def test_only_a_moderator_lets_it_stand(self, cast: Cast, case: Case) -> None:
        made = actions.report("kwestie", case.pk, by=None)
        with pytest.raises(NotAllowed):
            actions.let_stand(made, by=cast.noor)

    def test_what_was_typed_waits_for_who_logs_in_again(self, cast: Cast, case: Case) -> None:
        client, page = as_(cast.pieter), reverse("removal:report", args=["kwestie", case.pk])
        client.get(page)
        client.session.flush()
        assert client.post(page, {"words": "Deze zin."})["Location"].startswith("/inloggen/")
        key = client.session[keep.SESSION_KEY]
        client.force_login(cast.pieter)
        session = client.session
        session[keep.SESSION_KEY] = key
        session.save()
        assert client.get(page).context["form"]["words"].value() == "Deze zin."


class TestTakeOff:
    def test_the_text_goes_at_once_and_the_page_says_that_and_why(self, cast: Cast, voice: Voice) -> None:
        actions.report("kwestie", voice.case_id, by=cast.maria, words=NAMED)
        form = reverse("removal:take_off", args=["kwestie", voice.case_id, "voice", voice.pk, "text"])
        client = as_(cast.beheer)
        assert "Jansen" not in client.get(form).context["form"]["words"].value(), "a suggestion stands there already"
        typed = {"words": "Een bewoner belde vaak.", "why": "Er stond iets over een persoon.", "settles": "on"}
        assert client.post(form, typed)["Location"] == reverse("removal:choose", args=["kwestie", voice.case_id])
        voice.refresh_from_db()
        assert voice.text == "Een bewoner belde vaak."
        read = as_(cast.maria).get(voice.case.get_absolute_url()).content.decode()
        assert "Een bewoner belde vaak." in read
        assert "Er stond iets over een persoon." in read
        assert MARKER not in read
        assert Report.objects.get().outcome == "removed"
        assert Entry.objects.filter(verb="voice.text_removed", actor_id=cast.beheer.pk).exists()

    def test_without_other_words_a_mark_stands_there(self, cast: Cast, voice: Voice) -> None:
        actions.take_off(of(voice), by=cast.beheer, why="Een naam.")
        voice.refresh_from_db()
        assert voice.text == actions.MARK
        with pytest.raises(NothingThere):
            actions.take_off(of(voice), by=cast.beheer, why="Een naam.")

    def test_only_a_moderator_takes_off(self, cast: Cast, voice: Voice) -> None:
        with pytest.raises(NotAllowed):
            actions.take_off(of(voice), by=cast.noor, why="Een naam.")

    def test_other_words_and_the_reason_name_nobody_unseen(self, cast: Cast, voice: Voice) -> None:
        form = reverse("removal:take_off", args=["kwestie", voice.case_id, "voice", voice.pk, "text"])
        answer = as_(cast.beheer).post(form, {"words": NAMED, "why": "Mevrouw Jansen vroeg het."})
        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {"words", "why"}

    def test_the_earlier_words_are_read_by_who_wrote_them_and_moderators_and_by_nobody_else(
        self, cast: Cast, voice: Voice
    ) -> None:
        removal = actions.take_off(of(voice), by=cast.beheer, why="Een naam.")
        address = removal.get_absolute_url()
        assert MARKER in as_(cast.pieter).get(address).content.decode()
        assert MARKER in as_(cast.beheer).get(address).content.decode()
        assert as_(cast.maria).get(address).status_code == 404
        assert Entry.objects.filter(verb="removal.read").count() == 2

    def test_after_ninety_days_nobody_reads_them_and_the_note_stays(self, cast: Cast, voice: Voice) -> None:
        removal = actions.take_off(of(voice), by=cast.beheer, why="Een naam.")
        Removal.objects.filter(pk=removal.pk).update(at=removal.at - KEPT)
        assert as_(cast.pieter).get(removal.get_absolute_url()).status_code == 404
        assert actions.purge() == 1
        removal.refresh_from_db()
        assert (removal.sealed, removal.why) == ("", "Een naam.")
        assert Entry.objects.get(verb="removal.purged").note == "1"

    def test_an_address_made_of_a_title_goes_with_the_title(self, cast: Cast) -> None:
        found = spot("organisatie", cast.gemeente.pk, "organisation", cast.gemeente.pk, "name")
        assert found is not None
        actions.take_off(found, by=cast.beheer, why="Een naam.")
        cast.gemeente.refresh_from_db()
        assert (cast.gemeente.name, cast.gemeente.slug) == (
            f"{actions.MARK} {cast.gemeente.pk}",
            f"organisation-{cast.gemeente.pk}",
        )

    def test_a_text_of_another_page_is_not_there(self, cast: Cast, case: Case, voice: Voice) -> None:
        other = make_case(cast)
        assert spot("kwestie", other.pk, "voice", voice.pk, "text") is None
        assert spot("kwestie", case.pk, "intake", case.pk, "situation") is None
        assert spot("kwestie", case.pk, "case", case.pk, "number") is None


def _declared() -> Iterator[tuple[str, Place]]:
    yield from places().items()


class TestPlaces:
    def test_every_text_that_many_read_stands_at_a_place_or_is_the_desks(self) -> None:
        at_a_place = {label for _kind, place in _declared() for label in place.parts}
        of_many = {key.rpartition(".")[0] for key, text in texts().items() if text.readers in OF_MANY}
        assert of_many - at_a_place == DESKS

    @pytest.mark.parametrize("kind", sorted(places()))
    def test_each_part_of_a_place_is_a_way_that_is_there(self, kind: str, db: None) -> None:
        try:
            assert list(spots(kind, 0)) == []
        except FieldDoesNotExist as wrong:
            pytest.fail(str(wrong))


OF_MANY = (Readers.MEMBERS, Readers.PUBLIC)
# The studio's own words, changed at the desk; and the notes of removals themselves.
DESKS = {"meetings.Series", "meetings.Method", "meetings.MethodStep", "research.OutputMove", "removal.Removal"}


class TestFiles:
    def test_the_file_of_an_output_goes_at_once_and_its_address_gives_nothing(self, cast: Cast) -> None:
        output = published(cast)
        found = spot("onderzoek", output.project_id, "output", output.pk, "file")
        assert found is not None
        assert found.is_file
        address = reverse("research:output_file", args=[output.pk])
        assert Client().get(address).status_code == 200
        removal = actions.take_off(found, by=cast.beheer, why="Er staat een persoon in.")
        output.refresh_from_db()
        assert (output.file.name, removal.sealed) == ("", "")
        assert Client().get(address).status_code == 404
        page = Client().get(output.project.get_absolute_url()).content.decode()
        assert "Hier is iets weggehaald op" in page
        assert "Er staat een persoon in." not in page, "visitors read it once a second person did"
        assert address not in page
        agree_with_all()
        assert "Er staat een persoon in." in Client().get(output.project.get_absolute_url()).content.decode()

    def test_the_method_goes_from_the_changes_that_were_asked_too(self, cast: Cast) -> None:
        project = running(cast)
        change = research.ask_change(project, by=cast.lars, method=NAMED, reason="Beter.")
        research.agree_change(change, by=cast.ingrid)
        found = spot("onderzoek", project.pk, "project", project.pk, "method")
        assert found is not None
        actions.take_off(found, by=cast.beheer, why="Een naam.", words="Gesprekken.")
        change.refresh_from_db()
        assert change.asked == {"method": "Gesprekken."}
