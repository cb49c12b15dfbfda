"""What the washing process says back: one line of facts, then the text, then the file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """The words of a file; not `whole` when it is very long, or could not be read to its end."""

    words: str
    whole: bool = True


@dataclass(frozen=True)
class Washed:
    """`taken`: how many of each kind (`told.KINDS`) were taken out."""

    content: bytes
    taken: Mapping[str, int] = field(default_factory=dict)
    text: Text = Text("")


def dump(washed: Washed) -> bytes:
    words = washed.text.words.encode(errors="replace")
    facts = {"taken": washed.taken, "whole": washed.text.whole, "words": len(words)}
    return json.dumps(facts).encode() + b"\n" + words + washed.content


def load(said: bytes) -> Washed:
    line, _, rest = said.partition(b"\n")
    facts = json.loads(line)
    words, content = rest[: facts["words"]], rest[facts["words"] :]
    return Washed(content, facts["taken"], Text(words.decode(), facts["whole"]))
