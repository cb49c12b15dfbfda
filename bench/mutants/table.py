"""What is broken, and which tests must notice: the nearest first.

A file that moves is moved here too (tests/test_mutants.py tells when one is missing).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """Of the files the functions whose name matches `only`; with `constants` also what stands outside functions."""

    name: str
    paths: tuple[str, ...]
    tests: tuple[str, ...]
    only: str = ""
    constants: bool = False

    def holds(self, function: str) -> bool:
        """Whether this function ("Class.method"; empty: outside all) is one of the rules."""
        return bool(re.search(self.only, function)) if function else self.constants


CASES = ("tests/cases",)
MEETINGS = tuple(
    f"tests/meetings/test_{name}.py"
    for name in (
        *("meeting", "answers", "agenda", "invite", "answer_link", "check_in", "guests", "reminders", "calendar"),
        *("underway", "series_dates", "privacy", "pages"),
    )
)
MEMBERS = tuple(
    f"tests/members/test_{name}.py" for name in ("directory", "admin", "join", "profile", "addresses", "unknown")
)
RESEARCH = ("tests/research",)
EVERYWHERE = (*(f"tests/front/test_{name}.py" for name in ("search", "mine", "home")), "tests/test_access.py")

NOUNS = ("meeting", "answer", "agenda")


def models(room: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{room}/models/{name}.py" for name in names)


# A method of a queryset class; verbs that only join or shorten rows are no rule.
QUERYSETS = r"QuerySet\.(?!with_submitter)"

TARGETS = (
    Target(
        "permissions of members and cases",
        ("members/permissions.py", "cases/permissions.py"),
        ("tests/cases/test_permissions.py", "tests/members/test_permissions.py"),
    ),
    Target(
        "permissions of research",
        ("research/permissions.py",),
        ("tests/research/test_permissions.py",),
    ),
    Target(
        "permissions of meetings",
        ("meetings/permissions.py", "atelier/base/web/access.py"),
        ("tests/meetings/test_permissions.py",),
        constants=True,
    ),
    Target(
        "querysets of members",
        models("members", "member", "join_request", "bring_seek", "organisation", "whole_export"),
        (*MEMBERS, *EVERYWHERE),
        QUERYSETS,
    ),
    Target(
        "querysets of cases",
        (
            *models("cases", "case", "intake", "insight", "commitment", "together"),
            *(f"cases/queries/{name}.py" for name in ("case", "beside", "asks", "result")),
        ),
        (*CASES, *EVERYWHERE),
        QUERYSETS + r"|^(case_page|why_gone|page_of_number|results_of|_published_insights|around|_on_agendas)$"
        r"|^_(linked_\w+|without_voice|own_\w+)$",
    ),
    Target(
        "querysets of meetings",
        tuple(f"meetings/{layer}/{name}.py" for layer in ("models", "queries") for name in NOUNS),
        (*MEETINGS, *EVERYWHERE),
        QUERYSETS + r"|^(Meeting|Answer)\.(is_|has_|takes_|waits|said_)"
        r"|^(meeting_page|page_of_number|next_public_meeting|_next_published|who_comes|_answers_counted)$"
        r"|^(_names_shown|to_report|_answers_ahead|_not_over|why_cancelled|were_there|to_tick|_presence_of)$"
        r"|^(people_asked|members_to_invite|_not_invited|invited_to|member_of_feed)$"
        r"|^(last_advice|_reached_before|_open_commitments|still_open)$",
    ),
    Target(
        "querysets of research",
        models("research", "learning_question", "asked", "project", "output", "milestone", "change"),
        (*RESEARCH, *EVERYWHERE),
        QUERYSETS + r"|^doing$",
    ),
    Target(
        "states of cases",
        ("cases/states.py",),
        ("tests/cases/test_states.py",),
        constants=True,
    ),
    Target(
        "states of meetings",
        ("meetings/states.py",),
        ("tests/meetings/test_states.py",),
        constants=True,
    ),
    Target(
        "states of members",
        ("members/states.py",),
        ("tests/members/test_states.py",),
        constants=True,
    ),
    Target(
        "states of research",
        ("research/states.py",),
        ("tests/research/test_states.py",),
        constants=True,
    ),
    Target(
        "moves",
        ("atelier/base/data/moves.py",),
        ("tests/base/test_moves.py",),
    ),
    Target(
        "seats",
        ("meetings/queries/seats.py",),
        ("tests/meetings/test_seats.py",),
    ),
    Target(
        "answers and the waiting list",
        tuple(
            f"meetings/actions/{name}.py"
            for name in ("answer", "waiting_list", "invite", "reminders", "mails", "locks")
        ),
        ("tests/meetings/test_seats.py", *MEETINGS),
        r"^(invite|_not_invited|_of|_invite|answer|_take|fill_places|give_seats|losing_a_seat|take_seats)$"
        r"|^(give_back_places|invite_newcomer|refuse_unless_open|lock|who_know|ask_for_answers|_?remind\w*|send_link)$"
        r"|^(leads|_moment_before|mail)$",
    ),
    Target(
        "claims of the outbox",
        ("atelier/mail/delivery.py", "atelier/mail/queries.py", "atelier/mail/models.py", "atelier/mail/states.py"),
        ("tests/mail/test_delivery.py", "tests/mail/test_queue.py", "tests/mail/test_views.py"),
        r"QuerySet\.|^(sweep|deliver_now|claim|send|_send_one|_reason_not_to|_mine|_hand_over|_sent|_close|_retry)$"
        r"|^(_refused|_doubt|_give_back|recover|expire|purge|oldest_due_age|undeliverable_among|opted_out|have_left)$",
        constants=True,
    ),
    Target(
        "finder",
        ("cases/finder.py",),
        ("tests/cases/test_finder.py",),
        constants=True,
    ),
    Target(
        "limits",
        ("atelier/base/web/limits.py",),
        ("tests/base/test_limits.py",),
        constants=True,
    ),
)

# No test can tell these from the rule: each with its reason. (file, function, what stands there, what it became)
type Known = tuple[str, str, str, str]
EQUIVALENT: dict[Known, str] = {}
