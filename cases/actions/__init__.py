"""Every write of the cases' room: may I, change, record, notify. Always within one transaction."""

from cases.actions.case import (
    ask_again,
    close,
    decline,
    follow_up,
    mark_discussed,
    release,
    request_changes,
    schedule,
    unpublish,
    unschedule,
    withdraw,
)
from cases.actions.insight import publish_insight, record_insight, revise_insight, unpublish_insight
from cases.actions.intake import begin, discard, purge_intakes, read_intake, resubmit, save_draft, submit
from cases.actions.result import (
    answer_commitment,
    change_commitment,
    judge_advice,
    look_back,
    record_advice,
    record_commitment,
    remove_advice,
    revise_advice,
)
from cases.actions.voice import give_voice, take_back_voice

__all__ = [
    "answer_commitment",
    "ask_again",
    "begin",
    "change_commitment",
    "close",
    "decline",
    "discard",
    "follow_up",
    "give_voice",
    "judge_advice",
    "look_back",
    "mark_discussed",
    "publish_insight",
    "purge_intakes",
    "read_intake",
    "record_advice",
    "record_commitment",
    "record_insight",
    "release",
    "remove_advice",
    "request_changes",
    "resubmit",
    "revise_advice",
    "revise_insight",
    "save_draft",
    "schedule",
    "submit",
    "take_back_voice",
    "unpublish",
    "unpublish_insight",
    "unschedule",
    "withdraw",
]
