"""What pages say of research: every state has its colour, and asks to be looked at where it waits."""

from research.models import AskedQuestion, LearningQuestion, Output, Project, ProjectChange
from research.states import AskedState, ChangeState, OutputState, ProjectState, QuestionState


def test_what_waits_for_somebody_and_what_is_done_have_a_colour() -> None:
    assert {state.value: Project(state=state).tone for state in ProjectState} == {
        "draft": "",
        "registered": "wait",
        "changes_asked": "wait",
        "approved": "",
        "running": "good",
        "delivered": "wait",
        "published": "good",
        "withdrawn": "",
    }
    assert {state.value: LearningQuestion(state=state).tone for state in QuestionState} == {
        "proposed": "wait",
        "open": "",
        "answered": "good",
        "set_aside": "",
    }
    assert {state.value: ProjectChange(state=state).tone for state in ChangeState} == {
        "waiting": "wait",
        "agreed": "good",
        "refused": "",
        "taken_back": "",
    }


def test_a_question_for_research_waits_only_while_nobody_picked_it_up() -> None:
    assert [state for state in AskedState if AskedQuestion(state=state).tone == "wait"] == [AskedState.OPEN]
    assert [state for state in AskedState if AskedQuestion(state=state).is_withdrawn] == [AskedState.WITHDRAWN]


def test_an_output_knows_whether_it_waits_or_is_public() -> None:
    assert [state for state in OutputState if Output(state=state).waits] == [OutputState.WAITING]
    assert [state for state in OutputState if Output(state=state).is_published] == [OutputState.PUBLISHED]
