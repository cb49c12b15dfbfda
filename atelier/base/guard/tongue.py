"""In which of the portal's two languages a text is written, by its smallest words."""

from atelier.base.guard.pieces import Told

DUTCH = frozenset(
    "de het een en van ik je zij hij dat niet met voor op te zijn haar naar ook bij maar heeft wordt".split()  # noqa: SIM905
)
ENGLISH = frozenset(
    "the a and of i you she he that not with for on to his her they also by but has was were".split()  # noqa: SIM905
)


def language_of(told: Told) -> str:
    """English where its small words are twice as many as Dutch ones; else Dutch, as nearly all of it is."""
    english = dutch = 0
    for token in told.tokens:
        english += token.low in ENGLISH
        dutch += token.low in DUTCH
    return "en" if english > 2 * dutch else "nl"
