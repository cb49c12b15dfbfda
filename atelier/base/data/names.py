"""Names of people and organisations, found however they are written.

"dhondt" and "D'Hondt" are one name, so are "El Idrissi" and "el-idrissi", "Çelik" and "celik"; the beginning of a
word is enough, and no word is left out because Dutch sentences are full of it (Wil, Al, Ons).

A model keeps an index of `name_vector()`; `who_are_called(Member.objects.active(), typed)` asks it.
"""

import unicodedata
from collections.abc import Iterator
from typing import cast

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import Concat

from atelier.base.data.prepared import Slot

# Whole words without accents (`lib.0005_names`); nothing is a stop word, nothing is cut to a stem.
CONFIG = "names"
LONGEST = 100
# What stands in names and is typed in as many ways: apostrophes, hyphens, dots.
SIGNS = "'\u2019\u2018`\u00b4\u02bc\u02b9\u2032\"-\u2010\u2011\u2012\u2013.\u00b7/"
SPACE = Value(" ", output_field=TextField())
# "v.d. Berg", "vd Berg": what it is short for begins with these.
SHORT = {"vd": ("v", "d"), "vdn": ("v", "d"), "vh": ("v", "h"), "vt": ("v", "t")}
# Letters that carry no loose accent; the database's unaccent knows them too.
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def name_vector(field: str = "name") -> SearchVector:
    """The words of a name, the same with its signs taken out, and the whole in one piece."""
    parted, joined = Translate(field, SIGNS, " " * len(SIGNS)), Translate(field, SIGNS, "")
    written = Concat(parted, SPACE, joined, SPACE, Translate(field, SIGNS + " ", ""))
    return SearchVector(written, config=CONFIG)


def names_query(words: str | Slot) -> SearchQuery:
    """For what `as_query` made, or for a slot where it comes (`atelier.base.data.prepared`)."""
    return SearchQuery(words, config=CONFIG, search_type="raw")


def who_are_called[M: Model](rows: QuerySet[M], typed: str) -> QuerySet[M]:
    """The rows whose name may be what was typed; none when that is signs only."""
    words = as_query(typed)
    if not words:
        return rows.none()
    named = rows.alias(name_words=name_vector()).filter(name_words=names_query(words))
    return cast("QuerySet[M]", named)


class Translate(Func):
    """Each sign of `signs` becomes the one at its place in `into`, or goes."""

    function = "TRANSLATE"

    def __init__(self, field: str, signs: str, into: str) -> None:
        super().__init__(F(field), Value(signs), Value(into), output_field=TextField())


def as_query(typed: str) -> str:
    """Each typed word begins one of the name's, or all of them together do; empty where only signs were typed."""
    words = [list(parts_of(word)) for word in typed[:LONGEST].split()]
    words = [parts for parts in words if parts]
    if not words:
        return ""
    each = " & ".join(_word(parts) for parts in words)
    whole = "".join(part for parts in words for part in parts)
    return f"({each}) | {whole}:*"


def parts_of(word: str) -> Iterator[str]:
    """Letters and digits that stand together: only these reach the query."""
    yield from "".join(sign if sign.isalnum() else " " for sign in word).split()


def _word(parts: list[str]) -> str:
    parts = list(SHORT.get(parts[0].lower(), parts)) if len(parts) == 1 else parts
    apart = " & ".join(f"{part}:*" for part in parts)
    return f"({apart} | {''.join(parts)}:*)"


def folded(name: str) -> str:
    """A name without accents, signs, spaces and capitals: two that are equal are the same name."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    return "".join(sign for sign in bare if sign.isalnum())


def same_name(one: str, other: str) -> bool:
    return folded(one) == folded(other)
