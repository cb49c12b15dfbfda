"""What may lead to a person in the text of a file: for who sends it, and for who publishes it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from atelier.base.files.washing import Text
from atelier.base.guard.finder import find
from atelier.base.guard.known import known_names

MOST_SHOWN = 40


@dataclass(frozen=True)
class Found:
    """Words that stand in a file so many times."""

    words: str
    reason: str | Promise
    times: int


@dataclass(frozen=True)
class Look:
    """What somebody should know of a text who lets it go on: the first `found`, and how many there are in all."""

    text: Text
    found: Sequence[Found]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.found)


def look_at(text: Text) -> Look:
    """The same words are one finding, however often they stand there."""
    findings = find(text.words, known_names()) if text.words else []
    times = Counter((finding.kind, finding.text) for finding in findings)
    reasons = {(finding.kind, finding.text): finding.reason for finding in findings}
    shown = [Found(words, reasons[kind, words], times[kind, words]) for kind, words in reasons]
    return Look(text, shown[:MOST_SHOWN], len(shown))
