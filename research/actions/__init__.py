"""Everything that is written in research: one function per thing a person can do."""

from research.actions.asked import ask_question, withdraw_asked
from research.actions.learning_question import (
    edit_question,
    link_case,
    move_question,
    propose_question,
    unlink_case,
)
from research.actions.milestone import (
    add_milestone,
    change_milestone,
    finish_milestone,
    remove_milestone,
    reopen_milestone,
)
from research.actions.output import (
    deliver_output,
    hide_name,
    judge_output,
    publish_output,
    return_output,
    revise_output,
    show_name,
    take_back_output,
)
from research.actions.people import change_people
from research.actions.project import (
    approve,
    ask_changes,
    register,
    save_registration,
    start,
    start_draft,
    throw_away_draft,
    withdraw,
)

__all__ = [
    "add_milestone",
    "approve",
    "ask_changes",
    "ask_question",
    "change_milestone",
    "change_people",
    "deliver_output",
    "edit_question",
    "finish_milestone",
    "hide_name",
    "judge_output",
    "link_case",
    "move_question",
    "propose_question",
    "publish_output",
    "register",
    "remove_milestone",
    "reopen_milestone",
    "return_output",
    "revise_output",
    "save_registration",
    "show_name",
    "start",
    "start_draft",
    "take_back_output",
    "throw_away_draft",
    "unlink_case",
    "withdraw",
    "withdraw_asked",
]
