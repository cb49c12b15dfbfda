"""Who may do what in research. Each predicate takes the member and, where it matters, the object."""

from typing import TYPE_CHECKING

from members.permissions import may_coordinate, may_moderate, may_register_research, may_supervise, may_take_part
from members.requests import Viewer
from research.states import AT_WORK, EDITABLE, AskedState, JudgedAs, OutputState, ProjectState

if TYPE_CHECKING:
    from research.models import AskedQuestion, Output, Project, ProjectChange

__all__ = [
    "judges_as",
    "may_add_output",
    "may_ask",
    "may_change_project",
    "may_correct",
    "may_decide_change",
    "may_edit_registration",
    "may_judge",
    "may_keep_milestones",
    "may_keep_questions",
    "may_pick_up",
    "may_propose",
    "may_read_words",
    "may_register_research",
    "may_review",
    "may_review_output",
    "may_revise",
    "may_supervise",
    "may_take_back",
    "may_take_change_back",
    "may_take_words_off",
    "may_withdraw",
    "may_withdraw_asked",
    "may_withdraw_output",
    "works_on",
]


def may_propose(user: Viewer) -> bool:
    """Propose a learning question."""
    return may_take_part(user)


def may_ask(user: Viewer) -> bool:
    """Ask a question for research."""
    return may_take_part(user)


def may_keep_questions(user: Viewer) -> bool:
    """Take on, edit and link learning questions."""
    return may_supervise(user) or may_moderate(user) or may_coordinate(user)


def may_withdraw_asked(user: Viewer, asked: "AskedQuestion") -> bool:
    own = asked.asker_id == user.pk or may_moderate(user)
    return own and asked.state in (AskedState.OPEN, AskedState.PICKED_UP)


def may_pick_up(user: Viewer, asked: "AskedQuestion") -> bool:
    return may_register_research(user) and asked.state in (AskedState.OPEN, AskedState.PICKED_UP)


def works_on(user: Viewer, project: "Project") -> bool:
    """Is this member one of the researchers? Reads the loaded participants, else asks once."""
    if not may_take_part(user):
        return False
    return any(participant.pk == user.pk for participant in project.participants.all())


def may_edit_registration(user: Viewer, project: "Project") -> bool:
    return project.state in EDITABLE and works_on(user, project)


def may_withdraw(user: Viewer, project: "Project") -> bool:
    if project.state in (ProjectState.DRAFT, ProjectState.PUBLISHED, ProjectState.WITHDRAWN):
        return False
    return works_on(user, project) or may_review(user, project)


def may_review(user: Viewer, project: "Project") -> bool:
    """Approve, ask changes, publish: the supervisor or a moderator, and never who did the work."""
    supervises = project.supervisor_id == getattr(user, "pk", None) and may_supervise(user)
    return (supervises or may_moderate(user)) and not works_on(user, project)


def may_keep_milestones(user: Viewer, project: "Project") -> bool:
    return project.state in AT_WORK and (works_on(user, project) or may_review(user, project))


def may_add_output(user: Viewer, project: "Project") -> bool:
    """As often as there is something; also after the first was published."""
    takes = (ProjectState.RUNNING, ProjectState.DELIVERED, ProjectState.PUBLISHED)
    return project.state in takes and works_on(user, project)


def may_review_output(user: Viewer, output: "Output") -> bool:
    """Publish it or send it back: not once the research was withdrawn."""
    return output.project.state != ProjectState.WITHDRAWN and may_review(user, output.project)


def may_revise(user: Viewer, output: "Output") -> bool:
    """Hand in a better version of what came back."""
    going = output.state == OutputState.RETURNED and output.project.state != ProjectState.WITHDRAWN
    return going and works_on(user, output.project)


def may_judge(user: Viewer, output: "Output") -> bool:
    """The asker of the question judges what was published; the partner organisation while the asker has not."""
    if not may_take_part(user) or output.state != OutputState.PUBLISHED or works_on(user, output.project):
        return False
    if judges_as(user, output) == JudgedAs.ASKER:
        return True
    partner = output.project.partner_id
    return partner is not None and partner == user.organisation_id and output.judged_as != JudgedAs.ASKER


def may_take_back(user: Viewer, output: "Output") -> bool:
    """Before everybody reads it, it is its researchers' own."""
    unread = output.state in (OutputState.WAITING, OutputState.RETURNED) and output.published_at is None
    return unread and works_on(user, output.project)


def may_withdraw_output(user: Viewer, output: "Output") -> bool:
    """Off the public page, at once: its supervisor, or a moderator."""
    reviews = may_review(user, output.project) or may_moderate(user)
    return output.state == OutputState.PUBLISHED and reviews


def may_correct(user: Viewer, output: "Output") -> bool:
    """Another text or file: a moderator. What came back from review is with its researchers."""
    return may_moderate(user) and output.state != OutputState.RETURNED


def may_read_words(user: Viewer, output: "Output") -> bool:
    """Be the second person who lets everybody read the words of practice: never who wrote them."""
    if output.state != OutputState.PUBLISHED or not output.judgement_words or output.words_read_at:
        return False
    return may_review(user, output.project) and output.judged_by_id != user.pk


def may_take_words_off(user: Viewer, output: "Output") -> bool:
    """A moderator, and who wrote them."""
    own = may_take_part(user) and output.judged_by_id == user.pk
    return bool(output.judgement_words) and (own or may_moderate(user))


def may_change_project(user: Viewer, project: "Project") -> bool:
    """Ask for another period, method, partner or links while the work goes on."""
    return project.state in AT_WORK and (works_on(user, project) or may_review(user, project))


def may_decide_change(user: Viewer, change: "ProjectChange") -> bool:
    return change.waits and change.project.state in AT_WORK and may_review(user, change.project)


def may_take_change_back(user: Viewer, change: "ProjectChange") -> bool:
    return change.waits and works_on(user, change.project)


def judges_as(user: Viewer, output: "Output") -> str:
    asked = output.project.asked
    return JudgedAs.ASKER if asked and asked.asker_id == user.pk else JudgedAs.PARTNER
