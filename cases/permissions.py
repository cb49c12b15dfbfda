"""Who may do what with a case (a Case, Voice or Commitment is taken as it is: models stand above)."""

from typing import TYPE_CHECKING

from members.permissions import may_coordinate, may_moderate, may_take_part
from members.requests import Viewer

if TYPE_CHECKING:
    from cases.models import Case, Commitment, Voice


def may_submit(user: Viewer) -> bool:
    return may_take_part(user)


def may_present(user: Viewer, case: "Case") -> bool:
    """Submitter and co-submitters."""
    return may_take_part(user) and case.is_submitted_by(user)


def may_lead(user: Viewer, case: "Case") -> bool:
    """Withdraw it, and say who submits along: the submitter alone; who submits along once the submitter has gone."""
    gone = case.submitter is None or not may_take_part(case.submitter)
    return may_present(user, case) and (case.submitter_id == user.pk or gone)


def may_read_intake(user: Viewer, case: "Case") -> bool:
    return may_moderate(user) or may_present(user, case)  # the right that asks no query comes first


def may_review(user: Viewer, case: "Case") -> bool:
    """A second person: never one of those who submitted, nor who did so until taken off."""
    return may_moderate(user) and not case.is_submitted_by(user) and not case.was_submitted_by(user)


def may_decide(user: Viewer, case: "Case") -> bool:
    """Release, correct or decline: a second person who does not work where the submitters do."""
    return may_review(user, case) and not is_colleague(user, case)


def is_colleague(user: Viewer, case: "Case") -> bool:
    """Of an organisation from which the case comes, then or now; whoever has none is nobody's colleague."""
    organisation = getattr(user, "organisation_id", None)
    return organisation is not None and case.comes_from(organisation)


def may_attach(user: Viewer, case: "Case") -> bool:
    """A file with the text: who submits it, as long as the text is theirs to write."""
    return may_present(user, case) and case.takes_files


def may_take_off(user: Viewer, case: "Case", member: Viewer) -> bool:
    """Who submits along is taken off by the submitter, by a moderator, or stops alone."""
    return may_take_part(user) and (user.pk in (case.submitter_id, member.pk) or may_moderate(user))


def may_speak(user: Viewer, case: "Case") -> bool:
    """Give a perspective: every member, while the case still asks for voices."""
    return may_take_part(user) and case.asks_voices


def may_change_voice(user: Viewer, voice: "Voice") -> bool:
    return may_take_part(user) and voice.member_id == user.pk


def may_record(user: Viewer) -> bool:
    """Write down what a meeting gave."""
    return may_coordinate(user)


def may_answer_for(user: Viewer, commitment: "Commitment") -> bool:
    """Say what came of a commitment: its owner, or a coordinator for a role."""
    return may_take_part(user) and (commitment.owner_id == user.pk or may_coordinate(user))


def may_change_commitment(user: Viewer, commitment: "Commitment") -> bool:
    """Other words or another date while it is open: its owner, or a coordinator (who may also name another owner)."""
    return may_answer_for(user, commitment) and commitment.is_open


def may_publish(user: Viewer) -> bool:
    return may_moderate(user)
