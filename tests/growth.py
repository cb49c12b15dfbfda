"""How the time of a function grows with its text: ten times the text may take ten times as long, not a hundred."""

from collections.abc import Callable
from time import process_time
from typing import Any

SMALL, BIG = 10_000, 100_000
# Between ten and a hundred, with room for a busy machine; what is over in a blink is not compared.
MOST, BLINK = 25, 0.1

# What is repeated; of three pieces the middle one.
SHAPES: dict[str, str | tuple[str, str, str]] = {
    "joiners between letters": "é\u200d",
    "joiners alone": "\u200d",
    "joiners after a letter": ("a", "\u200d", "b"),
    "joiners between accents": ("é", "\u200c", "é"),
    "marks on one letter": "\u0301\u0323",
    "marks of a higher plane": "\U0001d16d",
    "letters with a mark": "e\u0301",
    "digits with spaces": "1 1 1 ",
    "digits with line ends": "1\r\n",
    "digits with commas": "11, 1, ",
    "digits of another script": "\u0661\u0662 ",
    "one long number": "1",
    "dates": "1-1-2026 ",
    "telephone numbers": "+31 6 1 ",
    "the word": "bsn ",
    "addresses of mail": "a@a@",
    "dotted": "a.a.",
    "a long label": "a-",
    "web addresses": "http://a.b/?",
    "dashes": "-",
    "brackets": "[(",
    "closing brackets": "[a](",
    "stars": "**a*",
    "quotes": "'\"`",
    "spaces": " ",
    "titles": "dhr. van ",
    "initials": "A.",
    "line ends": "\r\n",
    "Word's line ends": "\x0b\x0c",
    "right to left": "\u202e\u202da\u05d0",
    "family": "👩\u200d👧",
    "ligatures": "\ufdfa",
    "commas": "a,",
    "semicolons": "a@b.nl; ",
}


def text_of(shape: str, length: int) -> str:
    pieces = SHAPES[shape]
    begin, piece, end = pieces if isinstance(pieces, tuple) else ("", pieces, "")
    return (begin + piece * (length // len(piece) + 1))[: length - len(end)] + end


def seconds(run: Callable[[str], Any], text: str, times: int) -> float:
    """Of the processor, the best of some: other work on the machine does not count."""
    best = float("inf")
    for _ in range(times):
        begun = process_time()
        run(text)
        best = min(best, process_time() - begun)
    return best


def too_slow(run: Callable[[str], Any], shape: str, *, blink: float = BLINK) -> str:
    """What is wrong with how `run` takes this shape; empty when nothing is."""
    big, small = seconds(run, text_of(shape, BIG), times=1), seconds(run, text_of(shape, SMALL), times=1)
    if big > MOST * small and big > blink:  # once more: the machine may have been busy
        big = min(big, seconds(run, text_of(shape, BIG), times=2))
        small = max(small, seconds(run, text_of(shape, SMALL), times=4))
    return f"{shape}: {small:.4f} s, then {big:.4f} s" if big > MOST * small and big > blink else ""
