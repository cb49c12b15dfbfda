"""Every write of the members' room. What a person does is recorded in the audit, unless the verb says "no record"."""

from members.actions.bring_seek import add_bring_seek, end_bring_seek
from members.actions.housekeeping import purge_requests, purge_sessions
from members.actions.join import accept, confirm, decline, join, withdraw
from members.actions.member import (
    change_email,
    change_roles,
    choose_visibility,
    invite_again,
    leave,
    let_back,
    save_profile,
    use_new_address,
    welcome,
)
from members.actions.organisation import merge
from members.actions.whole_export import agree_whole_export, ask_whole_export

__all__ = [
    "accept",
    "add_bring_seek",
    "agree_whole_export",
    "ask_whole_export",
    "change_email",
    "change_roles",
    "choose_visibility",
    "confirm",
    "decline",
    "end_bring_seek",
    "invite_again",
    "join",
    "leave",
    "let_back",
    "merge",
    "purge_requests",
    "purge_sessions",
    "save_profile",
    "use_new_address",
    "welcome",
    "withdraw",
]
