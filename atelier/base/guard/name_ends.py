"""Where a name ends that has begun: with little words between, in lower case, with a second surname."""

from atelier.base.guard import lists
from atelier.base.guard.people import is_first, is_last, is_word, lists_place
from atelier.base.guard.pieces import Token, bare

BETWEEN = lists.vocabulary("between names")
# "op den Kamp", "in 't Veld": these begin a surname only before an article.
WITH_ARTICLE = frozenset(["in", "op", "aan", "te", "het", "de", "den", "des", "zu"])


def article_after(tokens: list[Token], at: int) -> bool:
    if tokens[at].low in ("de", "den", "des", "het"):
        return True
    return at + 1 < len(tokens) and tokens[at + 1].low in ("de", "den", "het", "'t", "t", "der", "gen", "'")


def end_of_name(tokens: list[Token], at: int, sort: str) -> int:
    end = at
    small = not tokens[at].capital
    while end - at < 7 and not tokens[end].low.endswith("'s"):
        step = _next_part(tokens, end, small, sort)
        if step == end:
            break
        end = step
    return end


def _next_part(tokens: list[Token], end: int, small: bool, sort: str) -> int:
    """The last token of the next part of this name, or `end`."""
    at = end + 1
    if (
        at < len(tokens)
        and tokens[at].text == "-"
        and not tokens[at].gap
        and at + 1 < len(tokens)
        and tokens[at + 1].capital
    ):
        return at + 1
    if tokens[end].low in BETWEEN and at < len(tokens) and tokens[at].text in (".", "'") and not tokens[at].gap:
        at += 1
    first = at
    if at < len(tokens) and tokens[at].low in ("in", "op", "aan", "te") and not article_after(tokens, at):
        return end
    if (
        at < len(tokens)
        and tokens[at].capital
        and tokens[at].low in ("de", "het", "in", "op", "aan")
        and tokens[end].low in BETWEEN
    ):
        return end
    while at < len(tokens) and tokens[at].low in BETWEEN and at - first < 4:
        if at > first and tokens[at].capital and tokens[at].low in ("de", "het"):
            return end
        at += 1
        if at < len(tokens) and tokens[at].text in (".", "'") and not tokens[at].gap:
            at += 1
    if at >= len(tokens) or "\n" in [token.text for token in tokens[first : at + 1]]:
        return end
    name = tokens[at]
    if not name.is_word:
        return end
    between = at > first or tokens[end].low in BETWEEN
    if len(name.text) == 1:
        initial = name.capital and at + 1 < len(tokens) and tokens[at + 1].text == "."
        return at + 1 if initial and not name.begins else end
    low = bare(name.text)
    if name.begins and name.text.isupper():
        small = True
    if name.capital and not name.begins:
        if low in lists.known() and not is_last(name):
            return end
        if between:
            if (
                tokens[first].low == "van"
                and at == first + 1
                and end > 0
                and sort != "title"
                and is_last(tokens[end])
                and not is_last(name)
            ):
                return end
            return at if not lists_place(name) or is_last(name) or name.low not in lists.words() else end
        if is_word(name):
            telling = (
                is_first(tokens[end])
                and name.low not in lists.phrases("words", "very common")
                and not lists_place(name)
            )
            return at if is_last(name) or is_first(name) or telling else end
        return end if (lists_place(name) and not is_last(name)) or (name.text.isupper() and len(low) < 5) else at
    if not small:
        return end
    if between:
        return at if is_last(name) or not is_word(name) or (tokens[end].low in BETWEEN and sort == "title") else end
    if is_word(name):
        return at if low in lists.phrases("common_surnames") and sort != "title" else end
    return at if is_last(name) and not lists_place(name) else end
