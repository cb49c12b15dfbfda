"""Everything that is written in research: one function per thing a person can do.

All of it is recorded in the audit, unless the verb says "no record".
"""

from research.actions.asked import ask_question, withdraw_asked
from research.actions.change import agree_change, ask_change, refuse_change, take_change_back
from research.actions.learning_question import (
    edit_question,
    link_case,
    move_question,
    propose_question,
    unlink_case,
)
from research.actions.leaving import tell_of_empty_place
from research.actions.milestone import (
    add_milestone,
    change_milestone,
    finish_milestone,
    remove_milestone,
    reopen_milestone,
)
from research.actions.output import (
    correct_output,
    deliver_output,
    hide_name,
    judge_output,
    publish_output,
    read_words,
    return_output,
    revise_output,
    show_name,
    take_back_output,
    take_words_off,
    withdraw_output,
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
    "agree_change",
    "approve",
    "ask_change",
    "ask_changes",
    "ask_question",
    "change_milestone",
    "change_people",
    "correct_output",
    "deliver_output",
    "edit_question",
    "finish_milestone",
    "hide_name",
    "judge_output",
    "link_case",
    "move_question",
    "propose_question",
    "publish_output",
    "read_words",
    "refuse_change",
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
    "take_change_back",
    "take_words_off",
    "tell_of_empty_place",
    "throw_away_draft",
    "unlink_case",
    "withdraw",
    "withdraw_asked",
    "withdraw_output",
]
