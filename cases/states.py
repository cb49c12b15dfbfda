"""Words and moves of the cases' room."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from atelier.base.data.moves import MoveTable


class CaseState(TextChoices):
    DRAFT = "draft", pgettext_lazy("case", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("case", "Submitted")
    CHANGES_ASKED = "changes_asked", pgettext_lazy("case", "Changes asked")
    SHOWN = "shown", pgettext_lazy("case", "With the submitter")
    RELEASED = "released", pgettext_lazy("case", "Released")
    SCHEDULED = "scheduled", pgettext_lazy("case", "Scheduled")
    DISCUSSED = "discussed", pgettext_lazy("case", "Discussed")
    FOLLOWED_UP = "followed_up", pgettext_lazy("case", "Followed up")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    DECLINED = "declined", pgettext_lazy("case", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "Withdrawn")


# Released or shown -> submitted takes a text back for a new review; discussed -> scheduled brings a case to a next
# meeting. Submitted -> released skips its submitters: they said that it may, or nobody of them is there.
CASE_MOVES: MoveTable = {
    CaseState.DRAFT: {CaseState.SUBMITTED},
    CaseState.SUBMITTED: {
        CaseState.CHANGES_ASKED,
        CaseState.SHOWN,
        CaseState.RELEASED,
        CaseState.DECLINED,
        CaseState.WITHDRAWN,
    },
    CaseState.CHANGES_ASKED: {CaseState.SUBMITTED, CaseState.DECLINED, CaseState.WITHDRAWN},
    CaseState.SHOWN: {CaseState.RELEASED, CaseState.SUBMITTED, CaseState.WITHDRAWN},
    CaseState.RELEASED: {CaseState.SCHEDULED, CaseState.SUBMITTED, CaseState.WITHDRAWN},
    CaseState.SCHEDULED: {CaseState.DISCUSSED, CaseState.RELEASED, CaseState.WITHDRAWN},
    CaseState.DISCUSSED: {CaseState.FOLLOWED_UP, CaseState.SCHEDULED},
    CaseState.FOLLOWED_UP: {CaseState.CLOSED},
    CaseState.CLOSED: set(),
    CaseState.DECLINED: set(),
    CaseState.WITHDRAWN: set(),
}

# What members may read.
OPEN_TO_MEMBERS = (
    CaseState.RELEASED,
    CaseState.SCHEDULED,
    CaseState.DISCUSSED,
    CaseState.FOLLOWED_UP,
    CaseState.CLOSED,
)
# Members still think along.
ASKS_VOICES = (CaseState.RELEASED, CaseState.SCHEDULED)
WITH_MODERATORS = (CaseState.SUBMITTED,)
# The reason of a move to these may hold words of the intake: of a refusal, a withdrawal, a text taken back.
MAY_QUOTE = (CaseState.DECLINED, CaseState.WITHDRAWN, CaseState.SUBMITTED)
MAY_BE_WITHDRAWN = (
    CaseState.SUBMITTED,
    CaseState.CHANGES_ASKED,
    CaseState.SHOWN,
    CaseState.RELEASED,
    CaseState.SCHEDULED,
)
# A moderator takes its text back for a new review.
MAY_BE_TAKEN_BACK = (CaseState.SHOWN, CaseState.RELEASED)
# What a meeting may record about a case.
TAKES_RESULTS = (CaseState.SCHEDULED, CaseState.DISCUSSED, CaseState.FOLLOWED_UP)
TAKES_LOOK_BACK = (CaseState.DISCUSSED, CaseState.FOLLOWED_UP)
ENDED = (CaseState.CLOSED, CaseState.DECLINED, CaseState.WITHDRAWN)
# It waits for a moderator or for its submitter, and members never read it.
IN_REVIEW = (CaseState.SUBMITTED, CaseState.CHANGES_ASKED, CaseState.SHOWN)


# A file is added by who submits it, and released by who reviews it.
ASKS_ATTACHMENTS = (CaseState.DRAFT, CaseState.CHANGES_ASKED)
TAKES_ATTACHMENTS = tuple(
    state for state in CaseState if state not in (CaseState.DRAFT, CaseState.DECLINED, CaseState.WITHDRAWN)
)


class Scan(TextChoices):
    """How far an attachment is with the virus scanner."""

    NONE = "none", _("Not looked at for viruses")
    WAITING = "waiting", _("Being looked at for viruses")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("Refused by the virus scanner, and deleted")


SCAN_TONES = {Scan.NONE: "wait", Scan.WAITING: "wait", Scan.CLEAN: "good", Scan.INFECTED: "urgent"}


class Keeping(TextChoices):
    """How long a raw text stays, by how far its case is."""

    DRAFT = "draft", _("A draft, after its last change")
    REVIEW = "review", _("In review, after the last thing that happened to it")
    WAITING = "waiting", _("Released and never talked about, after its release")
    DISCUSSED = "discussed", _("Talked about, after the meeting")
    DECLINED = "declined", _("Declined, after the refusal")
    WITHDRAWN = "withdrawn", _("Withdrawn, after the withdrawal")


class Look(TextChoices):
    """How long the submitters have to look at the text for members."""

    TIME = "look", _("With the submitter, before the text opens by itself (working days)")


@dataclass(frozen=True)
class Days:
    """How many days a period lasts where the studio chose nothing else, and what it may choose."""

    usual: int
    least: int
    most: int


# A draft is warned of two weeks before, so it stays longer than that.
KEPT_DAYS = {
    Keeping.DRAFT: Days(90, 30, 365),
    Keeping.REVIEW: Days(365, 90, 730),
    Keeping.WAITING: Days(365, 90, 730),
    Keeping.DISCUSSED: Days(90, 14, 365),
    Keeping.DECLINED: Days(30, 7, 365),
    Keeping.WITHDRAWN: Days(7, 1, 90),
}
# In working days: never none, for then nobody could look.
PERIODS: dict[str, Days] = {Look.TIME: Days(2, 1, 14)} | {kind.value: days for kind, days in KEPT_DAYS.items()}

# The colour of a state that members see; the others have none.
CASE_TONES: dict[str, str] = {
    CaseState.RELEASED: "wait",
    CaseState.SCHEDULED: "good",
    CaseState.DISCUSSED: "good",
    CaseState.FOLLOWED_UP: "good",
    CaseState.CLOSED: "good",
}

# What the history says of a move, to who submitted the case: by where it went, and first by where it came from too.
MOVED_TO: dict[str, str | Promise] = {
    CaseState.SUBMITTED: _("A moderator took the text back for a new look"),
    CaseState.CHANGES_ASKED: _("A moderator asked for changes"),
    CaseState.SHOWN: _("A moderator wrote the text for members: the submitter looks at it first"),
    CaseState.RELEASED: _("Members can read the case"),
    CaseState.SCHEDULED: _("It stands on the agenda of a meeting"),
    CaseState.DISCUSSED: _("The studio discussed it"),
    CaseState.FOLLOWED_UP: _("It is known what was done with the advice"),
    CaseState.CLOSED: _("The case is closed"),
    CaseState.DECLINED: _("The studio does not take it up"),
    CaseState.WITHDRAWN: _("The case was withdrawn"),
}
MOVED_BETWEEN: dict[tuple[str, str], Promise] = {
    (CaseState.DRAFT, CaseState.SUBMITTED): _("You submitted the case"),
    (CaseState.CHANGES_ASKED, CaseState.SUBMITTED): _("You submitted the changed text"),
    (CaseState.SHOWN, CaseState.SUBMITTED): _("A moderator looks at the text again, before members read it"),
    (CaseState.SCHEDULED, CaseState.RELEASED): _("It waits for another meeting"),
}
# A move that stays in its state.
CORRECTED = _("A moderator corrected the text")


class Urgency(TextChoices):
    URGENT = "urgent", _("Urgent: cannot wait for the next meeting")
    NEXT = "next", _("For the next meeting")
    CAN_WAIT = "can_wait", _("Can wait for a later meeting")


SHORT_URGENCY = {
    Urgency.URGENT: _("Urgent"),
    Urgency.NEXT: _("Next meeting"),
    Urgency.CAN_WAIT: _("Can wait"),
}


class Attribution(TextChoices):
    """What members see of who submitted."""

    NAME = "name", _("Show my name and my organisation")
    KIND = "kind", _("Show only the kind of my organisation")
    NONE = "none", _("Show neither")


# Why a case moved, where the portal notes it itself. Said when it is read, in the reader's language.
CASE_NOTES: dict[str, str | Promise] = {
    "on_agenda": _("Meeting %(number)s"),
    "talked_about": _("Talked about at meeting %(number)s"),
    "not_reached": _("Not reached at meeting %(number)s"),
    "off_agenda": _("Taken off the agenda of meeting %(number)s"),
    "meeting_cancelled": _("Meeting %(number)s was cancelled"),
    "text_agreed": _("The submitter said that the text is right"),
    "text_unanswered": _("Nobody asked for another text before the time had passed"),
    "text_at_once": _("It is urgent, and the submitter let it open without looking first"),
    "nobody_looks": _("Nobody who submitted it is here to look at the text"),
    "other_text_asked": _("The submitter asked for something else in the text"),
    "left_alone": _("Nothing happened with it for %(number)s days, so the portal let it go"),
}


# What one can still choose after submitting: to show less, never more.
STRICTER = {
    Attribution.NAME: (Attribution.KIND, Attribution.NONE),
    Attribution.KIND: (Attribution.NONE,),
    Attribution.NONE: (),
}


class Verdict(TextChoices):
    """What the presenter says of an advice, from least to most."""

    NOT_USABLE = "not_usable", _("Not usable")
    USABLE = "usable", _("Usable")
    TRIED = "tried", _("Tried")
    WORKED = "worked", _("Tried, and it worked")


VERDICT_TONES: dict[str, str] = {
    Verdict.NOT_USABLE: "",
    Verdict.USABLE: "wait",
    Verdict.TRIED: "wait",
    Verdict.WORKED: "good",
}


class Moment(TextChoices):
    """When the presenter is asked to look back."""

    SIX_WEEKS = "six_weeks", _("After six weeks")
    SIX_MONTHS = "six_months", _("After six months")


LOOK_BACK_AFTER = {Moment.SIX_WEEKS: timedelta(weeks=6), Moment.SIX_MONTHS: timedelta(days=182)}


class CommitmentState(TextChoices):
    OPEN = "open", pgettext_lazy("commitment", "Open")
    DONE = "done", pgettext_lazy("commitment", "Done")
    DROPPED = "dropped", pgettext_lazy("commitment", "Dropped")


COMMITMENT_MOVES: MoveTable = {
    CommitmentState.OPEN: {CommitmentState.DONE, CommitmentState.DROPPED},
    CommitmentState.DONE: {CommitmentState.OPEN},
    CommitmentState.DROPPED: {CommitmentState.OPEN},
}


class InsightState(TextChoices):
    DRAFT = "draft", pgettext_lazy("insight", "Draft")
    PUBLISHED = "published", pgettext_lazy("insight", "Published")


INSIGHT_MOVES: MoveTable = {
    InsightState.DRAFT: {InsightState.PUBLISHED},
    InsightState.PUBLISHED: {InsightState.DRAFT},
}


class Level(TextChoices):
    CITIZEN = "citizen", _("Citizen")
    PROFESSIONAL = "professional", _("Professional")
    ORGANISATION = "organisation", _("Organisation")
    GOVERNMENT = "government", _("Government")


class Lens(TextChoices):
    JUSTICE = "justice", _("Social justice")
    SOLIDARITY = "solidarity", _("Solidarity")
    RELATIONAL = "relational", _("Relational work")
