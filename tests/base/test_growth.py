"""What looks at typed text takes time in proportion to it, whatever stands in it."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from atelier.base.guard.finder import find
from atelier.base.words.text import has_bsn, tidy
from cases.diff import word_diff
from members.passwords import OwnWordsValidator
from tests.growth import SHAPES, too_slow
from tests.spread import part

LOOKS: dict[str, Callable[[str], Any]] = {
    "tidy": tidy,
    "has_bsn": has_bsn,
    "has_bsn of tidy": lambda text: has_bsn(tidy(text)),
    "finder": lambda text: find(text, [("Heuvelrade", "place"), ("a", "school")]),
    "diff": lambda text: word_diff(text, text[:-1] + "x"),
    "password": OwnWordsValidator().validate,
}


@pytest.mark.long
@pytest.mark.parametrize("name", LOOKS)
def test_ten_times_the_text_takes_about_ten_times_as_long(name: str) -> None:
    def look(text: str) -> None:
        with suppress(ValidationError):  # a refusal is an answer too
            LOOKS[name](text)

    shapes = part(SHAPES, one_of=4, turn=list(LOOKS).index(name))
    assert [wrong for shape in shapes if (wrong := too_slow(look, shape))] == []


@pytest.mark.long
def test_the_measure_itself_sees_what_is_quadratic() -> None:
    loose = re.compile("[\u200c\u200d]+(?![^\x00-\x7f])")
    assert too_slow(lambda text: loose.sub("", text[-len(text) // 10 :]), "joiners between accents")
