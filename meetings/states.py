"""Words and state tables of the meetings' room."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MeetingState(TextChoices):
    PLANNED = "planned", _("Planned")
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Held")
    REPORTED = "reported", _("Reported")
    CANCELLED = "cancelled", _("Cancelled")


MEETING_MOVES: dict[str, frozenset[str]] = {
    MeetingState.PLANNED: frozenset({MeetingState.PUBLISHED, MeetingState.CANCELLED}),
    MeetingState.PUBLISHED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset({MeetingState.REPORTED}),
    MeetingState.REPORTED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}

# The colour of a state; of the others nothing is to be seen or done.
MEETING_TONES: dict[str, str] = {MeetingState.PLANNED: "wait", MeetingState.CANCELLED: "urgent"}

# Before the day: date, place and agenda may still change.
OPEN_STATES = frozenset({MeetingState.PLANNED, MeetingState.PUBLISHED})
# After the day: who was there and what came of it is written down.
PAST_STATES = frozenset({MeetingState.HELD, MeetingState.REPORTED})


class ItemKind(TextChoices):
    WELCOME = "welcome", _("Welcome")
    LOOKING_BACK = "looking_back", _("Looking back")
    CASE = "case", _("Case")
    EXPERT = "expert", _("Expert contribution")
    RESEARCH = "research", _("Research")
    METHOD = "method", _("Step of a method")
    BREAK = "break", _("Break")
    CLOSING = "closing", _("Closing")


# Kinds that stand before the title: of the others the title says it.
NAMED_KINDS = frozenset({ItemKind.CASE, ItemKind.EXPERT, ItemKind.RESEARCH})
# The colour class of its dot on the agenda.
KIND_COLOURS: dict[str, str] = {
    ItemKind.CASE: "c-clay",
    ItemKind.EXPERT: "c-moss",
    ItemKind.RESEARCH: "c-policy",
    ItemKind.METHOD: "c-clay",
}
# What became of a case at a held meeting, by whether it was reached.
OUTCOMES: dict[bool, Promise] = {True: _("Talked about"), False: _("Not reached")}


class Nth(IntegerChoices):
    """Which one of its weekdays in the month."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = -1, _("last")


class Weekday(IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Choice(TextChoices):
    """What an invited member answers; `none` is invited and not yet answered."""

    NONE = "none", _("Not answered yet")
    YES_ONSITE = "yes_onsite", _("Comes to the place")
    YES_ONLINE = "yes_online", _("Takes part online")
    NO = "no", _("Cannot come")


COMING = frozenset({Choice.YES_ONSITE, Choice.YES_ONLINE})


# The same to who answered.
CHOSEN: dict[str, Promise] = {
    Choice.NONE: _("You have not answered yet"),
    Choice.YES_ONSITE: _("You are coming"),
    Choice.YES_ONLINE: _("You join online"),
    Choice.NO: _("You cannot come"),
}


class Seat(TextChoices):
    CONFIRMED = "confirmed", _("Has a place")
    WAITING = "waiting", _("On the waiting list")


YOU_WAIT = _("You are on the waiting list")


class RoundKind(TextChoices):
    """What the worker mails to many, part by part."""

    INVITATION = "invitation", _("Invitation")
    CHANGED = "changed", _("New place")
    NEW_TIME = "new_time", _("New time")
    LINK = "link", _("New link")
    REMINDERS = "reminders", _("Reminders made anew")
    CANCELLED = "cancelled", _("Called off")


class Presence(TextChoices):
    ONSITE = "onsite", _("Was there")
    ONLINE = "online", _("Took part online")
    ABSENT = "absent", _("Was not there")
