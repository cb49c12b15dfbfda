"""Every write of the meetings' room: may I, change, record, notify. Always within one transaction.

What a person does is recorded in the audit, unless the verb says "no record".
"""

from meetings.actions.agenda import (
    add_case,
    add_item,
    add_method,
    beside_case,
    change_item,
    drop_case,
    move_item,
    remove_item,
)
from meetings.actions.answer import give_back_places
from meetings.actions.ended import end_what_was_given, guest_at_new_address, no_guest_any_more
from meetings.actions.housekeeping import purge
from meetings.actions.invite import invite_newcomer
from meetings.actions.meeting import cancel, change, hold, plan, publish, report
from meetings.actions.result import not_reached, reached, tick
from meetings.actions.rounds import go_on_with_rounds
from meetings.actions.series import add_meetings, change_series, change_with_others, make_series

__all__ = [
    "add_case",
    "add_item",
    "add_meetings",
    "add_method",
    "beside_case",
    "cancel",
    "change",
    "change_item",
    "change_series",
    "change_with_others",
    "drop_case",
    "end_what_was_given",
    "give_back_places",
    "go_on_with_rounds",
    "guest_at_new_address",
    "hold",
    "invite_newcomer",
    "make_series",
    "move_item",
    "no_guest_any_more",
    "not_reached",
    "plan",
    "publish",
    "purge",
    "reached",
    "remove_item",
    "report",
    "tick",
]
