"""Full text search in Dutch, by PostgreSQL (`lib.0001_initial` makes the configuration)."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

CONFIG = "dutch_unaccent"
LONGEST = 200
# Control signs, which no form lets through: they stand around what was found, and never in a text.
BEGIN, END = "\x02", "\x03"
OPTIONS = f'HighlightAll=true, StartSel="{BEGIN}", StopSel="{END}"'
HEADLINES = """
    SELECT ts_headline(%s::regconfig, line, websearch_to_tsquery(%s::regconfig, %s), %s)
    FROM unnest(%s::text[]) WITH ORDINALITY AS lines (line, place) ORDER BY place
"""


def query(words: str) -> SearchQuery:
    """What a person typed in a search box: words, "a phrase", -not."""
    return tidied_query(tidied(words))


def tidied(words: str) -> str:
    return words.replace("\0", "")[:LONGEST]


def tidied_query(words: Any) -> SearchQuery:
    """For `tidied` words, or for a slot where they come (`atelier.lib.prepared`)."""
    return SearchQuery(words, config=CONFIG, search_type="websearch")


def highlighted(texts: Sequence[str], words: str) -> list[SafeString]:
    """Short texts as safe HTML, with <mark> around what answers the words: the stem counts, as in the search itself.

    One query for all, so only for what stands on the page.
    """
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(HEADLINES, [CONFIG, CONFIG, tidied(words), OPTIONS, [str(text) for text in texts]])
        found = [row[0] for row in cursor.fetchall()]
    return [_marked(str(text), line) for text, line in zip(texts, found, strict=True)]


def _marked(text: str, line: str) -> SafeString:
    # Should a sign be lost on the way, the text itself matters more than the marks.
    if line.replace(BEGIN, "").replace(END, "") != text:
        return conditional_escape(text)
    first, *rest = line.split(BEGIN)
    pieces = [piece.partition(END) for piece in rest]
    marks = format_html_join("", "<mark>{}</mark>{}", ((inside, after) for inside, _end, after in pieces))
    return mark_safe(conditional_escape(first) + marks)  # noqa: S308 - both halves are escaped
