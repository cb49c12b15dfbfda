"""What may lead to a person in the text of a file: for who sends it, and for who publishes it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import thread_time

from django.utils.functional import Promise

from atelier.base.files.washing import Text
from atelier.base.guard.finder import find
from atelier.base.guard.known import known_names

MOST_SHOWN = 40
# A text is looked at in parts, each cut at the end of a line, until so much time of the processor has gone: a long
# report takes half of it, and one that was made to be slow holds nobody else.
PART = 20_000
MOST_SECONDS = 2.0


@dataclass(frozen=True)
class Found:
    """Words that stand in a file so many times."""

    words: str
    reason: str | Promise
    times: int
    kind: str = ""
    # Why it may stand there, as its sender said; for who publishes.
    choice: str | Promise = ""


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
    if not text.words:
        return Look(text, [], 0)
    words, findings = "", []
    names, until = known_names(), thread_time() + MOST_SECONDS
    for part in _parts(text.words):
        if words and thread_time() > until:
            text = Text(words, whole=False)
            break
        findings += find(part, names)
        words += part
    times = Counter((finding.kind, finding.text) for finding in findings)
    reasons = {(finding.kind, finding.text): finding.reason for finding in findings}
    shown = [Found(words, reasons[kind, words], times[kind, words], kind) for kind, words in reasons]
    return Look(text, shown[:MOST_SHOWN], len(shown))


def _parts(words: str) -> Iterator[str]:
    at = 0
    while at < len(words):
        end = at + PART
        if end < len(words):
            cuts = (words.rfind(sign, at, end) + 1 for sign in "\n ")
            end = next((cut for cut in cuts if cut > at), end)
        yield words[at:end]
        at = end
