"""Every write of the cases' room: may I, change, record, notify. Always within one transaction.

What a person does is recorded in the audit, unless the verb says "no record".
"""

from cases.actions.case import (
    close,
    correct,
    decline,
    follow_up,
    mark_discussed,
    release,
    request_changes,
    schedule,
    show_less,
    unpublish,
    unschedule,
    withdraw,
)
from cases.actions.housekeeping import (
    end_in_hand,
    forget_reasons,
    purge,
    purge_drafts,
    purge_intakes,
    warn_of_drafts,
    what_would_go,
)
from cases.actions.insight import WRITTEN, publish_insight, record_insight, revise_insight, unpublish_insight
from cases.actions.intake import (
    begin,
    discard,
    read_intake,
    resubmit,
    save_draft,
    submit,
)
from cases.actions.period import change_period
from cases.actions.result import (
    answer_commitment,
    change_commitment,
    look_back,
    record_advice,
    record_commitment,
    remove_advice,
    revise_advice,
)
from cases.actions.rewrite import keep_in_hand, park, take_in_hand
from cases.actions.together import (
    agree_together,
    ask_colleague_no_more,
    ask_no_more,
    end_asks,
    mean_together,
    not_mean_together,
    refuse_together,
    take_off,
)
from cases.actions.voice import give_voice, remove_voice, take_back_voice

__all__ = [
    "WRITTEN",
    "agree_together",
    "answer_commitment",
    "ask_colleague_no_more",
    "ask_no_more",
    "begin",
    "change_commitment",
    "change_period",
    "close",
    "correct",
    "decline",
    "discard",
    "end_asks",
    "end_in_hand",
    "follow_up",
    "forget_reasons",
    "give_voice",
    "keep_in_hand",
    "look_back",
    "mark_discussed",
    "mean_together",
    "not_mean_together",
    "park",
    "publish_insight",
    "purge",
    "purge_drafts",
    "purge_intakes",
    "read_intake",
    "record_advice",
    "record_commitment",
    "record_insight",
    "refuse_together",
    "release",
    "remove_advice",
    "remove_voice",
    "request_changes",
    "resubmit",
    "revise_advice",
    "revise_insight",
    "save_draft",
    "schedule",
    "show_less",
    "submit",
    "take_back_voice",
    "take_in_hand",
    "take_off",
    "unpublish",
    "unpublish_insight",
    "unschedule",
    "warn_of_drafts",
    "what_would_go",
    "withdraw",
]
