"""What a rewrite starts from: the intake, in which words between brackets stand for whatever may lead to a person.

Such a blank is checked by who writes: the words are right, or others come in their place. With a bracket left in it no
text is released.
"""

import re
from collections.abc import Iterable

from atelier.base.guard.finder import Finding, generalised

_BLANK = re.compile(r"\[([^\[\]]{0,200})\]")


def blanked(text: str, found: Iterable[Finding]) -> str:
    """`text` with the suggestion for each piece in its place, between brackets. `found`: in order, not overlapping."""
    return generalised(text, found, frame="[{}]")


def has_blanks(text: str) -> bool:
    return bool(_BLANK.search(text))


def filled(text: str) -> str:
    """The words between brackets were right: the brackets go."""
    return _BLANK.sub(r"\1", text)
