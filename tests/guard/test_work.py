"""How much the finder does grows with the text and not faster: calls are counted, not seconds."""

import sys
from collections.abc import Callable

import pytest

from atelier.base.guard.finder import find

SHAPES = (
    *(
        "a",
        "1 ",
        "1",
        "a ",
        "A ",
        "Jan de ",
        "A.",
        "van ",
        "x@",
        "a-",
        "06-",
        "de enige ",
        "1-1-",
        "1 mei ",
        "'t ",
        "\n",
    ),
    *("[(", "Kerkstraat ", "Kerk de ", "moeder van ", "dossier ", "NL91 ", "bsn ", "mevrouw ", "Heerlen "),
    *("Stichting ", "geb ", "é"),
)
# Three times the text: three times the work, and a little for where it begins.
MOST = 3.6


def calls(run: Callable[[], object]) -> int:
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_three_times_the_text_is_three_times_the_work(shape: str) -> None:
    find("Mevrouw Jansen uit Heerlen, de enige koster van het dorp.")  # the lists are read
    small, big = ((shape * size)[:size] for size in (2_000, 6_000))
    find(big)
    assert calls(lambda: find(big)) <= MOST * calls(lambda: find(small)) + 300


def test_the_count_sees_what_is_quadratic() -> None:
    def pairs(text: str) -> int:
        return sum(one.isalpha() for one in text for _other in text)

    assert calls(lambda: pairs("a" * 600)) > MOST * calls(lambda: pairs("a" * 200)) + 300
