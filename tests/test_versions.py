"""Nobody's work is overwritten unseen: what changes something says from which version it was made."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from atelier.base.forms.plain import Plain
from atelier.base.forms.versions import VersionedForm
from atelier.base.models import SubmittedOnce
from meetings import actions
from meetings.actions.guest import invite_guest
from meetings.models import Attendance, GuestExpert, Meeting
from meetings.states import MeetingState
from members.models import Member
from tests.cast import Cast
from tests.meetings.helpers import let_it_pass, make_meeting
from tests.test_access import address
from tests.test_twice import clients_of
from tests.twice import SENTENCE, Filled, at_the_same_moment, fill, forms_of
from tests.twice_table import ROWS, Row
from tests.world import load_world

MAKES = "makes something new"
SEEN = "carries `seen`, the order of the agenda"
STEP = "a step of the workplace, which carries the version of what it is about for all of them"
NOTHING = "types nothing over what somebody else typed"
# Every form that carries no version, and why.
WITHOUT = {
    "members.admin.LetBackForm": STEP,
    "meetings.forms.report.AttendanceForm": "each row carries the tick it was made from",
    "atelier.desk.steps.NoQuestions": STEP,
    "atelier.base.forms.robots.GuardedForm": MAKES,
    "atelier.front.admin.SureForm": STEP,
    "atelier.front.views.privacy.EraseForm": NOTHING,
    "atelier.removal.forms.ReportForm": MAKES,
    "cases.forms.result.AdviceForm": MAKES,
    "cases.forms.result.CommitmentForm": MAKES,
    "cases.forms.result.InsightForm": MAKES,
    "cases.forms.review.CoSubmitterForm": STEP,
    "meetings.forms.agenda.CaseForm": SEEN,
    "meetings.forms.agenda.ChangeItemForm": SEEN,
    "meetings.forms.agenda.ItemForm": SEEN,
    "meetings.forms.agenda.MethodForm": SEEN,
    "meetings.forms.agenda.MoveForm": SEEN,
    "meetings.forms.agenda.SeenForm": SEEN,
    "meetings.forms.agenda.SubjectForm": SEEN,
    "meetings.forms.answer.CheckInForm": NOTHING,
    "meetings.forms.invite.InviteForm": MAKES,
    "meetings.forms.guest.GuestExpertForm": MAKES,
    "meetings.forms.guest.SlidesForm": NOTHING,
    "meetings.forms.meeting.PlanForm": MAKES,
    "meetings.forms.series.DatesForm": MAKES,
    "meetings.forms.series.SeriesForm": MAKES,
    "members.admin.AcceptForm": STEP,
    "members.admin.EmailForm": STEP,
    "members.admin.MergeForm": STEP,
    "members.admin.RolesForm": STEP,
    "members.forms.bring_seek.BringSeekForm": MAKES,
    "members.forms.directory.DirectoryForm": NOTHING,
    "members.forms.join.JoinForm": MAKES,
    "members.forms.login.AddEmailForm": MAKES,
    "members.forms.login.AddKeyForm": MAKES,
    "members.forms.login.ChangeEmailForm": "a mail to the new address confirms it",
    "members.forms.login.EditKeyForm": "the name of one's own key",
    "members.forms.member.LeaveForm": NOTHING,
    "members.forms.member.PasswordForm": NOTHING,
    "research.forms.asked.AskForm": MAKES,
    "research.forms.change.ExtendForm": NOTHING,
    "research.forms.learning_question.ProposeForm": MAKES,
    "research.forms.registration.StartForm": MAKES,
}

# What two people do here is done twice, and rightly so.
TWO_OF_THEM = {
    "cases:attachments": MAKES,
    "cases:check": "what the other window submitted is submitted, as one wanted",
    "research:milestone_add": MAKES,
    "research:output_add": MAKES,
    "meetings:report": "both tick the same; two ways are tested in tests/meetings",
}
# Rows of the table whose page says no version, and why.
OWN = "one's own way in, or one's own data; nobody else's words are in it"
SAME = "whoever does it, and however often, it is the same"
UNVERSIONED = {
    **dict.fromkeys(
        [
            "account_change_password",
            "account_email",
            "account_login",
            "account_reauthenticate",
            "account_request_login_code",
            "account_reset_password",
            "cases:submit",
            "cases:discard",
            "meetings:feed_settings",
            "meetings:guest",
            "members:join",
            "members:join_confirm",
            "members:leave",
            "members:welcome",
            "privacy_erase",
            "research:output_name",
        ],
        OWN,
    ),
    **dict.fromkeys(
        [
            "cases:attachments",
            "cases:report_add",
            "meetings:guest_add",
            "meetings:invite",
            "meetings:plan",
            "meetings:series_dates",
            "meetings:series_new",
            "members:bring_seek_add",
            "research:ask",
            "research:extend",
            "removal:report",
            "research:propose",
            "research:register",
        ],
        MAKES,
    ),
    **dict.fromkeys(
        [
            "bounced_works_again",
            "cases:together",
            "cases:together_meant",
            "cases:together_off",
            "meetings:check_in",
            "meetings:check_in_code",
            "research:question_link",
            "research:question_unlink",
        ],
        SAME,
    ),
    "meetings:report": "each row carries the tick it was made from",
}
# Who also may do what the first does; else the same person in another window.
OTHERS = {"noor": "beheer", "ingrid": "beheer"}


# Where the kinds themselves are made.
FLOOR = ("atelier.base.forms.plain", "atelier.base.forms.versions")


def kinds(of: type = Plain) -> set[type]:
    below = {one for kind in of.__subclasses__() for one in kinds(kind)}
    return below | {of} if not of.__module__.startswith((*FLOOR, "tests")) else below


def test_every_form_carries_a_version_or_says_why_not() -> None:
    load_all_forms()
    found = {name for kind in kinds() if not issubclass(kind, VersionedForm) and is_ours(name := name_of(kind))}
    assert found - set(WITHOUT) == set(), "a form that changes something is a VersionedForm"
    assert set(WITHOUT) - found == set(), "these are gone, or carry a version now"


def load_all_forms() -> None:
    from django.urls import get_resolver

    import members.forms.login

    assert members.forms.login
    assert get_resolver().url_patterns


def name_of(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def is_ours(name: str) -> bool:
    """Not one that Django makes of ours while an admin page is shown."""
    return name.startswith(("atelier.", "members.", "cases.", "meetings.", "research."))


def differing(filled: Filled) -> Filled:
    """Other words in the last text of the form."""
    texts = [name for name, value in filled.fields.items() if isinstance(value, str) and value in WORDS]
    return Filled(filled.to, {**filled.fields, **({texts[-1]: "Zin van een ander."} if texts else {})})


WORDS = {SENTENCE, *(value for row in ROWS for value in row.typed.values() if isinstance(value, str) and " " in value)}


def has_version(filled: Filled) -> bool:
    return any(name.endswith(("version", "seen")) for name in filled.fields)


def of_two(row: Row) -> list[str]:
    arguments = row.find()
    path = address(row.name, arguments)
    who = row.who(arguments) if callable(row.who) else row.who
    one, other = clients_of(who)[0], clients_of(OTHERS.get(who, who))[0]
    page = row.page(arguments) if row.page else path

    def filled(by: Client) -> Filled:
        to = path if row.page else ""
        return fill(by, page, to=to, button=row.button, typed=row.typed, preview=row.preview)

    first, second = filled(one), filled(other)
    if not has_version(first):
        assert row.name in UNVERSIONED, "give the form a VersionedForm, or its button {% version %}"
    if row.name in TWO_OF_THEM or not any(name.endswith("version") for name in first.fields):
        first.send(one)
        return []
    second = differing(second)
    before = SubmittedOnce.objects.filter(page__isnull=False).count()
    answers: list[Any] = at_the_same_moment(lambda: first.send(one), lambda: second.send(other))
    statuses = sorted(one.status_code for one in answers)
    done = SubmittedOnce.objects.filter(page__isnull=False).count() - before
    one_told = statuses in ([302, 409], [302, 403], [302, 404]) and done == 1
    wrong = [] if one_told else [f"{row.name} {path}: {statuses}, {done} done"]
    for sent, answer in zip((first, second), answers, strict=True):
        if answer.status_code >= 400:
            page_text = answer.content.decode()
            wrong += [
                f"{row.name}: {value!r} is not on the page"
                for value in sent.fields.values()
                if isinstance(value, str) and value in {*WORDS, "Zin van een ander."} and value not in page_text
            ]
    return wrong


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told_and_loses_nothing() -> None:
    load_world()
    wrong: list[str] = []
    for row in ROWS:
        try:
            wrong += of_two(row)
        except Exception as error:
            wrong.append(f"{row.name}: {type(error).__name__} {error}"[:300])
    assert not wrong, "\n".join(wrong)


DATA = "/profiel/gegevens/"


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    return client


def test_a_conflict_shows_both_and_saves_the_own_words_after_all_when_asked(samira: Client, cast: Cast) -> None:
    mine = fill(samira, DATA, typed={"name": "Samira van Mij"})
    Member.objects.filter(pk=cast.samira.pk).update(name="Samira van Hen")
    page = mine.send(samira)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Samira van Mij" in text
    assert "Samira van Hen" in text
    assert "Iemand anders" in text
    (again,) = [one for one in forms_of(text) if one.action == DATA and not one.has("_language")]
    assert Filled(DATA, again.as_it_stands()).send(samira).status_code == 302
    assert Member.objects.get(pk=cast.samira.pk).name == "Samira van Mij"


def test_a_conflict_shows_side_by_side_only_what_differs(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED, public_text="Een.\n\nTwee.")
    client.force_login(cast.noor)
    page = fill(client, f"/coordinatie/bijeenkomsten/{meeting.number}/wijzigen/", typed={"theme": "Mijn thema"})
    actions.change(meeting, by=cast.beheer, theme="Hun thema")
    text = page.send(client).content.decode()
    differs, same = text.split("<details>")
    assert re.findall("<h2>(.*)</h2>", differs) == ["Thema"]
    for label in ("Titel", "Tekst voor iedereen", "Datum", "Begint om", "Eindigt om"):
        assert f"<h3>{label}</h3>" in same


def test_who_was_first_oneself_is_not_called_somebody_else(samira: Client) -> None:
    page = fill(samira, DATA, typed={"name": "Samira Eerst"})
    assert page.send(samira).status_code == 302
    answer = Filled(DATA, {**page.fields, "name": "Samira Daarna"}).send(samira)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Je hebt deze pagina al eerder opgeslagen" in text
    assert "Iemand anders" not in text


def ticks(meeting: Meeting) -> dict[str, str]:
    return dict(Attendance.objects.filter(meeting=meeting).values_list("member__email", "presence"))


def test_a_tick_of_another_stays_and_two_different_ticks_are_a_conflict(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    actions.tick(meeting, {cast.samira.pk: "onsite", cast.pieter.pk: "onsite"}, by=cast.noor)
    client.force_login(cast.noor)
    report = f"/coordinatie/bijeenkomsten/{meeting.number}/verslag/"
    typed = {"also": "", "reason": "Niet gezien."}
    page = fill(client, report, typed={**typed, f"m{cast.samira.pk}": "absent"})
    actions.tick(meeting, {cast.pieter.pk: "online"}, by=cast.beheer, reason="Was online.")
    assert page.send(client).status_code == 302
    assert ticks(meeting)[cast.samira.email] == "absent"
    assert ticks(meeting)[cast.pieter.email] == "online"
    assert Attendance.objects.get(meeting=meeting, member=cast.pieter).reason == "Was online."
    page = fill(client, report, typed={**typed, f"m{cast.pieter.pk}": "absent"})
    actions.tick(meeting, {cast.pieter.pk: "onsite"}, by=cast.beheer, reason="Toch in de zaal.")
    assert "Iemand anders" in page.send(client).content.decode()
    assert ticks(meeting)[cast.pieter.email] == "onsite"


def test_the_link_of_a_guest_whose_slides_came_meanwhile_is_not_ended(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    guest = invite_guest(
        GuestExpert(meeting=meeting, name="Fatima Amrani", email="fatima@voorbeeld.test"), by=cast.noor
    )
    client.force_login(cast.noor)
    answers = f"/coordinatie/bijeenkomsten/{meeting.number}/antwoorden/"
    end = reverse("meetings:guest_end", args=[meeting.number, guest.pk])
    press = fill(client, answers, to=end)
    GuestExpert.objects.filter(pk=guest.pk).update(slides="slides/nieuw.pdf", slides_name="nieuw.pdf")
    assert press.send(client).status_code == 409
    assert GuestExpert.objects.get(pk=guest.pk).slides_name == "nieuw.pdf"
