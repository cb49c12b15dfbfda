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


ANSWERING = ("answer", "invite", "waiting_list", "mails", "locks")
ANSWERING_TESTS = (
    *("answering", "rounds", "seats", "answers", "reminders"),
    *("invite", "check_in", "agenda", "at_once"),
)
NOUNS = ("meeting", "answer", "agenda")


def models(room: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{room}/models/{name}.py" for name in names)


# A method of a queryset class; verbs that only join or shorten rows are no rule.
QUERYSETS = r"QuerySet\.(?!with_submitter)"

TARGETS = (
    Target(
        "permissions of members and cases",
        ("members/permissions.py", "cases/permissions.py"),
        (
            *("tests/cases/test_permissions.py", "tests/members/test_permissions.py"),
            *("tests/cases/test_colleague.py", "tests/cases/test_together.py"),
        ),
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
        ("tests/members/test_visibility.py", "tests/members/test_directory.py", "tests/front/test_who_left.py"),
        QUERYSETS,
    ),
    Target(
        "querysets of cases",
        (
            *models("cases", "case", "intake", "insight", "commitment", "together"),
            *(f"cases/queries/{name}.py" for name in ("case", "beside", "asks", "result")),
        ),
        tuple(f"tests/cases/test_{name}.py" for name in ("visibility", "pages", "result", "together", "retention")),
        QUERYSETS + r"|^(case_page|why_gone|page_of_number|results_of|_published_insights|around|_on_agendas)$"
        r"|^_(linked_\w+|without_voice|own_\w+)$",
    ),
    Target(
        "querysets of meetings",
        tuple(f"meetings/{layer}/{name}.py" for layer in ("models", "queries") for name in NOUNS),
        (
            *(
                "tests/meetings/test_visibility.py",
                "tests/meetings/test_meeting.py",
                "tests/meetings/test_calendar.py",
            ),
            "tests/cases/test_retention.py",
        ),
        QUERYSETS + r"|^(Meeting|Answer)\.(is_|has_|takes_|waits|said_)"
        r"|^(meeting_page|page_of_number|next_public_meeting|_next_published|who_comes|_answers_counted)$"
        r"|^(_names_shown|to_report|_answers_ahead|_not_over|why_cancelled|were_there|to_tick|_presence_of)$"
        r"|^(people_asked|members_to_invite|_not_invited|invited_to|member_of_feed)$"
        r"|^(last_advice|_reached_before|_open_commitments|still_open)$",
    ),
    Target(
        "querysets of research",
        models("research", "learning_question", "asked", "project", "output", "milestone", "change"),
        ("tests/research/test_visibility.py",),
        QUERYSETS + r"|^doing$",
    ),
    Target(
        "states of cases",
        ("cases/states.py",),
        ("tests/cases/test_states.py", "tests/cases/test_words.py"),
        constants=True,
    ),
    Target(
        "states of meetings",
        ("meetings/states.py",),
        ("tests/meetings/test_states.py", "tests/meetings/test_words.py"),
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
        tuple(f"meetings/actions/{name}.py" for name in ANSWERING),
        tuple(f"tests/meetings/test_{name}.py" for name in ANSWERING_TESTS),
        ".",
    ),
    Target(
        "reminders of answers",
        ("meetings/actions/reminders.py",),
        tuple(f"tests/meetings/test_{name}.py" for name in ("reminders", "answering", "rounds", "answers")),
        ".",
    ),
    Target(
        "claims of the outbox",
        ("atelier/mail/delivery.py", "atelier/mail/queries.py", "atelier/mail/models.py", "atelier/mail/states.py"),
        ("tests/mail/test_claims.py", "tests/mail/test_delivery.py", "tests/mail/test_queue.py"),
        r"QuerySet\.|^(sweep|deliver_now|claim|send|_send_one|_reason_not_to|_mine|_hand_over|_sent|_close|_retry)$"
        r"|^(_refused|_doubt|_give_back|recover|expire|purge|oldest_due_age|undeliverable_among|opted_out|have_left)$",
        constants=True,
    ),
    Target(
        "finder",
        ("atelier/base/guard/finder.py", "atelier/base/guard/numbers.py"),
        tuple(f"tests/guard/test_{name}.py" for name in ("finder", "wording", "decided", "corpus")),
        constants=True,
    ),
    Target(
        "decisions on pieces",
        ("atelier/base/forms/decided.py", "atelier/base/forms/decisions.py"),
        (
            "tests/guard/test_decided.py",
            "tests/guard/test_work.py",
            "tests/desk/test_seconds.py",
            "tests/cases/test_drafts.py",
        ),
        ".",
    ),
    Target(
        "second person",
        ("atelier/desk/seconds.py",),
        ("tests/desk/test_seconds.py",),
        ".",
    ),
    Target(
        "taking off",
        ("atelier/removal/actions.py", "atelier/removal/queries.py", "atelier/removal/models.py"),
        ("tests/removal/test_removal.py", "tests/removal/test_leak.py", "tests/test_verbs.py"),
        ".",
    ),
    Target(
        "retention",
        ("cases/actions/housekeeping.py", "cases/models/period.py", "cases/actions/period.py"),
        ("tests/cases/test_retention.py", "tests/test_verbs.py"),
        ".",
    ),
    Target(
        "rewrite and in hand",
        ("cases/actions/rewrite.py", "cases/actions/together.py"),
        (
            "tests/cases/test_parked.py",
            "tests/cases/test_rewrite.py",
            "tests/cases/test_together.py",
            "tests/test_verbs.py",
        ),
        ".",
    ),
    Target(
        "limits",
        ("atelier/base/web/limits.py",),
        ("tests/base/test_tries.py", "tests/base/test_limits.py"),
        constants=True,
    ),
)

# No test can tell these from the rule: each with its reason. (file, function, what stands there, what it became)
type Known = tuple[str, str, str, str]
ONLY_HOW_MANY = "Only how many rows are read; the first is taken."
ORDER_OF_MODEL = "The model's own order is the same."
NOTHING_OF_NOTHING = "Nothing is written of nothing."
ORDER_INSIDE = "A subquery that is looked up in has no order."
EQUIVALENT: dict[Known, str] = {
    (
        "members/permissions.py",
        "may_take_part",
        "user.is_authenticated and user.is_active",
        "((user.is_active))",
    ): "A visitor is never active.",
    (
        "cases/models/case.py",
        "CaseQuerySet.of_or_asked",
        "asked.waiting().order_by()",
        "asked.waiting()",
    ): ORDER_INSIDE,
    ("cases/models/case.py", "CaseQuerySet._of", "Case.objects.order_by()", "Case.objects"): ORDER_INSIDE,
    ("cases/models/case.py", "CaseQuerySet._of", "True", "False"): "UNION ALL or UNION: it is looked up in.",
    (
        "cases/queries/asks.py",
        "_own_with_something_to_do",
        "Q(state=CaseState.DRAFT, submitter=member)",
        "Q(state=CaseState.DRAFT)",
    ): "Of the drafts of others none is among one's own (CaseQuerySet._of).",
    (
        "meetings/models/meeting.py",
        "MeetingQuerySet.past",
        'self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")',
        "self.filter(ends_at__lt=timezone.now())",
    ): ORDER_OF_MODEL,
    (
        "meetings/models/answer.py",
        "AnswerQuerySet.waiting_list",
        "self.filter(choice=Choice.YES_ONSITE, state=Seat.WAITING, member__is_active=True)",
        "self.filter(state=Seat.WAITING, member__is_active=True)",
    ): "Only who comes to the room waits: a constraint of the table.",
    (
        "meetings/queries/meeting.py",
        "_next_published",
        'Meeting.objects.published().filter(ends_at__gte=now).order_by("starts_at", "pk")[:1]',
        'Meeting.objects.published().filter(ends_at__gte=now).order_by("starts_at", "pk")',
    ): ONLY_HOW_MANY,
    ("meetings/queries/meeting.py", "_next_published", "1", "2"): ONLY_HOW_MANY,
    ("meetings/queries/meeting.py", "to_tick", 'found.order_by("name", "pk")', "found"): ORDER_OF_MODEL,
    (
        "meetings/queries/meeting.py",
        "_presence_of",
        "there.order_by()",
        "there",
    ): "Only whether there is one is asked.",
    (
        "meetings/queries/agenda.py",
        "last_advice",
        "item.case is not None and item.case.is_open_to_members",
        "((item.case.is_open_to_members))",
    ): "An item of the kind case has a case: a constraint of the table; the words are for the types.",
    (
        "meetings/queries/agenda.py",
        "_open_commitments",
        'promised.select_related("case", "owner").order_by("due_on", "pk")',
        'promised.select_related("case", "owner")',
    ): ORDER_OF_MODEL,
    (
        "meetings/queries/agenda.py",
        "_open_commitments",
        "1",
        "2",
    ): "One more is read than is needed to see that there is more.",
    ("meetings/actions/waiting_list.py", "give_seats", "given", "True"): NOTHING_OF_NOTHING,
    ("meetings/actions/waiting_list.py", "losing_a_seat", ">=", ">"): "A capacity that stays is not passed on.",
    ("meetings/actions/waiting_list.py", "take_seats", "losing", "True"): NOTHING_OF_NOTHING,
    (
        "meetings/actions/waiting_list.py",
        "give_seats",
        "True",
        "False",
    ): "One query more: of a new version no mail was ever taken back.",
    (
        "atelier/mail/delivery.py",
        "send",
        "batch.rows[number:]",
        "batch.rows",
    ): "Those before it were closed, or are planned: they are no claim of this sweep any more.",
    (
        "atelier/mail/delivery.py",
        "_reason_not_to",
        "row.sealed and unseal(row.sealed, SEALED_FOR) is None",
        "((unseal(row.sealed, SEALED_FOR) is None))",
    ): "What is empty is unsealed to nothing, which is not None.",
    (
        "meetings/actions/reminders.py",
        "_remind",
        "due <= now and answers and not again",
        "((due <= now) and (not again))",
    ): "Of nobody it is looked up too, and nobody is found.",
    ("meetings/queries/answer.py", "_not_invited", "0", "1"): "One word to group by, whichever it is.",
}
