"""An export as a page: lists, names and words instead of brackets and codes."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atelier.audit.words import outcome, subject, told
from atelier.base.words.dates import nice_date, nice_moment
from atelier.mail.states import State as MailState
from cases import states as cases
from meetings import states as meetings
from members import states as members
from research import states as research

ROOMS: dict[str, str | Promise] = {
    "members": gettext_lazy("You as a member"),
    "cases": gettext_lazy("Cases"),
    "meetings": gettext_lazy("Meetings"),
    "research": gettext_lazy("Research"),
    "removal": gettext_lazy("Reported and taken off"),
    "mail": gettext_lazy("Mail"),
    "audit": gettext_lazy("Log of sensitive acts"),
}


def readable(data: dict[str, object]) -> list[tuple[str, SafeString]]:
    """(room, HTML) for every room of an export."""
    return [(str(ROOMS.get(name, name)), _show(value)) for name, value in data.items() if isinstance(value, dict)]


def _show(value: object, key: str = "") -> SafeString:
    if isinstance(value, dict) and value:
        rows = ((label(name), _show(inner, name)) for name, inner in value.items())
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(value, list | tuple) and value:
        items = ((_show(inner, key),) for inner in value)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
    return format_html("{}", _plain(value, key))


def _plain(value: object, key: str) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return _("nothing")
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return nice_moment(value)
    if isinstance(value, date):
        return nice_date(value)
    if key in AUDIT:
        return AUDIT[key](str(value))
    if key in CODES and value in WORDS:
        return str(WORDS[value])
    return str(value)


def label(key: str) -> str:
    """The words for a key of an export; a test holds that none is forgotten."""
    return str(LABELS.get(key, key.replace("_", " ")))


# Keys whose value is a code of a state table or a choice.
CODES = frozenset(
    {"state", "to", "to_state", "from_state", "choice", "place", "presence", "kind", "perspective", "urgency"}
    | {"attribution", "verdict", "judgement", "judgements", "promises", "moment", "look_back__moment"}
)


# What the audit holds in its own words.
AUDIT: dict[str, Callable[[str], str]] = {
    "verb": told,
    "object": lambda text: subject(*text.partition(" ")[::2]),
    "result": outcome,
}


def _words(*rooms: object) -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for room in rooms:
        for choices in vars(room).values():
            if isinstance(choices, type) and issubclass(choices, TextChoices) and choices is not TextChoices:
                found |= {value: text for value, text in choices.choices if value not in found}
    return found


WORDS = _words(members, cases, meetings, research) | {
    value: text for value, text in MailState.choices if value in ("failed", "sent", "unsure")
}

LABELS: dict[str, str | Promise] = {
    "about": gettext_lazy("About"),
    "access_needs": gettext_lazy("What I need to take part"),
    "address_undeliverable_since": gettext_lazy("Mail came back since"),
    "addresses": gettext_lazy("E-mail addresses"),
    "advice__text": gettext_lazy("Advice"),
    "advices_written_down": gettext_lazy("Advice I wrote down"),
    "answered_at": gettext_lazy("Answered on"),
    "answers": gettext_lazy("Answers to invitations"),
    "asked": gettext_lazy("Asked on"),
    "asked_questions": gettext_lazy("Questions for research"),
    "at": gettext_lazy("When"),
    "attendances": gettext_lazy("Being there"),
    "attachments": gettext_lazy("Attachments"),
    "attribution": gettext_lazy("Who may see my name"),
    "audit": gettext_lazy("What happened"),
    "begun": gettext_lazy("Begun on"),
    "brings": gettext_lazy("What I bring"),
    "brings_and_seeks": gettext_lazy("What I bring and seek"),
    "by_me": gettext_lazy("Done by me"),
    "calendar_address_since": gettext_lazy("Calendar address since"),
    "case": gettext_lazy("Case"),
    "case__number": gettext_lazy("Case"),
    "cases": gettext_lazy("Cases"),
    "changed": gettext_lazy("What changed"),
    "changes_asked": gettext_lazy("Changes of research I asked for"),
    "choice": gettext_lazy("Answer"),
    "co_submitted": gettext_lazy("Submitted with others"),
    "commitments": gettext_lazy("Commitments"),
    "created_at": gettext_lazy("Made on"),
    "date_joined": gettext_lazy("Linked on"),
    "done_at": gettext_lazy("Done on"),
    "due": gettext_lazy("Due on"),
    "due_on": gettext_lazy("By when"),
    "email": gettext_lazy("E-mail address"),
    "earlier_intakes": gettext_lazy("What it was before you changed it"),
    "ended_at": gettext_lazy("Ended on"),
    "ends_on": gettext_lazy("Last day"),
    "ethics_note": gettext_lazy("Explanation of the checklist"),
    "file": gettext_lazy("The file"),
    "first_visit": gettext_lazy("First visit"),
    "food_needs": gettext_lazy("Food and drink"),
    "from_state": gettext_lazy("From"),
    "guest_at": gettext_lazy("Guest expert at"),
    "help": gettext_lazy("Help that is offered"),
    "history": gettext_lazy("History"),
    "hopes": gettext_lazy("What I hope to learn"),
    "house_rules": gettext_lazy("Agreed with the house rules"),
    "in_directory": gettext_lazy("In the directory"),
    "insights_written_down": gettext_lazy("Insights I wrote down"),
    "intake": gettext_lazy("Intake"),
    "invited_at": gettext_lazy("Invited on"),
    "ip": gettext_lazy("Internet address"),
    "join_requests": gettext_lazy("Requests to join"),
    "joined": gettext_lazy("Joined on"),
    "judgement": gettext_lazy("Judgement"),
    "judgements": gettext_lazy("Judgements"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "last_login": gettext_lazy("Last login"),
    "last_used_at": gettext_lazy("Last used on"),
    "left": gettext_lazy("Left on"),
    "linked_accounts": gettext_lazy("Linked accounts"),
    "look_backs": gettext_lazy("Looking back"),
    "look_back__case__number": gettext_lazy("Case"),
    "look_back__moment": gettext_lazy("Moment"),
    "mails": gettext_lazy("Mails"),
    "meeting": gettext_lazy("Meeting"),
    "meeting__number": gettext_lazy("Meeting"),
    "member": gettext_lazy("Member"),
    "method": gettext_lazy("Method"),
    "milestones": gettext_lazy("Milestones"),
    "moment": gettext_lazy("Moment"),
    "moves_made": gettext_lazy("Steps I took with cases"),
    "my_name_stands_with": gettext_lazy("Work that shows my name"),
    "name": gettext_lazy("Name"),
    "needed_by": gettext_lazy("Answer needed by"),
    "note": gettext_lazy("What the reviewer asked to change"),
    "number": gettext_lazy("Number"),
    "object": gettext_lazy("Object"),
    "of": gettext_lazy("Of"),
    "organisation": gettext_lazy("Organisation"),
    "organisation__name": gettext_lazy("On behalf of"),
    "others_may_see": gettext_lazy("Others may see that I come"),
    "output": gettext_lazy("Output"),
    "outputs": gettext_lazy("Outputs"),
    "partner": gettext_lazy("Partner organisation"),
    "perspective": gettext_lazy("Perspective"),
    "perspectives": gettext_lazy("Perspectives I gave"),
    "place": gettext_lazy("Place"),
    "presence": gettext_lazy("Was there"),
    "projects": gettext_lazy("Research projects"),
    "promises": gettext_lazy("What was promised"),
    "proposed_learning_questions": gettext_lazy("Learning questions I proposed"),
    "provider": gettext_lazy("By way of"),
    "published_at": gettext_lazy("Published on"),
    "question": gettext_lazy("Question"),
    "checked": gettext_lazy("How it was checked"),
    "agreed_at": gettext_lazy("Agreed on"),
    "colleagues": gettext_lazy("Colleagues asked to submit it too"),
    "yes_at": gettext_lazy("Said yes on"),
    "asked_together": gettext_lazy("Asked to submit together"),
    "asked_at": gettext_lazy("Asked on"),
    "wishes_for_the_text": gettext_lazy("What I wanted to be different in the text for members"),
    "whole_exports": gettext_lazy("Exports with raw texts"),
    "reported": gettext_lazy("What I reported"),
    "taken_off": gettext_lazy("Texts of mine that were taken off"),
    "returns": gettext_lazy("Times I came back"),
    "reason": gettext_lazy("Reason"),
    "recorded_at": gettext_lazy("Written down on"),
    "registered": gettext_lazy("Research I registered"),
    "released": gettext_lazy("Released text"),
    "released_at": gettext_lazy("Released on"),
    "result": gettext_lazy("Result"),
    "role": gettext_lazy("Role"),
    "roles": gettext_lazy("Roles"),
    "second_factors": gettext_lazy("Second ways to log in"),
    "sent": gettext_lazy("Sent on"),
    "sessions": gettext_lazy("Where I am logged in"),
    "shows_email": gettext_lazy("Shows the e-mail address"),
    "shows_organisation": gettext_lazy("Shows the organisation"),
    "situation": gettext_lazy("Situation"),
    "size": gettext_lazy("Size in bytes"),
    "starts_at": gettext_lazy("Begins"),
    "starts_on": gettext_lazy("First day"),
    "state": gettext_lazy("State"),
    "steps": gettext_lazy("Steps I took"),
    "subject": gettext_lazy("About number"),
    "subject__number": gettext_lazy("About number"),
    "submitted": gettext_lazy("Submitted on"),
    "summary": gettext_lazy("Summary"),
    "supervised": gettext_lazy("Research I supervise"),
    "text": gettext_lazy("Text"),
    "ticked_for_others": gettext_lazy("Times I ticked who was there"),
    "title": gettext_lazy("Title"),
    "to": gettext_lazy("To"),
    "to_state": gettext_lazy("To"),
    "together": gettext_lazy("Submitted with"),
    "topic": gettext_lazy("Topic"),
    "tried": gettext_lazy("What was tried"),
    "type": gettext_lazy("Kind"),
    "uid": gettext_lazy("Known there as"),
    "unsubscribed_from": gettext_lazy("Mails I no longer want"),
    "until": gettext_lazy("Until"),
    "updated_at": gettext_lazy("Changed on"),
    "urgency": gettext_lazy("Urgency"),
    "user_agent": gettext_lazy("Browser"),
    "verb": gettext_lazy("What"),
    "verdict": gettext_lazy("Judgement"),
    "verified": gettext_lazy("Confirmed"),
    "visibility_chosen": gettext_lazy("Chose what others see"),
    "waiting_files": gettext_lazy("Files that wait for their form"),
    "what": gettext_lazy("What"),
    "why": gettext_lazy("Why"),
    "word": gettext_lazy("In a word"),
    "words": gettext_lazy("In words"),
}
