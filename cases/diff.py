"""What differs between the raw and the released text, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

# A word with the white space behind it; white space alone only in front.
_WORDS = re.compile(r"\S+\s*|\s+")
# Comparisons of two words, a tenth of a second of them. Matching text full of the same words would take minutes.
MOST_STEPS = 1_000_000


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces as ("same" | "del" | "ins", text); without "ins" they are `old`, without "del" they are `new`.

    What is too much to compare stands as one "del" and one "ins".
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[tuple[str, str]] = []
    a = b = 0
    for start, begin, size in [*sorted(_matches(before, after)), (len(before), len(after), 0)]:
        parts = [
            ("del", before[a:start]),
            ("ins", after[b:begin]),
            ("same", before[start : start + size]),
        ]
        pieces += [(kind, "".join(words)) for kind, words in parts if words]
        a, b = start + size, begin + size
    return pieces


def _matches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """(place in before, place in after, length) of each run of the same words: longest first, while the steps last."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    often = Counter(after)
    steps = list(accumulate((1 + often[word] for word in before), initial=0))
    left = MOST_STEPS
    todo = [(0, len(before), 0, len(after))]
    for low, high, start, end in todo:
        price = steps[high] - steps[low]
        if low == high or start == end or price > left:
            continue
        left -= price
        a, b, size = matcher.find_longest_match(low, high, start, end)
        if size:
            yield a, b, size
            todo += [(low, a, start, b), (a + size, high, b + size, end)]
