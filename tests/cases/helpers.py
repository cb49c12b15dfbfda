"""Cases in a wanted state, made through the actions."""

from typing import Any

from cases import actions
from cases.models import Case, Together
from cases.states import CaseState
from members.models import Member
from tests.cast import Cast

RAW_SITUATION = "RAUWMERK Mevrouw wacht sinds maart op haar toeslag en loopt achter met de huur."
RAW_QUESTION = "RAUWVRAAG Mag ik de ontruiming uitstellen?"
RELEASED = {
    "title": "Huurachterstand door een te late toeslag",
    "situation": "Een gezin wacht op een toeslag en loopt achter met de huur.",
    "question": "Mag een corporatie wachten?",
    "tried": "Een regeling in termijnen.",
}
PATH = {
    CaseState.DRAFT: (),
    CaseState.SUBMITTED: ("submit",),
    CaseState.CHANGES_ASKED: ("submit", "changes"),
    CaseState.DECLINED: ("submit", "decline"),
    CaseState.WITHDRAWN: ("submit", "withdraw"),
    CaseState.SHOWN: ("submit", "release"),
    CaseState.RELEASED: ("submit", "release", "agree"),
    CaseState.SCHEDULED: ("submit", "release", "agree", "schedule"),
    CaseState.DISCUSSED: ("submit", "release", "agree", "schedule", "discuss"),
    CaseState.FOLLOWED_UP: ("submit", "release", "agree", "schedule", "discuss", "follow_up"),
    CaseState.CLOSED: ("submit", "release", "agree", "schedule", "discuss", "follow_up", "close"),
}


def release(case: Case, cast: Cast, *, by: Member | None = None, **text: Any) -> None:
    """Released by a moderator, and found right by who submitted it: members read it."""
    actions.release(case, by=by or cast.beheer, **{**RELEASED, **text})
    if case.is_shown:
        submitter = case.submitter
        assert submitter is not None
        actions.agree_text(case, by=submitter)


def make_case(cast: Cast, state: CaseState = CaseState.RELEASED, **values: object) -> Case:
    """A case of Samira's in `state`, released by Beheer, on the agenda of Noor."""
    case = actions.begin(by=cast.samira, **{"situation": RAW_SITUATION, "question": RAW_QUESTION, **values})
    steps = {
        "submit": lambda: actions.submit(case, by=cast.samira),
        "changes": lambda: actions.request_changes(case, by=cast.beheer, notes={"situation": "Laat de maand weg."}),
        "decline": lambda: actions.decline(case, by=cast.beheer, reason="Past hier niet.", offer="Bel het loket."),
        "withdraw": lambda: actions.withdraw(case, by=cast.samira),
        "release": lambda: actions.release(case, by=cast.beheer, **RELEASED),
        "agree": lambda: case.is_shown and actions.agree_text(case, by=cast.samira),
        "schedule": lambda: actions.schedule(case, by=cast.noor),
        "discuss": lambda: actions.mark_discussed(case, by=cast.noor),
        "follow_up": lambda: actions.follow_up(case, by=cast.noor),
        "close": lambda: actions.close(case, by=cast.noor),
    }
    for step in PATH[state]:
        steps[step]()
        for asked in Together.objects.waiting().filter(case=case).select_related("member"):
            actions.agree_together(asked, by=asked.member)
        for asked in Together.objects.said_yes().filter(case=case).select_related("member"):
            actions.mean_together(asked, by=cast.samira)
        case = Case.objects.get(pk=case.pk)
    return case
