"""The words that a finding proposes: each kind has some, and they lead to nobody themselves."""

import pytest
from django.utils import translation

from atelier.base.guard.finder import KINDS, find
from atelier.base.guard.wording import REASONS, SUGGESTIONS, instead

SORTS = [(kind, sort) for kind, sorts in SUGGESTIONS.items() for sort in sorts]
SORTS += [("birthdate", "1980"), *(("rare", f"age {decade}") for decade in range(0, 100, 10))]
FRAMES = ("We spraken {}.", "Gisteren was {} hier, daarna niet meer.", "Het gaat om {}.", "Dat is in {}.")


def test_every_kind_has_a_reason_and_words() -> None:
    assert set(KINDS) == set(REASONS) == set(SUGGESTIONS)
    assert all("" in sorts for sorts in SUGGESTIONS.values())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("kind", "sort"), SORTS)
def test_words_that_are_proposed_are_not_found_again(kind: str, sort: str, language: str) -> None:
    with translation.override(language):
        words = str(instead(kind, sort))
    assert [find(frame.format(words)) for frame in FRAMES] == [[]] * len(FRAMES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mevrouw J. Hendriks belt.", "N."),
        ("Gisteren belde Fatima.", "de bewoner"),
        ("geboren op 3-4-1987", "in de jaren 1980"),
        ("Zij komt uit Heerlen.", "een stad in de regio"),
        ("Zij komt uit Mheer.", "een dorp in de regio"),
        ("Zij komt uit Wittevrouwenveld.", "een wijk in de regio"),
        ("Zij werkt bij Zuyderland.", "een zorgorganisatie"),
        ("Hij huurt van Woonpunt.", "een woningcorporatie"),
        ("op basisschool De Regenboog", "een school"),
        ("op de basisschool De Regenboog", "in de buurt"),
        ("Zij is bij Stichting De Brug.", "een organisatie"),
        ("een 47-jarige weduwe", "iemand tussen de 40 en 50"),
    ],
)
def test_the_words_fit_what_was_found(text: str, words: str) -> None:
    with translation.override("nl"):
        assert [str(finding.suggestion) for finding in find(text)] == [words]


@pytest.mark.parametrize("reader", ["nl", "en"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zij komt uit Heerlen en wacht al weken.", "een stad in de regio"),
        ("Heerlen", "een stad in de regio"),
        ("She was born in Heerlen and has been waiting for weeks.", "a town in the region"),
    ],
)
def test_words_are_proposed_in_the_language_of_the_text_whoever_reads(reader: str, text: str, words: str) -> None:
    with translation.override(reader):
        assert [finding.suggestion for finding in find(text)] == [words]
