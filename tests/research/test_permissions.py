"""Who may what in research, for everybody there can be, in every state."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from research import permissions
from research.states import AskedState, JudgedAs, OutputState, ProjectState
from tests.people import everybody, who

TAKE_PART = "member student teacher moderator coordinator superuser"
# Who reviews the project below, besides its supervisor.
MODERATORS = "moderator superuser"


def a_project(
    state: str = ProjectState.RUNNING, *, workers: tuple[str, ...] = ("student", "left"), **facts: Any
) -> Any:
    """Of the student (and of somebody who left), under the teacher's wing."""
    people = everybody()
    participants = [people[name] for name in workers]
    fixed = {
        "state": state,
        "participants": SimpleNamespace(all=lambda: participants),
        "supervisor_id": people["teacher"].pk,
        "asked": None,
        "partner_id": None,
    }
    return SimpleNamespace(**{**fixed, **facts})


def an_output(state: str = OutputState.PUBLISHED, project: Any = None, **facts: Any) -> Any:
    fixed = {
        "state": state,
        "project": project or a_project(),
        "published_at": None,
        "judged_as": "",
        "judged_by_id": None,
        "judgement_words": "",
        "words_read_at": None,
    }
    return SimpleNamespace(**{**fixed, **facts})


def by_state(right: Callable[[Any, Any], bool], states: Any, make: Callable[[str], Any]) -> dict[str, str]:
    """Who may, in the states in which anybody may."""
    found = {}
    for state in states:
        thing = make(state)
        found[str(state)] = who(lambda user, thing=thing: right(user, thing))
    return {state: people for state, people in found.items() if people}


@pytest.mark.parametrize(
    ("right", "people"),
    [
        (permissions.may_propose, TAKE_PART),
        (permissions.may_ask, TAKE_PART),
        (permissions.may_keep_questions, "teacher moderator coordinator superuser"),
    ],
)
def test_a_role_gives_its_right(right: Callable[[Any], bool], people: str) -> None:
    assert who(right) == people


def an_asked_question(state: str) -> Any:
    return SimpleNamespace(state=state, asker_id=everybody()["member"].pk)


def test_a_question_that_still_waits_is_withdrawn_by_its_asker_or_a_moderator_and_picked_up_by_researchers() -> None:
    waits = ("open", "picked_up")
    taken_back = by_state(permissions.may_withdraw_asked, AskedState, an_asked_question)
    assert taken_back == dict.fromkeys(waits, "member moderator superuser")
    picked_up = by_state(permissions.may_pick_up, AskedState, an_asked_question)
    assert picked_up == dict.fromkeys(waits, "student teacher superuser")


def test_a_researcher_works_on_it_while_they_take_part() -> None:
    assert who(lambda user: permissions.works_on(user, a_project())) == "student"


def test_a_registration_is_rewritten_by_its_researchers_until_it_is_handed_in() -> None:
    assert by_state(permissions.may_edit_registration, ProjectState, a_project) == {
        "draft": "student",
        "changes_asked": "student",
    }


def test_research_that_goes_on_is_stopped_by_its_researchers_or_who_reviews_it() -> None:
    going = ("registered", "changes_asked", "approved", "running", "delivered")
    assert by_state(permissions.may_withdraw, ProjectState, a_project) == dict.fromkeys(
        going, f"student teacher {MODERATORS}"
    )


def test_it_is_reviewed_by_its_supervisor_or_a_moderator_and_never_by_who_did_the_work() -> None:
    def reviewers(**facts: Any) -> str:
        return who(lambda user: permissions.may_review(user, a_project(**facts)))

    people = everybody()
    assert reviewers() == f"teacher {MODERATORS}"
    assert reviewers(workers=("teacher", "moderator")) == "superuser"
    # A supervisor who is no teacher any more, has left, or is nobody.
    assert reviewers(supervisor_id=people["member"].pk) == MODERATORS
    assert reviewers(supervisor_id=people["teacher who left"].pk) == MODERATORS
    assert reviewers(supervisor_id=None) == MODERATORS


@pytest.mark.parametrize("right", [permissions.may_keep_milestones, permissions.may_change_project])
def test_work_that_goes_on_is_kept_by_its_researchers_and_who_reviews_it(right: Callable[[Any, Any], bool]) -> None:
    at_work = ("approved", "running", "delivered")
    assert by_state(right, ProjectState, a_project) == dict.fromkeys(at_work, f"student teacher {MODERATORS}")


def test_outputs_are_handed_in_by_its_researchers_also_after_the_first_was_published() -> None:
    takes = ("running", "delivered", "published")
    assert by_state(permissions.may_add_output, ProjectState, a_project) == dict.fromkeys(takes, "student")


def test_no_output_of_withdrawn_research_is_reviewed() -> None:
    reviewed = by_state(permissions.may_review_output, ProjectState, lambda state: an_output(project=a_project(state)))
    assert set(reviewed.values()) == {f"teacher {MODERATORS}"}
    assert set(ProjectState) - set(reviewed) == {ProjectState.WITHDRAWN}


def test_what_came_back_is_handed_in_again_by_its_researchers_unless_the_research_was_withdrawn() -> None:
    assert by_state(permissions.may_revise, OutputState, an_output) == {"returned": "student"}
    withdrawn = a_project(ProjectState.WITHDRAWN)
    assert by_state(permissions.may_revise, OutputState, lambda state: an_output(state, withdrawn)) == {}


class TestJudging:
    def judges(self, **facts: Any) -> str:
        return who(lambda user: permissions.may_judge(user, an_output(**facts)))

    def asked_by(self, name: str) -> Any:
        return SimpleNamespace(asker_id=everybody()[name].pk)

    def test_who_asked_judges_what_was_published(self) -> None:
        asked = a_project(asked=self.asked_by("member"))
        judged = by_state(permissions.may_judge, OutputState, lambda state: an_output(state, asked))
        assert judged == {"published": "member"}

    def test_who_worked_on_it_or_left_judges_nothing(self) -> None:
        assert self.judges(project=a_project(asked=self.asked_by("student"))) == ""
        assert self.judges(project=a_project(asked=self.asked_by("left"))) == ""

    def test_members_of_the_partner_judge_until_the_asker_has(self, monkeypatch: pytest.MonkeyPatch) -> None:
        people = everybody()
        for name in ("member", "student", "left", "coordinator"):
            people[name].organisation_id = 7  # type: ignore[union-attr]
        monkeypatch.setattr("tests.people.everybody", lambda: people)
        partner = a_project(asked=self.asked_by("superuser"), partner_id=7)
        assert self.judges(project=partner) == "member coordinator superuser"
        assert self.judges(project=partner, judged_as=JudgedAs.PARTNER) == "member coordinator superuser"
        assert self.judges(project=partner, judged_as=JudgedAs.ASKER) == "superuser"
        assert self.judges(project=a_project(partner_id=8)) == ""

    def test_without_a_partner_nobody_judges_for_one_also_not_who_has_no_organisation(self) -> None:
        assert self.judges(project=a_project(partner_id=None)) == ""

    def test_it_is_said_on_whose_behalf(self) -> None:
        output = an_output(project=a_project(asked=self.asked_by("member")))
        people = everybody()
        assert permissions.judges_as(people["member"], output) == JudgedAs.ASKER
        assert permissions.judges_as(people["coordinator"], output) == JudgedAs.PARTNER
        assert permissions.judges_as(people["member"], an_output()) == JudgedAs.PARTNER


def test_what_nobody_has_read_yet_is_taken_back_by_its_researchers() -> None:
    unread = ("waiting", "returned")
    assert by_state(permissions.may_take_back, OutputState, an_output) == dict.fromkeys(unread, "student")
    assert by_state(permissions.may_take_back, OutputState, lambda state: an_output(state, published_at="once")) == {}


def test_what_was_published_is_taken_off_by_its_supervisor_or_a_moderator_even_who_worked_on_it() -> None:
    assert by_state(permissions.may_withdraw_output, OutputState, an_output) == {"published": f"teacher {MODERATORS}"}
    own = a_project(workers=("teacher", "moderator"))
    assert by_state(permissions.may_withdraw_output, OutputState, lambda state: an_output(state, own)) == {
        "published": MODERATORS
    }


def test_an_output_is_corrected_by_moderators_unless_it_is_with_its_researchers() -> None:
    corrected = by_state(permissions.may_correct, OutputState, an_output)
    assert corrected == dict.fromkeys(("waiting", "published", "withdrawn"), MODERATORS)


class TestWordsOfPractice:
    def said(self, state: str = OutputState.PUBLISHED, **facts: Any) -> Any:
        said = {"judgement_words": "Bruikbaar.", "judged_by_id": everybody()["member"].pk}
        return an_output(state, **{**said, **facts})

    def readers(self, **facts: Any) -> str:
        return who(lambda user: permissions.may_read_words(user, self.said(**facts)))

    def test_a_second_person_lets_everybody_read_them(self) -> None:
        read = by_state(permissions.may_read_words, OutputState, self.said)
        assert read == {"published": f"teacher {MODERATORS}"}
        assert self.readers(judged_by_id=everybody()["moderator"].pk) == "teacher superuser"

    def test_nothing_is_read_where_nothing_was_said_or_it_was_read(self) -> None:
        assert self.readers(judgement_words="") == ""
        assert self.readers(words_read_at="yesterday") == ""

    def test_they_are_taken_off_by_who_wrote_them_or_a_moderator(self) -> None:
        def takers(**facts: Any) -> str:
            return who(lambda user: permissions.may_take_words_off(user, self.said(**facts)))

        assert takers() == f"member {MODERATORS}"
        assert takers(judged_by_id=everybody()["left"].pk) == MODERATORS
        assert takers(judgement_words="") == ""


def test_a_change_that_waits_is_decided_by_who_reviews_while_the_work_goes_on() -> None:
    def waiting(state: str) -> Any:
        return SimpleNamespace(waits=True, project=a_project(state))

    decided = by_state(permissions.may_decide_change, ProjectState, waiting)
    assert decided == dict.fromkeys(("approved", "running", "delivered"), f"teacher {MODERATORS}")
    taken_back = by_state(permissions.may_take_change_back, ProjectState, waiting)
    assert set(taken_back) == set(ProjectState)
    assert set(taken_back.values()) == {"student"}
    done = SimpleNamespace(waits=False, project=a_project())
    assert who(lambda user: permissions.may_decide_change(user, done)) == ""
    assert who(lambda user: permissions.may_take_change_back(user, done)) == ""
