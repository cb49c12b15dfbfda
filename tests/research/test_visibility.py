"""What each reader finds, in every state: the querysets themselves, without a page before them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from members.models import Member
from research.models import AskedQuestion, LearningQuestion, Milestone, NameShown, Output, Project, ProjectChange
from research.states import AskedState, ChangeState, OutputState, ProjectState, QuestionState
from tests.cast import Cast

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def a_project(cast: Cast, state: str, **fields: Any) -> Project:
    """Lars's, under Ingrid's wing."""
    fixed = {"supervisor": cast.ingrid, "question": "?", "method": "!", "title": state}
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 1)}
    slug = fields.pop("slug", f"p{Project.objects.count()}")
    project = Project.objects.create(state=state, slug=slug, **{**fixed, **days, **fields})
    project.participants.add(cast.lars)
    return project


def titles(found: Any) -> str:
    return " ".join(sorted(found.values_list("title", flat=True)))


class TestProjects:
    @pytest.fixture(autouse=True)
    def projects(self, cast: Cast) -> None:
        asked = AskedQuestion.objects.create(title="Post", question="?", why="!", asker=cast.pieter)
        for state in ProjectState:
            a_project(cast, state, asked=asked)

    def seen_by(self, reader: object) -> str:
        return titles(Project.objects.visible_to(reader))

    def test_visitors_see_what_was_published(self, cast: Cast) -> None:
        assert self.seen_by(VISITOR) == "published"
        cast.lars.is_active = cast.beheer.is_active = False
        assert self.seen_by(cast.lars) == self.seen_by(cast.beheer) == "published"

    def test_members_see_what_was_approved(self, cast: Cast) -> None:
        assert self.seen_by(cast.samira) == "approved delivered published running"

    def test_who_moderates_or_coordinates_sees_all_but_drafts(self, cast: Cast) -> None:
        not_drafts = "approved changes_asked delivered published registered running withdrawn"
        cast.samira.is_moderator = True
        assert self.seen_by(cast.noor) == self.seen_by(cast.beheer) == self.seen_by(cast.samira) == not_drafts
        Project.objects.get(state=ProjectState.DRAFT).participants.add(cast.noor)
        assert "draft" in self.seen_by(cast.noor)

    def test_who_supervises_it_or_asked_the_question_sees_all_but_its_draft(self, cast: Cast) -> None:
        not_drafts = "approved changes_asked delivered published registered running withdrawn"
        assert self.seen_by(cast.ingrid) == self.seen_by(cast.pieter) == not_drafts

    def test_who_does_it_sees_all(self, cast: Cast) -> None:
        assert self.seen_by(cast.lars) == " ".join(sorted(ProjectState.values))
        assert titles(Project.objects.of(cast.lars)) == " ".join(sorted(ProjectState.values))
        assert titles(Project.objects.of(cast.ingrid)) == ""
        Project.objects.get(state=ProjectState.RUNNING).participants.set([cast.samira])
        assert "running" not in titles(Project.objects.of(cast.lars))
        assert titles(Project.objects.of(cast.samira)) == "running"

    @pytest.mark.parametrize("reader", ["visitor", "samira"])
    def test_what_was_once_published_keeps_the_page_of_its_research(self, cast: Cast, reader: str) -> None:
        for state, published_at in (("withdrawn", timezone.now()), ("registered", None)):
            project = Project.objects.get(state=state)
            Output.objects.create(project=project, title="x", summary="x", file="x.pdf", published_at=published_at)
        seen = self.seen_by(VISITOR if reader == "visitor" else cast.samira)
        assert "withdrawn" in seen
        assert "registered" not in seen

    def test_who_supervises_has_no_drafts_under_their_wing(self, cast: Cast) -> None:
        assert titles(Project.objects.supervised_by(cast.ingrid)) == (
            "approved changes_asked delivered published registered running withdrawn"
        )
        assert not Project.objects.supervised_by(cast.lars).exists()

    def test_involved_is_who_does_it_or_supervises_it(self, cast: Cast) -> None:
        every = " ".join(sorted(ProjectState.values))
        assert titles(Project.objects.involving(cast.lars)) == titles(Project.objects.involving(cast.ingrid)) == every
        assert titles(Project.objects.involving(cast.pieter)) == ""


NEEDS_PEOPLE = "approved changes_asked delivered registered running"


class TestLeftAlone:
    @pytest.fixture(autouse=True)
    def projects(self, cast: Cast) -> None:
        for state in ProjectState:
            a_project(cast, state)

    def left(self) -> str:
        return titles(Project.objects.left_alone())

    def test_not_while_somebody_does_it_and_somebody_supervises(self, cast: Cast) -> None:
        assert self.left() == ""

    @pytest.mark.parametrize("changes", [{"is_active": False}, {"is_teacher": False}])
    def test_what_goes_on_without_a_supervisor_who_may(self, cast: Cast, changes: dict[str, bool]) -> None:
        Member.objects.filter(pk=cast.ingrid.pk).update(**changes)
        assert self.left() == NEEDS_PEOPLE

    def test_a_superuser_may_supervise_too(self, cast: Cast) -> None:
        Project.objects.update(supervisor=cast.beheer)
        assert self.left() == ""
        Project.objects.update(supervisor=None)
        assert self.left() == NEEDS_PEOPLE

    def test_what_goes_on_without_anybody_who_does_it(self, cast: Cast) -> None:
        Member.objects.filter(pk=cast.lars.pk).update(is_active=False)
        assert self.left() == NEEDS_PEOPLE
        Project.objects.get(state="running").participants.add(cast.samira)
        assert self.left() == NEEDS_PEOPLE.removesuffix(" running")


class TestOutputs:
    @pytest.fixture(autouse=True)
    def outputs(self, cast: Cast) -> None:
        project = a_project(cast, ProjectState.RUNNING)
        for state in OutputState:
            moment = timezone.now() if state == OutputState.PUBLISHED else None
            Output.objects.create(
                project=project, title=state, summary="x", file="x.pdf", state=state, published_at=moment
            )

    def seen_by(self, reader: object) -> str:
        return titles(Output.objects.visible_to(reader))

    def test_everybody_sees_what_is_published_and_the_rest_who_is_concerned(self, cast: Cast) -> None:
        everything = "published returned waiting withdrawn"
        seen = {who: self.seen_by(getattr(cast, who)) for who in ("samira", "noor", "pieter")}
        assert set(seen.values()) == {self.seen_by(VISITOR)} == {"published"}
        assert {self.seen_by(one) for one in (cast.lars, cast.ingrid, cast.beheer)} == {everything}
        cast.lars.is_active = cast.beheer.is_active = False
        assert self.seen_by(cast.lars) == self.seen_by(cast.beheer) == "published"

    def test_of_withdrawn_research_nothing_waits_or_comes_back(self, cast: Cast) -> None:
        assert titles(Output.objects.published()) == "published"
        assert titles(Output.objects.waiting()) == "waiting"
        assert titles(Output.objects.returned()) == "returned"
        Project.objects.update(state=ProjectState.WITHDRAWN)
        assert not Output.objects.waiting().exists()
        assert not Output.objects.returned().exists()
        assert titles(Output.objects.published()) == "published"

    def test_words_wait_where_something_was_said_of_what_is_published_and_nobody_has_read_it(self, cast: Cast) -> None:
        assert not Output.objects.words_waiting().exists()
        Output.objects.update(judgement_words="Bruikbaar.")
        assert titles(Output.objects.words_waiting()) == "published"
        Output.objects.update(words_read_at=timezone.now())
        assert not Output.objects.words_waiting().exists()

    def test_a_researcher_is_named_who_chose_so_for_this_work_and_takes_part(self, cast: Cast) -> None:
        published, waiting = (Output.objects.get(state=state) for state in ("published", "waiting"))
        for member, output in ((cast.samira, published), (cast.lars, published), (cast.pieter, waiting)):
            NameShown.objects.create(output=output, member=member)
        named = {one.title: [row["name"] for row in one.named] for one in Output.objects.with_names()}
        assert named["published"] == ["Lars Smeets", "Samira Haddad"]
        assert named["waiting"] == ["Pieter Janssen"]
        Member.objects.filter(pk=cast.lars.pk).update(is_active=False)
        assert [row["pk"] for row in Output.objects.with_names().get(state="published").named] == [cast.samira.pk]


def test_a_question_that_was_taken_back_is_seen_by_who_asked_it_alone(cast: Cast) -> None:
    for state in AskedState:
        AskedQuestion.objects.create(title=state, question="?", why="!", asker=cast.pieter, state=state)
    seen = "answered open picked_up"
    assert titles(AskedQuestion.objects.visible_to(cast.pieter)) == f"{seen} withdrawn"
    assert titles(AskedQuestion.objects.visible_to(cast.samira)) == seen
    assert titles(AskedQuestion.objects.visible_to(VISITOR)) == ""
    assert titles(AskedQuestion.objects.open()) == "open"
    assert titles(AskedQuestion.objects.asked_by(cast.samira)) == ""
    assert AskedQuestion.objects.asked_by(cast.pieter).count() == 4
    cast.pieter.is_active = False
    assert titles(AskedQuestion.objects.visible_to(cast.pieter)) == ""


def test_a_learning_question_is_read_once_the_studio_took_it_on_and_before_by_who_proposed_it_and_who_keeps_it(
    cast: Cast,
) -> None:
    for state in QuestionState:
        LearningQuestion.objects.create(title=state, slug=state, question="?", proposed_by=cast.pieter, state=state)
    everything = "answered open proposed set_aside"
    for keeper in (cast.ingrid, cast.noor, cast.beheer, cast.pieter):
        assert titles(LearningQuestion.objects.visible_to(keeper)) == everything
    assert titles(LearningQuestion.objects.visible_to(cast.samira)) == "answered open"
    assert titles(LearningQuestion.objects.visible_to(VISITOR)) == ""
    assert titles(LearningQuestion.objects.linkable()) == "answered open proposed"
    cast.beheer.is_active = False
    assert titles(LearningQuestion.objects.visible_to(cast.beheer)) == ""


def test_a_milestone_is_to_do_while_the_work_goes_on(cast: Cast) -> None:
    for state in ProjectState:
        Milestone.objects.create(project=a_project(cast, state), title=state, due_on=date(2026, 3, 1))
    assert titles(Milestone.objects.to_do()) == "approved delivered running"
    Milestone.objects.filter(title="running").update(done_at=timezone.now())
    assert titles(Milestone.objects.to_do()) == "approved delivered"
    assert Milestone.objects.of(cast.lars).count() == len(ProjectState)
    assert not Milestone.objects.of(cast.ingrid).exists()


def test_a_change_waits_for_who_supervises_the_research(cast: Cast) -> None:
    own, other = a_project(cast, ProjectState.RUNNING), a_project(cast, ProjectState.RUNNING, supervisor=cast.beheer)
    for state in ChangeState:
        ProjectChange.objects.create(project=own, state=state, asked_at=timezone.now() - timedelta(days=1))
    ProjectChange.objects.create(project=other)
    assert ProjectChange.objects.waiting().count() == 2
    assert [(one.project, one.state) for one in ProjectChange.objects.waiting_for(cast.ingrid)] == [(own, "waiting")]
    assert not ProjectChange.objects.waiting_for(cast.lars).exists()
