"""What a word may be to a name: a first name, a surname, a word of the language, a place."""

from atelier.base.guard import lists
from atelier.base.guard.pieces import Token, bare


def is_first(token: Token) -> bool:
    name = bare(token.text)
    if name in lists.first_names():
        return True
    if token.capital and name.endswith(_LITTLE) and _stem(name) in lists.first_names() and not is_word(token):
        return True
    begin, dash, end = name.partition("-")
    return bool(dash) and begin in lists.first_names() and (end in lists.first_names() or token.capital)


_LITTLE = ("tje", "je", "ke", "ken", "eke")


def _stem(name: str) -> str:
    """ "Kaatje", "Pierke": a name made small."""
    ending = next(ending for ending in _LITTLE if name.endswith(ending))
    stem = name.removesuffix(ending)
    return stem if len(stem) > 3 else ""


def is_last(token: Token) -> bool:
    name = bare(token.text)
    return name in lists.surnames() or ("-" in name and _double(name.split("-")))


def _double(parts: list[str]) -> bool:
    """ "Janssen-Smeets": one of them is listed, none is a word or a region."""
    return any(part in lists.surnames() for part in parts) and not any(
        part in lists.known()
        or part in lists.phrases("words", "very common")
        or part in ("noord", "zuid", "oost", "west")
        for part in parts
    )


def is_word(token: Token) -> bool:
    return token.low in lists.words() or (token.low.endswith("'s") and token.low[:-2] in lists.words())


def lists_place(token: Token) -> bool:
    low = lists.plain(token.text)
    return low in lists.phrases("limburg") or low in lists.phrases("towns") or low in lists.known()


def name_mostly(low: str) -> bool:
    return low in lists.phrases("common_first") or low in lists.phrases("common_surnames")


def of_an_illness(tokens: list[Token], at: int) -> bool:
    return (
        at > 1
        and tokens[at - 1].low == "van"
        and tokens[at - 2].low in ("syndroom", "ziekte", "wet", "prijs", "theorie")
    )


def is_cited(tokens: list[Token], at: int) -> bool:
    """ "Maslow (1943)": a book."""
    return (
        at + 3 < len(tokens)
        and tokens[at + 1].text == "("
        and tokens[at + 2].text[:2] in ("19", "20")
        and len(tokens[at + 2].text) == 4
        and tokens[at + 3].text == ")"
    )


def is_compound(low: str) -> bool:
    """ "jeugdfonds" is made of words; so are words with a dash."""
    if "-" in low:
        return all(
            not part or part in lists.words() or part in lists.known() or is_compound(part) for part in low.split("-")
        )
    words = lists.words()
    for cut in range(3, min(len(low) - 2, 24)):
        begin, rest = low[:cut], low[cut:]
        if (begin in words or (begin[-1] == "s" and begin[:-1] in words)) and _is_made_of(rest):
            return True
    return False


def _is_made_of(rest: str) -> bool:
    words = lists.words()
    cuts = range(4, min(len(rest) - 3, 20))
    return rest in words or any(rest[:cut] in words and rest[cut:] in words for cut in cuts)


def is_derived(low: str) -> bool:
    """ "Heuvellandse", "Heerlenaren"."""
    for ending in ("se", "sche", "s", "er", "ers", "aar", "aren", "naar", "naren", "aans", "aanse", "er's", "en"):
        stem = low.removesuffix(ending)
        if stem != low and (
            stem in lists.known() or stem in lists.phrases("limburg") or stem in lists.phrases("towns")
        ):
            return True
    return low.endswith(("isme", "istisch", "wet", "dag", "fonds", "toeslag", "project", "beleid", "isch", "ische"))
