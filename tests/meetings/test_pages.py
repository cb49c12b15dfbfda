"""Every page of the coordinator and the readers: who sees what, what bad input does, how many queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.exceptions import NotAllowed
from atelier.base.words.dates import nice_date
from cases import actions as cases
from cases.states import CaseState, CommitmentState
from meetings import actions
from meetings.models import AgendaItem, Answer, Attendance, Meeting, Series
from meetings.states import Choice, ItemKind, MeetingState, Presence
from members.models import Member
from tests.cases.helpers import RELEASED, make_case
from tests.cast import Cast
from tests.meetings.helpers import first_of_next_month, let_it_pass, make_meeting, method, series_values, titles
from tests.second import agree_with_all
from tests.twice import fill, forms_of

LINK = "https://vergaderen.voorbeeld.test/14"


@pytest.fixture
def noor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.noor)
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=args)


# -- Reading


def test_a_visitor_sees_the_public_part_only(client: Client, cast: Cast) -> None:
    meeting, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    actions.add_case(meeting, case, by=cast.noor, minutes=45)
    agree_with_all()
    meeting.refresh_from_db()
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert meeting.title in page
    assert meeting.public_text
    assert meeting.public_text in page
    for hidden in (RELEASED["title"], LINK, meeting.address, "Welkom"):
        assert hidden not in page


def test_a_plan_is_not_there_for_who_does_not_coordinate(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    client.force_login(cast.samira)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    client.force_login(cast.noor)
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_the_link_is_for_who_comes(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    client.force_login(cast.samira)
    assert LINK not in client.get(meeting.get_absolute_url()).content.decode()
    Answer.objects.filter(member=cast.samira).update(choice=Choice.YES_ONLINE, answered_at=timezone.now())
    assert LINK in client.get(meeting.get_absolute_url()).content.decode()


def test_names_are_shown_only_of_who_chose_so(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    coming = Answer.objects.filter(member__in=[cast.pieter, cast.maria])
    coming.update(choice=Choice.YES_ONSITE, answered_at=timezone.now())
    Answer.objects.filter(member=cast.maria).update(shows_name=True)
    client.force_login(cast.samira)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert cast.maria.name in page
    assert cast.pieter.name not in page


def test_the_agenda_opens_with_the_advice_of_the_meeting_before(client: Client, cast: Cast) -> None:
    before, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    actions.add_case(before, case, by=cast.noor, minutes=45)
    let_it_pass(before)
    actions.hold(before, by=cast.noor)
    item = AgendaItem.objects.select_related("meeting", "case").get(meeting=before, case=case)
    actions.reached(item, by=cast.noor, results={"advices": [{"text": "Wacht drie maanden."}]})
    following = make_meeting(cast, MeetingState.PUBLISHED)
    client.force_login(cast.samira)
    assert "Wacht drie maanden." in client.get(following.get_absolute_url()).content.decode()


def test_open_commitments_come_back_under_the_opening(client: Client, cast: Cast) -> None:
    case, gone = make_case(cast, CaseState.DISCUSSED), make_case(cast, CaseState.DISCUSSED)
    soon, late = timezone.localdate() + timedelta(days=10), timezone.localdate() + timedelta(days=40)
    cases.record_commitment(case, by=cast.noor, what="Belt de corporatie.", due_on=late, owner=cast.pieter)
    cases.record_commitment(case, by=cast.noor, what="Schrijft een brief.", due_on=soon, owner_role="De gemeente")
    done = cases.record_commitment(case, by=cast.noor, what="Is al gedaan.", due_on=soon, owner=cast.pieter)
    cases.answer_commitment(done, by=cast.pieter, to=CommitmentState.DONE)
    cases.record_commitment(gone, by=cast.noor, what="Van een kwestie die weg is.", due_on=soon, owner=cast.pieter)
    type(gone).objects.filter(pk=gone.pk).update(state=CaseState.WITHDRAWN, ended_at=timezone.now())
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    hidden = ("Is al gedaan.", "Van een kwestie die weg is.")
    for who, name in ((cast.samira, "detail"), (cast.noor, "detail"), (cast.noor, "agenda")):
        client.force_login(who)
        page = client.get(address(name, meeting.number)).content.decode()
        opening = page[page.index("Wat gebeurde er") : page.index("Welkom")]
        shown = ["Schrijft een brief.", "De gemeente", nice_date(soon), "Belt de corporatie.", cast.pieter.name]
        assert [opening.index(words) for words in shown] == sorted(opening.index(words) for words in shown)
        assert case.get_absolute_url() in opening
        assert not any(words in page for words in hidden)
    client.logout()
    assert "brief" not in client.get(meeting.get_absolute_url()).content.decode()


def test_of_many_open_commitments_the_first_are_shown_and_it_is_said(client: Client, cast: Cast) -> None:
    case, today = make_case(cast, CaseState.DISCUSSED), timezone.localdate()
    for days in range(21):
        cases.record_commitment(
            case, by=cast.noor, what=f"Belofte {days}.", due_on=today + timedelta(days=days), owner=cast.pieter
        )
    client.force_login(cast.samira)
    page = client.get(make_meeting(cast, MeetingState.PUBLISHED).get_absolute_url()).content.decode()
    assert page.count("Belofte ") == 20
    assert "Dit zijn de eerste; er zijn er meer." in page


def test_the_meeting_of_an_earlier_time_shows_no_commitments_made_since(client: Client, cast: Cast) -> None:
    meeting, case = make_meeting(cast, MeetingState.REPORTED), make_case(cast, CaseState.DISCUSSED)
    cases.record_commitment(
        case, by=cast.noor, what="Belt de corporatie.", due_on=timezone.localdate(), owner=cast.pieter
    )
    client.force_login(cast.samira)
    assert "Belt de corporatie." not in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["list", "methods", "coordination", "series_list", "series_new", "plan"])
def test_pages_without_an_object(noor: Client, name: str) -> None:
    assert noor.get(address(name)).status_code == 200


@pytest.mark.parametrize("state", MeetingState.values)
def test_pages_of_a_meeting_in_every_state(noor: Client, cast: Cast, state: str) -> None:
    meeting = make_meeting(cast, MeetingState(state))
    assert noor.get(address("list")).status_code == 200
    for name in ("detail", "workplace", "agenda", "report", "cancel", "publish", "change"):
        assert noor.get(address(name, meeting.number)).status_code == 200, name


def test_members_may_not_coordinate(client: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    client.force_login(cast.samira)
    for name in ("coordination", "series_list", "series_new", "plan"):
        assert client.get(address(name)).status_code == 403, name
    for name in ("workplace", "agenda", "report", "cancel", "publish", "change", "hold"):
        assert client.post(address(name, meeting.number)).status_code == 403, name


# -- The number of queries


@pytest.mark.parametrize("who", [None, "samira", "noor"])
def test_the_list_asks_the_same_for_one_and_for_three(
    client: Client, cast: Cast, django_assert_max_num_queries: Any, who: str | None
) -> None:
    if who:
        client.force_login(getattr(cast, who))
    make_meeting(cast, MeetingState.PUBLISHED)
    with django_assert_max_num_queries(8) as one:
        client.get(address("list"))
    make_meeting(cast, MeetingState.PUBLISHED, days=60)
    make_meeting(cast, MeetingState.PUBLISHED, days=90)
    with django_assert_max_num_queries(len(one)):
        client.get(address("list"))


@pytest.mark.parametrize("name", ["detail", "workplace", "agenda"])
def test_a_meeting_asks_the_same_for_one_and_for_three_items(
    noor: Client, cast: Cast, django_assert_max_num_queries: Any, name: str
) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    actions.add_case(meeting, make_case(cast), by=cast.noor, minutes=45)
    noor.get(address(name, meeting.number))  # the first page of a session also writes the session
    with django_assert_max_num_queries(12) as one:
        noor.get(address(name, meeting.number))
    for _more in range(2):
        actions.add_case(meeting, make_case(cast), by=cast.noor, minutes=45)
        make_case(cast)
    actions.add_method(meeting, method("incident"), by=cast.noor)
    with django_assert_max_num_queries(len(one)):
        noor.get(address(name, meeting.number))


def test_coordination_and_report_stay_within_the_budget(
    noor: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    meeting = make_meeting(cast, MeetingState.PUBLISHED)
    for _each in range(3):
        make_case(cast)
        actions.add_case(meeting, make_case(cast), by=cast.noor, minutes=30)
        make_meeting(cast, days=90)
    with django_assert_max_num_queries(12):
        noor.get(address("coordination"))
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    with django_assert_max_num_queries(12):
        noor.get(address("report", meeting.number))


# -- Planning


def form_of(**values: Any) -> dict[str, Any]:
    fixed = {
        "title": "Wie mag er blijven wonen?",
        "theme": "Wonen",
        "public_text": "We praten over huurachterstand.",
        "day": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "start": "13:30",
        "end": "16:30",
        "place": "Roermond",
        "address": "",
        "online_url": "",
        "capacity": "40",
        "seats_for_lived": "6",
    }
    return {**fixed, **values}


def test_planning_makes_a_meeting_and_leads_to_its_agenda(noor: Client) -> None:
    answer = noor.post(address("plan"), form_of())
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == address("agenda", meeting.number)
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "13:30"


def test_a_double_submit_plans_one_meeting(noor: Client) -> None:
    page = fill(noor, address("plan"), typed=form_of())
    assert page.send(noor).url == page.send(noor).url
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"day": "2020-01-01"}, "day"),
        ({"day": "31-02-2027"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"end": "13:00"}, "end"),
        ({"start": "13:07"}, "start"),
        ({"seats_for_lived": "41"}, "seats_for_lived"),
        ({"capacity": "-1"}, "capacity"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"title": "Over burger 111222333"}, "title"),
    ],
)
def test_a_wrong_plan_is_told_at_its_field_and_typed_text_stays(
    noor: Client, wrong: dict[str, str], field: str
) -> None:
    answer = noor.post(address("plan"), form_of(**wrong))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "Roermond" in answer.content.decode()
    assert Meeting.objects.count() == 0


def test_too_long_a_title_says_how_long_it_is(noor: Client) -> None:
    answer = noor.post(address("plan"), form_of(title="x" * 170))
    assert "170" in answer.context["form"].errors["title"][0]


def test_control_and_zero_width_characters_are_left_out(noor: Client) -> None:
    noor.post(address("plan"), form_of(title="Wo\u200bnen\x00 nu"))
    assert Meeting.objects.get().title == "Wonen nu"


def test_a_stale_page_gives_a_conflict_that_keeps_the_text(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    seen = noor.get(address("change", meeting.number)).context["form"]["version"].value()
    actions.change(meeting, by=cast.beheer, title="Van een ander")
    answer = noor.post(address("change", meeting.number), form_of(title="Van mij", version=seen))
    assert answer.status_code == 409
    assert "Van mij" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.title == "Van een ander"


def test_a_holiday_is_warned_for(noor: Client) -> None:
    year = timezone.localdate().year + 1
    answer = noor.post(address("plan"), form_of(day=f"{year}-12-25"), follow=True)
    assert "Eerste kerstdag" in answer.content.decode()


def test_publishing_invites_everybody_and_cancelling_asks_why(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    noor.post(address("publish", meeting.number))
    assert Answer.objects.filter(meeting=meeting).count() == 7
    answer = noor.post(address("cancel", meeting.number), {"reason": " "})
    assert "reason" in answer.context["form"].errors
    noor.post(address("cancel", meeting.number), {"reason": "De zaal is dicht."})
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
    for who, reads in ((cast.noor, True), (cast.samira, True), (None, False)):
        noor.logout()
        if who:
            noor.force_login(who)
        page = noor.get(meeting.get_absolute_url()).content.decode()
        assert ("Deze bijeenkomst gaat niet door." in page, "De zaal is dicht." in page) == (True, reads)
    Answer.objects.filter(member=cast.pieter).delete()
    noor.force_login(cast.pieter)
    assert "De zaal is dicht." not in noor.get(meeting.get_absolute_url()).content.decode()


# -- Series


def rule_of(**values: Any) -> dict[str, Any]:
    fixed = {
        "name": "Bijeenkomsten",
        "every_months": "2",
        "nth": "2",
        "weekday": "3",
        "first_month": f"{first_of_next_month():%Y-%m}",
        "count": "6",
        "start_time": "13:30",
        "end_time": "16:30",
        "skip_school_holidays": "on",
        "place": "Roermond",
        "capacity": "40",
        "seats_for_lived": "6",
        "reminder_answer_days": "14",
        "reminder_agenda_days": "2",
        "reminder_online_hours": "3",
    }
    return {**fixed, **values}


def test_the_dates_are_seen_before_anything_is_kept(noor: Client) -> None:
    answer = noor.post(address("series_new"), rule_of())
    assert len(answer.context["rows"]) == 6
    assert Series.objects.count() == 0
    days = [proposal.day.isoformat() for proposal, ticked in answer.context["rows"] if ticked]
    noor.post(address("series_new"), rule_of(save="1", days=days))
    series = Series.objects.get()
    assert [meeting.day.isoformat() for meeting in series.meetings.order_by("starts_at")] == days
    assert all(meeting.agenda_items.count() == 1 for meeting in series.meetings.all())


def test_the_day_in_place_of_a_holiday_is_chosen_already(noor: Client) -> None:
    year = timezone.localdate().year + 1
    for first_month in (f"{year}-{month:02d}" for month in (1, 2, 5)):
        page = noor.post(address("series_new"), rule_of(first_month=first_month, count="4", every_months="1"))
        instead = {proposal.instead.isoformat() for proposal, _ticked in page.context["rows"] if proposal.instead}
        assert page.context["instead_ticked"] == instead
        for day in instead:
            box = page.content.decode().split(f'value="{day}"')[1].split(">")[0]
            assert "checked" in box


def test_no_ticked_date_or_one_that_was_not_offered_is_refused(noor: Client) -> None:
    assert noor.post(address("series_new"), rule_of(save="1")).context["days"].errors
    assert noor.post(address("series_new"), rule_of(save="1", days=["2031-01-01"])).context["days"].errors
    assert Series.objects.count() == 0


def test_who_goes_back_to_the_dates_and_saves_them_again_makes_one_series(noor: Client) -> None:
    first_page = fill(noor, address("series_new"), typed=rule_of(count="2"))
    answers = []
    for _time in range(2):
        (dates,) = [one for one in forms_of(first_page.send(noor).content.decode()) if one.has("save")]
        answers.append(noor.post(address("series_new"), {**dates.as_it_stands(), "save": "1"}))
    assert answers[0].url == answers[1].url
    assert Series.objects.count() == 1


def make_series(cast: Cast) -> Series:
    return actions.make_series(by=cast.noor, **series_values())


@pytest.mark.parametrize(
    ("scope", "moved"),
    [("this", [False, True, False]), ("later", [False, True, True]), ("all", [True, True, True])],
)
def test_this_one_this_and_later_or_all(noor: Client, cast: Cast, scope: str, moved: list[bool]) -> None:
    first, second, third = make_series(cast).meetings.order_by("starts_at")
    values = form_of(title="De tweede", day=second.day.isoformat(), start="14:00", place="Venlo", scope=scope)
    noor.post(address("change", second.number), values)
    now = [Meeting.objects.get(pk=meeting.pk) for meeting in (first, second, third)]
    assert [meeting.place == "Venlo" for meeting in now] == moved
    assert [timezone.localtime(meeting.starts_at).hour == 14 for meeting in now] == moved
    assert [meeting.title for meeting in now] == ["Reeks", "De tweede", "Reeks"]
    assert [meeting.day for meeting in now] == [first.day, second.day, third.day]


def test_the_others_keep_what_was_not_changed_here(noor: Client, cast: Cast) -> None:
    first, second, third = make_series(cast).meetings.order_by("starts_at")
    own = {"online_url": LINK, "capacity": 9, "seats_for_lived": 1, "ends_at": third.ends_at + timedelta(minutes=30)}
    Meeting.objects.filter(pk=third.pk).update(**own)
    values = form_of(day=second.day.isoformat(), address="Kapellerlaan 36", scope="all")
    assert noor.post(address("change", second.number), values).status_code == 302
    now = [Meeting.objects.get(pk=meeting.pk) for meeting in (first, second, third)]
    assert [meeting.address for meeting in now] == ["Kapellerlaan 36"] * 3
    assert {name: getattr(now[2], name) for name in own} == own
    assert [meeting.starts_at for meeting in now] == [meeting.starts_at for meeting in (first, second, third)]


def test_fewer_places_than_another_one_keeps_is_told(noor: Client, cast: Cast) -> None:
    first, second, _third = make_series(cast).meetings.order_by("starts_at")
    Meeting.objects.filter(pk=second.pk).update(seats_for_lived=2)
    values = form_of(day=second.day.isoformat(), capacity="4", seats_for_lived="2", scope="all")
    answer = noor.post(address("change", second.number), values)
    assert "niet meer plaatsen" in str(answer.context["form"].errors)
    assert set(Meeting.objects.values_list("capacity", flat=True)) == {first.capacity}


@pytest.mark.parametrize("days", [-2, 5, 60])
@pytest.mark.parametrize(
    ("scope", "moved"),
    [("this", [False, True, False]), ("later", [False, True, True]), ("all", [True, True, True])],
)
def test_the_others_move_by_as_many_days(noor: Client, cast: Cast, scope: str, moved: list[bool], days: int) -> None:
    """Sixty days is the distance between them: each lands where the next one was."""
    meetings = list(make_series(cast).meetings.order_by("starts_at"))
    second = meetings[1]
    values = form_of(day=(second.day + timedelta(days=days)).isoformat(), scope=scope, move_days="on")
    answer = noor.post(address("change", second.number), values)
    if (scope, days) == ("this", 60):
        assert "al een bijeenkomst" in str(answer.context["form"].errors)
        assert Meeting.objects.get(pk=second.pk).day == second.day
        return
    assert answer.status_code == 302
    now = [Meeting.objects.get(pk=meeting.pk) for meeting in meetings]
    assert [new.day - old.day for new, old in zip(now, meetings, strict=True)] == [
        timedelta(days=days if does else 0) for does in moved
    ]


def test_holidays_that_the_others_move_to_are_told(noor: Client, cast: Cast) -> None:
    year = timezone.localdate().year + 1
    days = [date(year, 12, 10), date(year, 12, 24)]
    first = actions.make_series(by=cast.noor, **series_values(days=days)).meetings.earliest("starts_at")
    values = form_of(day=f"{year}-12-11", scope="later", move_days="on")
    page = noor.post(address("change", first.number), values, follow=True).content.decode()
    assert "Eerste kerstdag" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "31-12-9999"}, "day"),
        ({"day": "01-01-0001"}, "day"),
        ({"start": "23:59"}, "start"),
        ({"end": "00:00"}, "end"),
        ({"start": "", "end": ""}, "start"),
        ({"scope": "never"}, "scope"),
    ],
)
def test_a_wrong_change_is_told_at_its_field(noor: Client, cast: Cast, wrong: dict[str, str], field: str) -> None:
    first = make_series(cast).meetings.earliest("starts_at")
    values = form_of(**{"scope": "all", "move_days": "on", **wrong})
    assert field in noor.post(address("change", first.number), values).context["form"].errors
    assert Meeting.objects.earliest("starts_at").day == first.day


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"start_time": "23:59"}, "start_time"),
        ({"end_time": "00:00"}, "end_time"),
        ({"end_time": "13:30"}, "end_time"),
        ({"weekday": "9"}, "weekday"),
        ({"nth": "9"}, "nth"),
        ({"every_months": "0"}, "every_months"),
        ({"capacity": "9" * 30}, "capacity"),
        ({"seats_for_lived": "41"}, "seats_for_lived"),
        ({"reminder_answer_days": "0"}, "reminder_answer_days"),
    ],
)
def test_a_wrong_rule_is_told_at_its_field(noor: Client, cast: Cast, wrong: dict[str, str], field: str) -> None:
    series = make_series(cast)
    for where in (address("series_new"), series.get_absolute_url()):
        assert field in noor.post(where, rule_of(**wrong)).context["form"].errors
    assert Series.objects.get().version == series.version


@pytest.mark.parametrize("wrong", [{"first_month": "9999-12"}, {"first_month": "0001-01"}, {"count": "999"}, {}])
def test_wrong_dates_for_a_series_are_told(noor: Client, cast: Cast, wrong: dict[str, str]) -> None:
    series = make_series(cast)
    for where in (address("series_new"), address("series_dates", series.pk)):
        sent = rule_of(save="1", days=["9999-12-31", "x"], **wrong)
        page = noor.post(where, sent).context
        assert page["form"].errors if wrong else page["days"].errors
    assert Meeting.objects.count() == 3


# -- The agenda


def test_building_an_agenda_in_the_browser(noor: Client, cast: Cast) -> None:
    meeting, case = make_meeting(cast), make_case(cast)
    method("open-gesprek")
    page = noor.get(address("agenda", meeting.number))
    seen = page.context["meeting"].agenda_version
    noor.post(
        address("agenda_case_add", meeting.number),
        {"case-case": case.number, "case-minutes": "45", "case-seen": seen},
    )
    noor.post(
        address("agenda_item_add", meeting.number),
        {"item-kind": "expert", "item-title": "De Omgekeerde Toets", "item-minutes": "40", "item-seen": seen + 1},
    )
    item = AgendaItem.objects.get(case=case)
    noor.post(
        address("agenda_method_add", meeting.number),
        {"method-method": "open-gesprek", "method-after": item.pk, "method-seen": seen + 2},
    )
    assert titles(meeting)[2:4] == [RELEASED["title"], "Rondje: wat zie jij?"]
    assert noor.get(address("agenda", meeting.number)).context["minutes"].planned == 15 + 15 + 45 + 40
    case.refresh_from_db()
    assert case.state == CaseState.SCHEDULED


def test_a_changed_order_gives_a_conflict_page(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    seen = noor.get(address("agenda", meeting.number)).context["meeting"].agenda_version
    welcome = meeting.agenda_items.get(position=2)
    actions.move_item(welcome, to=1, by=cast.beheer)
    answer = noor.post(address("agenda_move", meeting.number, welcome.pk), {"seen": seen, "down": "1"})
    assert answer.status_code == 409
    assert "Welkom" in answer.content.decode()
    assert titles(meeting)[0] == "Welkom"


def test_focus_returns_to_the_button_that_was_used(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    actions.add_item(meeting, by=cast.noor, kind=ItemKind.BREAK, title="Pauze", minutes=15)
    pause = meeting.agenda_items.get(title="Pauze")
    answer = noor.post(address("agenda_move", meeting.number, pause.pk), {"up": "1"}, follow=True)
    page = answer.content.decode()
    button = page[page.index(f'id="up-{pause.pk}"') :].split(">")[0]
    assert "autofocus" in button
    assert page.count("autofocus") == 1


def test_a_moved_item_is_answered_with_what_is_swapped_and_no_whole_page(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    item = meeting.agenda_items.get(position=2)
    htmx = {"HX-Request": "true", "HX-Target": "builder"}
    answer = noor.post(address("agenda_move", meeting.number, item.pk), {"up": "1"}, headers=htmx, follow=True)
    part = answer.content.decode()
    assert f"{item.shown_title} staat nu op plaats 1" in part
    assert 'id="builder"' in part
    assert "<h1" not in part
    assert noor.get(address("agenda", meeting.number)).content.decode().count('id="builder"') == 1


@pytest.mark.parametrize("wrong", [{}, {"to": "0"}, {"to": "abc"}, {"to": "9" * 30}])
def test_a_place_that_is_none_moves_nothing(noor: Client, cast: Cast, wrong: dict[str, str]) -> None:
    meeting = make_meeting(cast)
    before = titles(meeting)
    item = meeting.agenda_items.get(position=1)
    assert noor.post(address("agenda_move", meeting.number, item.pk), wrong).status_code == 302
    assert titles(meeting) == before


def test_an_item_of_another_meeting_is_not_there(noor: Client, cast: Cast) -> None:
    one, other = make_meeting(cast), make_meeting(cast, days=60)
    item = other.agenda_items.get(position=2)
    assert noor.get(address("agenda_item", one.number, item.pk)).status_code == 404
    for name in ("agenda_item", "agenda_move", "agenda_remove"):
        assert noor.post(address(name, one.number, item.pk), {"title": "X", "minutes": "5"}).status_code == 409
        assert noor.post(address(name, 999, item.pk)).status_code == 404
    assert titles(other)[1] == "Welkom"


def test_of_an_item_that_someone_else_took_off_what_was_typed_stays(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    item = meeting.agenda_items.get(position=2)
    seen = noor.get(address("agenda_item", meeting.number, item.pk)).context["form"]["seen"].value()
    actions.remove_item(AgendaItem.objects.get(pk=item.pk), by=cast.beheer)
    sent = {"title": "Inloop met soep", "minutes": "20", "note": "Zaal 2", "seen": seen}
    answer = noor.post(address("agenda_item", meeting.number, item.pk), sent)
    assert answer.status_code == 409
    assert answer.context["typed"] == [("Titel", "Inloop met soep"), ("Minuten", "20"), ("Toelichting", "Zaal 2")]
    for name, sent in (("agenda_move", {"up": "1", "seen": seen}), ("agenda_remove", {"seen": seen})):
        answer = noor.post(address(name, meeting.number, item.pk), sent)
        assert (answer.status_code, answer.context["typed"]) == (409, [])


def test_wrong_minutes_and_a_case_that_does_not_wait_are_told(noor: Client, cast: Cast) -> None:
    meeting, case = make_meeting(cast), make_case(cast, CaseState.SUBMITTED)
    answer = noor.post(address("agenda_case_add", meeting.number), {"case-case": case.number, "case-minutes": "0"})
    assert set(answer.context["form"].errors) == {"case", "minutes"}
    answer = noor.post(address("agenda_item_add", meeting.number), {"item-kind": "case", "item-title": "X"})
    assert {"kind", "minutes"} <= set(answer.context["form"].errors)
    assert meeting.agenda_items.count() == 2


def test_changing_and_removing_an_item(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    item = meeting.agenda_items.get(position=2)
    noor.post(address("agenda_item", meeting.number, item.pk), {"title": "Inloop", "minutes": "20"})
    assert titles(meeting)[1] == "Inloop"
    stale = noor.post(address("agenda_item", meeting.number, item.pk), {"title": "Oud", "minutes": "20", "seen": "1"})
    assert stale.status_code == 409
    assert "Oud" in stale.content.decode()
    noor.post(address("agenda_remove", meeting.number, item.pk), {"sure": "1"})
    assert len(titles(meeting)) == 1


def test_what_was_typed_outlives_the_session(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast)
    page = address("agenda_add", meeting.number)
    noor.get(page)
    del noor.cookies["sessionid"]
    sent = {"item-kind": "break", "item-title": "Pauze met soep", "item-minutes": "20"}
    gone = noor.post(address("agenda_item_add", meeting.number), sent, headers={"referer": f"http://testserver{page}"})
    assert gone.status_code == 302
    assert meeting.agenda_items.count() == 2
    noor.force_login(cast.noor)
    back = noor.get(address("agenda_item_add", meeting.number), follow=True)
    assert back.request["PATH_INFO"] == page
    assert "Pauze met soep" in back.content.decode()


# -- The report


def test_a_report_from_begin_to_end(noor: Client, cast: Cast) -> None:
    meeting, case, other = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast), make_case(cast)
    for one in (case, other):
        actions.add_case(meeting, one, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    noor.post(address("hold", meeting.number))
    noor.post(address("report", meeting.number), {f"m{cast.samira.pk}": "onsite", f"m{cast.pieter.pk}": "online"})
    assert dict(Attendance.objects.values_list("member", "presence")) == {
        cast.samira.pk: Presence.ONSITE,
        cast.pieter.pk: Presence.ONLINE,
    }
    noor.post(address("report_close", meeting.number))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD
    items = {item.case_id: item for item in meeting.agenda_items.filter(case__isnull=False)}
    noor.post(address("report_decide", meeting.number, items[case.pk].pk), {"reached": "yes"})
    noor.post(address("report_decide", meeting.number, items[other.pk].pk), {"reached": "no"})
    noor.post(address("report_close", meeting.number))
    meeting.refresh_from_db()
    case.refresh_from_db()
    other.refresh_from_db()
    assert (meeting.state, case.state, other.state) == (
        MeetingState.REPORTED,
        CaseState.DISCUSSED,
        CaseState.RELEASED,
    )


@pytest.mark.parametrize("sent", [{}, {"reached": "maybe"}])
def test_an_answer_that_is_none_decides_nothing(noor: Client, cast: Cast, sent: dict[str, str]) -> None:
    meeting, case = make_meeting(cast, MeetingState.PUBLISHED), make_case(cast)
    item = actions.add_case(meeting, case, by=cast.noor, minutes=45)
    let_it_pass(meeting)
    actions.hold(meeting, by=cast.noor)
    page = noor.post(address("report_decide", meeting.number, item.pk), sent, follow=True)
    assert "Kies: besproken of niet aan toegekomen." in page.content.decode()
    item.refresh_from_db()
    assert item.reached is None


def test_who_came_without_an_invitation_get_a_tick_too(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.HELD)
    new = [
        Member.objects.create_user(f"{name.split()[0].lower()}@voorbeeld.test", name=name, perspective="housing")
        for name in ("Zoë Nieuw", "Jan Nieuw")
    ]
    where = address("report", meeting.number)
    page = noor.post(where, {"also": "zoe nieuw\r\n\r\n JAN@voorbeeld.test ", "also_presence": "online"}, follow=True)
    assert set(Attendance.objects.filter(presence="online").values_list("member", flat=True)) == {m.pk for m in new}
    assert [page.context["form"][f"m{one.pk}"].initial for one in new] == ["online", "online"]
    with pytest.raises(NotAllowed):
        actions.tick(meeting, {999999: "onsite"}, by=cast.noor)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Ingrid Peters", "“Ingrid Peters” is geen deelnemer"),  # she left
        ("Nieuw", "Wie bedoel je met “Nieuw”: Jan Nieuw; Zoë Nieuw?"),
        ("Wie <b>is</b> dat", "geen deelnemer"),
        ("Samira Haddad", "Samira Haddad staat al in de lijst hierboven."),
        ("\n".join(f"Naam {number}" for number in range(101)), "hoogstens 100 namen"),
    ],
)
def test_a_name_that_is_not_clear_is_asked_again_with_all_that_was_typed(
    noor: Client, cast: Cast, typed: str, sentence: str
) -> None:
    meeting = make_meeting(cast, MeetingState.HELD)
    cast.ingrid.is_active = False
    cast.ingrid.save()
    for name in ("Zoë Nieuw", "Jan Nieuw"):
        Member.objects.create_user(f"{name[:3]}@voorbeeld.test", name=name, perspective="housing")
    answer = noor.post(address("report", meeting.number), {"also": typed})
    assert sentence in " ".join(answer.context["form"].errors["also"])
    assert answer.context["form"]["also"].value() == typed
    assert not Attendance.objects.exists()


def test_a_correction_of_a_tick_needs_a_reason(noor: Client, cast: Cast) -> None:
    meeting = make_meeting(cast, MeetingState.HELD)
    noor.post(address("report", meeting.number), {f"m{cast.samira.pk}": "onsite"})
    answer = noor.post(address("report", meeting.number), {f"m{cast.samira.pk}": "absent"})
    assert "reason" in answer.context["form"].errors
    corrected = {f"m{cast.samira.pk}": "absent", "reason": "Ze was ziek."}
    noor.post(address("report", meeting.number), corrected)
    assert Attendance.objects.values_list("presence", "reason").get() == (Presence.ABSENT, "Ze was ziek.")


def test_a_tick_is_corrected_and_not_taken_away_unseen(noor: Client, cast: Cast) -> None:
    meeting, where = make_meeting(cast, MeetingState.HELD), address("report", 1)
    offered = noor.get(where).context["form"]
    assert "" in dict(offered.fields[f"m{cast.samira.pk}"].choices)
    actions.tick(meeting, {cast.samira.pk: "onsite"}, by=cast.noor)
    offered = noor.get(where).context["form"]
    assert set(dict(offered.fields[f"m{cast.samira.pk}"].choices)) == set(Presence.values)
    assert "" in dict(offered.fields[f"m{cast.pieter.pk}"].choices)
    # A page from before the tick (the member checked in meanwhile) takes nothing away.
    noor.post(where, {f"m{cast.samira.pk}": "", f"m{cast.pieter.pk}": "online"})
    assert dict(Attendance.objects.values_list("member", "presence")) == {
        cast.samira.pk: Presence.ONSITE,
        cast.pieter.pk: Presence.ONLINE,
    }
