"""Words and moves of the research room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from atelier.base.data.moves import MoveTable


class QuestionState(TextChoices):
    """A learning question: a member proposes it, the studio takes it on, and one day it is answered."""

    PROPOSED = "proposed", pgettext_lazy("learning question", "Proposed")
    OPEN = "open", pgettext_lazy("learning question", "We are searching")
    ANSWERED = "answered", pgettext_lazy("learning question", "Answered for now")
    SET_ASIDE = "set_aside", pgettext_lazy("learning question", "Set aside")


QUESTION_MOVES: MoveTable = {
    QuestionState.PROPOSED: (QuestionState.OPEN, QuestionState.SET_ASIDE),
    QuestionState.OPEN: (QuestionState.ANSWERED, QuestionState.SET_ASIDE),
    QuestionState.ANSWERED: (QuestionState.OPEN,),
    QuestionState.SET_ASIDE: (QuestionState.OPEN,),
}


# Colours of states; the others have none.
QUESTION_TONES: dict[str, str] = {QuestionState.PROPOSED: "wait", QuestionState.ANSWERED: "good"}

# What every member reads; the others only who proposed them and who keeps the questions.
PUBLISHED_QUESTIONS = frozenset({QuestionState.OPEN, QuestionState.ANSWERED})


class AskedState(TextChoices):
    """A question for research that a member or an organisation asked; students may pick it up."""

    OPEN = "open", pgettext_lazy("asked question", "Nobody has picked this up yet")
    PICKED_UP = "picked_up", pgettext_lazy("asked question", "Picked up")
    ANSWERED = "answered", pgettext_lazy("asked question", "Answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("asked question", "Withdrawn")


ASKED_MOVES: MoveTable = {
    AskedState.OPEN: (AskedState.PICKED_UP, AskedState.WITHDRAWN),
    AskedState.PICKED_UP: (AskedState.OPEN, AskedState.ANSWERED, AskedState.WITHDRAWN),
    AskedState.ANSWERED: (),
    AskedState.WITHDRAWN: (),
}


class ProjectState(TextChoices):
    DRAFT = "draft", pgettext_lazy("research project", "Draft")
    REGISTERED = "registered", pgettext_lazy("research project", "Registered")
    CHANGES_ASKED = "changes_asked", pgettext_lazy("research project", "Changes asked")
    APPROVED = "approved", pgettext_lazy("research project", "Approved")
    RUNNING = "running", pgettext_lazy("research project", "Running")
    DELIVERED = "delivered", pgettext_lazy("research project", "Delivered")
    PUBLISHED = "published", pgettext_lazy("research project", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("research project", "Withdrawn")


PROJECT_MOVES: MoveTable = {
    ProjectState.DRAFT: (ProjectState.REGISTERED,),
    ProjectState.REGISTERED: (ProjectState.CHANGES_ASKED, ProjectState.APPROVED, ProjectState.WITHDRAWN),
    ProjectState.CHANGES_ASKED: (ProjectState.REGISTERED, ProjectState.WITHDRAWN),
    ProjectState.APPROVED: (ProjectState.RUNNING, ProjectState.WITHDRAWN),
    ProjectState.RUNNING: (ProjectState.DELIVERED, ProjectState.WITHDRAWN),
    ProjectState.DELIVERED: (ProjectState.RUNNING, ProjectState.PUBLISHED, ProjectState.WITHDRAWN),
    ProjectState.PUBLISHED: (),
    ProjectState.WITHDRAWN: (),
}

PROJECT_TONES: dict[str, str] = {
    ProjectState.REGISTERED: "wait",
    ProjectState.CHANGES_ASKED: "wait",
    ProjectState.RUNNING: "good",
    ProjectState.DELIVERED: "wait",
    ProjectState.PUBLISHED: "good",
}

# The registration may still be rewritten.
EDITABLE = frozenset({ProjectState.DRAFT, ProjectState.CHANGES_ASKED})
# Every member may read it: the research was approved.
SHOWN_TO_MEMBERS = frozenset(
    {ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.DELIVERED, ProjectState.PUBLISHED}
)
# Goes on, so it needs somebody who does it and somebody who supervises.
NEEDS_PEOPLE = frozenset(
    {
        ProjectState.REGISTERED,
        ProjectState.CHANGES_ASKED,
        ProjectState.APPROVED,
        ProjectState.RUNNING,
        ProjectState.DELIVERED,
    }
)
# Nothing changes any more.
ENDED = frozenset({ProjectState.PUBLISHED, ProjectState.WITHDRAWN})
# Work goes on: milestones are kept and outputs come.
AT_WORK = frozenset({ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.DELIVERED})


class ChangeState(TextChoices):
    """Of a change that researchers ask in research that was approved."""

    WAITING = "waiting", pgettext_lazy("change of research", "Waits for the supervisor")
    AGREED = "agreed", pgettext_lazy("change of research", "Agreed")
    REFUSED = "refused", pgettext_lazy("change of research", "Not agreed")
    TAKEN_BACK = "taken_back", pgettext_lazy("change of research", "Taken back")


CHANGE_TONES: dict[str, str] = {ChangeState.WAITING: "wait", ChangeState.AGREED: "good"}


class OutputState(TextChoices):
    WAITING = "waiting", pgettext_lazy("output", "Waits for review")
    RETURNED = "returned", pgettext_lazy("output", "Changes asked")
    PUBLISHED = "published", pgettext_lazy("output", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("output", "Taken back")


OUTPUT_MOVES: MoveTable = {
    OutputState.WAITING: (OutputState.RETURNED, OutputState.PUBLISHED),
    OutputState.RETURNED: (OutputState.WAITING,),
    OutputState.PUBLISHED: (OutputState.WITHDRAWN,),
    OutputState.WITHDRAWN: (OutputState.WAITING,),
}


class OutputKind(TextChoices):
    REPORT = "report", _("Report")
    POSTER = "poster", _("Poster")
    SLIDES = "slides", _("Presentation")
    TOOL = "tool", _("Tool for practice")
    OTHER = "other", _("Something else")


class Judgement(TextChoices):
    """What the asker says of an output."""

    USABLE = "usable", _("I can use this")
    PARTLY = "partly", _("I can use a part of this")
    NOT_YET = "not_yet", _("I cannot use this yet")


JUDGEMENT_TONES: dict[str, str] = {Judgement.USABLE: "good", Judgement.PARTLY: "good", Judgement.NOT_YET: ""}


class JudgedAs(TextChoices):
    """On whose behalf an output was judged: the words on the page say so."""

    ASKER = "asker", _("says who asked the question")
    PARTNER = "partner", _("says the partner organisation")


class Promise(TextChoices):
    """The ethics and data checklist: what a project promises before it starts."""

    CONSENT = "consent", _("People who take part know what it is for, agree, and may stop at any moment")
    LIVED = "lived", _("Experts by experience think along from the start")
    LITTLE = "little", _("We gather no more personal data than the question needs")
    SAFE = "safe", _("We keep data in the safe storage of our school and delete them afterwards")
    NAMELESS = "nameless", _("Nobody can be recognised in what we publish")
    BACK = "back", _("People who took part hear what came out of it")
