"""What stands on the own page of who does, supervises or asks for research."""

from dataclasses import dataclass

from django.db.models import CharField, DateTimeField, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse

from atelier.base.types import Rows
from members.models import Member
from research.models import (
    AskedQuestion,
    Project,
)
from research.models.project import doing
from research.states import AskedState, ProjectState

SHOWN_ON_OWN_PAGE = 6
OWN_COLUMNS = ("what", "own_key", "own_title", "own_state", "day", "own_number", "since")


@dataclass(frozen=True)
class MyResearch:
    title: str
    url: str
    state: str
    tone: str
    asked: bool


TONES: dict[str, str] = {
    ProjectState.REGISTERED: "wait",
    ProjectState.CHANGES_ASKED: "urgent",
    ProjectState.RUNNING: "good",
    ProjectState.DELIVERED: "wait",
    ProjectState.PUBLISHED: "good",
    AskedState.OPEN: "wait",
}


def on_own_page(member: Member) -> list[Rows]:
    """What this member does, supervises or asked for, and what nobody took up yet; the last changed first.

    Rows of OWN_COLUMNS, so that the own page asks for them together with the cases.
    """
    concerned = Q(supervisor=member) | Q(asked__asker=member)
    projects = Project.objects.filter(doing(member) | (concerned & ~Q(state=ProjectState.DRAFT)))
    projects = projects.exclude(state=ProjectState.WITHDRAWN).order_by("-updated_at", "-pk")
    asked = AskedQuestion.objects.open().filter(asker=member).order_by("-created_at", "-pk")
    return [_own(projects, "project", "slug", "updated_at"), _own(asked, "asked", "pk", "created_at")]


def _own(rows: Rows, what: str, key: str, day: str) -> Rows:
    text = CharField()
    own: Rows = rows.annotate(
        what=Value(what),
        own_key=Cast(key, text),
        own_title=Cast("title", text),
        own_state=Cast("state", text),
        day=Cast(day, DateTimeField()),
        own_number=Value(""),
        since=Cast(day, DateTimeField()),
    ).values_list(*OWN_COLUMNS)[:SHOWN_ON_OWN_PAGE]
    return own


def mine_in_words(what: str, key: str, title: str, state: str) -> MyResearch:
    """A row of `on_own_page`, as it stands on the page."""
    asked = what == "asked"
    url = reverse("research:asked" if asked else "research:project", args=[key])
    label = AskedState(state).label if asked else ProjectState(state).label
    return MyResearch(title, url, str(label), TONES.get(state, ""), asked)
