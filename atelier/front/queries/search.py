"""Search over all that one may see. Every kind asks its own `visible_to`; an intake is never a kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db.models import F, Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.data.names import as_query, name_vector, names_query
from atelier.base.data.prepared import prepared
from atelier.base.data.search import CONFIG, Marked, Text, marked, tidied, tidied_query
from atelier.base.data.search import query as search_query
from atelier.base.types import Rows
from atelier.base.words.dates import nice_date
from cases.models import Case, Insight
from cases.queries import page_of_number as case_of_number
from meetings.models import Meeting
from meetings.queries.meeting import page_of_number as meeting_of_number
from members.models import Member, Organisation
from members.requests import Viewer
from research.models import LearningQuestion, Output, Project

SHOWN = 5
PAGE_SIZE = 20
LAST_PAGE = 20
# Of a word that stands everywhere only the newest hits are weighed, so that a big studio searches as fast as a small.
WEIGHED = 500


@dataclass(frozen=True)
class Hit:
    """`body`: the long text in which the words may stand. `marked`: the same as safe HTML, with marks."""

    title: str
    url: str
    meta: str = ""
    body: str = ""
    marked: Marked | None = None


@dataclass(frozen=True)
class Kind:
    """One sort of thing. `fields` are searched where the model keeps no ready-made column for it."""

    slug: str
    label: str | Promise
    rows: Callable[[Viewer], Rows]
    hit: Callable[[Any], Hit]
    fields: tuple[str, ...] = ()
    # Its name is found as names are written: any sign, accent or capital, and words that are no words in a sentence.
    is_named: bool = False


@dataclass(frozen=True)
class Group:
    """The hits of one kind on one page; `more` says that there is another page."""

    kind: Kind
    hits: list[Hit]
    more: bool = False
    page: int = 1

    @property
    def previous(self) -> int | None:
        """The first page needs no number in its address."""
        return self.page - 1 if self.page > 2 else None

    @property
    def next(self) -> int:
        return self.page + 1


def _day(meeting: Meeting) -> str:
    """One that was called off says so: somebody may be about to go there."""
    day = nice_date(meeting.starts_at)
    return f"{day}, {meeting.get_state_display().lower()}" if meeting.is_cancelled else day


KINDS = (
    Kind(
        "kwesties",
        _("Cases"),
        lambda member: Case.objects.visible_to(member),
        lambda case: Hit(
            case.title,
            case.get_absolute_url(),
            f"{case.number}, {case.get_state_display()}",
            _body(case, "question", "situation", "tried"),
        ),
    ),
    Kind(
        "inzichten",
        _("Insights"),
        lambda member: Insight.objects.visible_to(member),
        lambda insight: Hit(insight.title, insight.get_absolute_url(), nice_date(insight.published_at), insight.text),
    ),
    Kind(
        "bijeenkomsten",
        _("Meetings"),
        lambda member: Meeting.objects.visible_to(member),
        lambda meeting: Hit(
            str(meeting),
            meeting.get_absolute_url(),
            _day(meeting),
            _body(meeting, "theme", "public_text", "place"),
        ),
    ),
    Kind(
        "leervragen",
        _("Learning questions"),
        lambda member: LearningQuestion.objects.visible_to(member),
        lambda question: Hit(question.title, question.get_absolute_url(), question.question, question.about),
    ),
    Kind(
        "onderzoek",
        _("Research"),
        lambda member: Project.objects.visible_to(member),
        lambda project: Hit(
            project.title,
            project.get_absolute_url(),
            project.get_state_display(),
            _body(project, "question", "method"),
        ),
    ),
    Kind(
        "opbrengsten",
        _("Outputs of research"),
        lambda member: Output.objects.visible_to(member).select_related("project"),
        lambda output: Hit(output.title, output.get_absolute_url(), output.project.title, output.summary),
    ),
    Kind(
        "deelnemers",
        _("Members"),
        lambda member: Member.objects.listed(),
        lambda person: Hit(person.name, person.get_absolute_url(), person.get_perspective_display(), person.bio),
        ("name", "bio"),
        is_named=True,
    ),
    Kind(
        "organisaties",
        _("Organisations"),
        lambda member: Organisation.objects.confirmed(),
        lambda organisation: Hit(
            organisation.name,
            organisation.get_absolute_url(),
            ", ".join(filter(None, [str(organisation.get_kind_display()), organisation.place])),
            organisation.about,
        ),
        ("name", "place", "about"),
        is_named=True,
    ),
)


def search(member: Member, words: str) -> list[Group]:
    """The first hits of every kind that has any; one query per kind, and one for the marks."""
    asked = (member, tidied(words), as_query(words))
    groups = (_group(kind, FIRST_ROWS[kind.slug](*asked), page=1, size=SHOWN) for kind in KINDS)
    return _with_marks([group for group in groups if group.hits], words)


def search_kind(member: Member, words: str, slug: str, page: int = 1) -> Group | None:
    """One page of the hits of one kind; None for an unknown kind."""
    kind = next((kind for kind in KINDS if kind.slug == slug), None)
    if kind is None:
        return None
    start = (page - 1) * PAGE_SIZE
    rows = _best(kind, member, search_query(words), names_query(as_query(words)))[start : start + PAGE_SIZE + 1]
    return _with_marks([_group(kind, rows, page=page, size=PAGE_SIZE)], words)[0]


def page_of_number(words: str, member: Member) -> str:
    """Who types the number of a case or a meeting wants its page; empty for anything else."""
    return case_of_number(words, member) or meeting_of_number(words, member)


def _with_marks(groups: list[Group], words: str) -> list[Group]:
    """The words found stand out: in title or line, else in a piece of the long text. One query."""
    hits = [hit for group in groups for hit in group.hits]
    found = iter(marked([Text(str(hit.title), str(hit.meta), hit.body) for hit in hits], words))
    return [replace(group, hits=[replace(hit, marked=next(found)) for hit in group.hits]) for group in groups]


def _body(row: object, *fields: str) -> str:
    """The texts of a row that its search column was made of, and that its page shows."""
    return " ".join(filter(None, (str(getattr(row, field)) for field in fields)))


def _group(kind: Kind, rows: Iterable[object], *, page: int, size: int) -> Group:
    """Of one row more than the page holds."""
    hits = [kind.hit(row) for row in rows]
    return Group(kind, hits[:size], more=len(hits) > size and page < LAST_PAGE, page=page)


def _first_rows(kind: Kind) -> Callable[[Viewer, str, str], list[Model]]:
    @prepared
    def rows(reader: Viewer, words: str, names: str) -> Rows:
        return _best(kind, reader, tidied_query(words), names_query(names))[: SHOWN + 1]

    return rows


def _best(kind: Kind, reader: Viewer, query: SearchQuery, names: SearchQuery) -> Rows:
    rows = kind.rows(reader)
    column = _column(rows.model)
    if not column:
        column, rows = "found_in", rows.alias(found_in=SearchVector(*kind.fields, config=CONFIG))
    found = Q(**{column: query})
    rank: Any = SearchRank(F(column), query)
    if kind.is_named:
        rows = rows.alias(name_words=name_vector())
        found, rank = found | Q(name_words=names), rank + SearchRank(F("name_words"), names)
    newest = rows.filter(found).order_by("-pk").values("pk")[:WEIGHED]
    ranked: Rows = rows.filter(pk__in=newest).annotate(rank=rank)
    return ranked.order_by("-rank", "-pk")


def _column(model: type[Model]) -> str:
    """The ready-made search column of a model, if it keeps one."""
    for field in model._meta.concrete_fields:
        if isinstance(getattr(field, "output_field", field), SearchVectorField):
            return field.name
    return ""


FIRST_ROWS: dict[str, Callable[[Viewer, str, str], list[Model]]] = {kind.slug: _first_rows(kind) for kind in KINDS}
