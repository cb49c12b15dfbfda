"""Full text search in Dutch, by PostgreSQL (`lib.0001_initial` makes the configuration)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from atelier.base.data.prepared import Slot
from atelier.base.types import Values
from atelier.base.words.text import tidy

CONFIG = "dutch_unaccent"
LONGEST = 200
# Control signs, which no form lets through: they stand around what was found, and never in a text.
BEGIN, END = "\x02", "\x03"
WHOLE = f'HighlightAll=true, StartSel="{BEGIN}", StopSel="{END}"'
PIECE = f'MaxFragments=1, MaxWords=22, MinWords=10, StartSel="{BEGIN}", StopSel="{END}"'
# How much of a long text is looked through for the piece to show.
BODY_LONGEST = 4000
# The long text is only looked through where title and line hold none of the words.
FOUND = """
    WITH asked AS (SELECT websearch_to_tsquery(%(config)s::regconfig, %(words)s) AS query),
    short AS MATERIALIZED (
        SELECT place, body, query,
            ts_headline(%(config)s::regconfig, title, query, %(whole)s) AS title,
            ts_headline(%(config)s::regconfig, line, query, %(whole)s) AS line
        FROM asked, unnest(%(titles)s::text[], %(lines)s::text[], %(bodies)s::text[])
            WITH ORDINALITY AS given (title, line, body, place)
    )
    SELECT title, line,
        CASE WHEN body <> '' AND position(%(begin)s IN title || line) = 0
        THEN ts_headline(%(config)s::regconfig, body, query, %(piece)s) ELSE '' END
    FROM short ORDER BY place
"""


def query(words: str) -> SearchQuery:
    """What a person typed in a search box: words, "a phrase", -not."""
    return tidied_query(tidied(words))


def tidied(words: str) -> str:
    """Cut before anything looks at them."""
    return tidy(words[: 4 * LONGEST], lines=False).strip()[:LONGEST]


def tidied_query(words: str | Slot) -> SearchQuery:
    """For `tidied` words, or for a slot where they come (`atelier.base.data.prepared`)."""
    return SearchQuery(words, config=CONFIG, search_type="websearch")


@dataclass(frozen=True)
class Text:
    """What a hit may show: its title, the line below it, and the long text the words may stand in."""

    title: str
    line: str = ""
    body: str = ""


@dataclass(frozen=True)
class Marked:
    """The same as safe HTML, with <mark> around what answers the words; `piece` of the body, where only that does."""

    title: SafeString
    line: SafeString
    piece: SafeString


def marked(texts: Sequence[Text], words: str) -> list[Marked]:
    """The stem counts, as in the search itself. One query for all, so only for what stands on the page."""
    if not texts:
        return []
    given: Values = {
        "config": CONFIG,
        "words": tidied(words),
        "whole": WHOLE,
        "piece": PIECE,
        "begin": BEGIN,
        "titles": [text.title for text in texts],
        "lines": [text.line for text in texts],
        "bodies": [text.body[:BODY_LONGEST] for text in texts],
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, given)
        rows = cursor.fetchall()
    return [
        Marked(_whole(text.title, title), _whole(text.line, line), _piece(piece))
        for text, (title, line, piece) in zip(texts, rows, strict=True)
    ]


def _whole(text: str, found: str) -> SafeString:
    # Should a sign be lost on the way, the text itself matters more than the marks.
    return _html(found) if _bare(found) == text else conditional_escape(text)


def _piece(found: str) -> SafeString:
    """Where the words stand, between their neighbours (without what looks like a tag); nothing without a mark."""
    return _html(found) if BEGIN in found else SafeString("")


def _bare(found: str) -> str:
    return found.replace(BEGIN, "").replace(END, "")


def _html(found: str) -> SafeString:
    first, *rest = found.split(BEGIN)
    pieces = [piece.partition(END) for piece in rest]
    marks = format_html_join("", "<mark>{}</mark>{}", ((inside, after) for inside, _end, after in pieces))
    return mark_safe(conditional_escape(first) + marks)  # noqa: S308 - both halves are escaped
