import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.base.guard.finder import find, pieces

NAMES = [("Heuvelrade", "place"), ("De Regenboog", "school")]


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("Mevrouw J. Hendriks belt elke week.", "name", "J. Hendriks"),
        ("We spraken dhr. van der Berg gisteren", "name", "van der Berg"),
        ("Haar zoon Youssef el Idrissi gaat", "name", "Youssef el Idrissi"),
        ("Volgens P. Janssen kan het", "name", "P. Janssen"),
        ("Hij woont op 6211 AB", "postcode", "6211 AB"),
        ("postcode 6211ab", "postcode", "6211ab"),
        ("Zij woont in de Akerstraat 12 b.", "address", "Akerstraat 12 b"),
        ("Sint Pieterstraat 4", "address", "Sint Pieterstraat 4"),
        ("Bel 06-12345678 of", "phone", "06-12345678"),
        ("Bel +31 6 1234 5678 even", "phone", "+31 6 1234 5678"),
        ("Bel 043 350 12 34", "phone", "043 350 12 34"),
        ("mail j.hendriks@voorbeeld.test nu", "email", "j.hendriks@voorbeeld.test"),
        ("op NL91 ABNA 0417 1643 00 staat", "iban", "NL91 ABNA 0417 1643 00"),
        ("geboren 12-03-1984 in", "birthdate", "12-03-1984"),
        ("geboren op 12 maart 1984 in", "birthdate", "12 maart 1984"),
        ("auto met 12-ABC-3 stond", "plate", "12-ABC-3"),
        ("in dossiernummer 2024/1234 staat", "reference", "2024/1234"),
        ("klantnr. A-99812 had", "reference", "A-99812"),
        ("een 34-jarige vader", "rare", "een 34-jarige vader"),
        ("nummer 111222333 stond", "bsn", "111222333"),
        ("Ze wonen in heuvelrade.", "place", "heuvelrade"),
        ("op De Regenboog gaat", "organisation", "De Regenboog"),
    ],
)
def test_a_traceable_piece_is_marked_with_a_reason_and_a_wording(text: str, kind: str, marked: str) -> None:
    found = find(text, NAMES)
    assert [(mark.kind, mark.text) for mark in found] == [(kind, marked)]
    assert found[0].reason
    assert found[0].suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Een gezin wacht sinds maart op een toeslag van 350 euro.",
        "In 2024 is het beleid veranderd.",
        "De bewoner was onderweg 3 uur bezig en belde 12 keer.",
        "Mevrouw belt elke week naar het loket.",
        "Artikel 3:2 van de Awb vraagt om zorgvuldigheid.",
        "",
    ],
)
def test_an_ordinary_sentence_gets_no_mark(text: str) -> None:
    assert find(text, NAMES) == []


@given(st.text(alphabet=st.sampled_from("ab AB.01-@/Heuvelradé\u200b\n"), max_size=80))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _mark in pieces(text, find(text, NAMES))) == text


def test_a_mark_says_why_it_stands_there_and_what_to_write_instead() -> None:
    [mark] = find("Bel 06-12345678.")
    assert (mark.start, mark.end) == (4, 15)
    assert str(mark.reason) == "Dit lijkt een telefoonnummer."
    assert str(mark.suggestion) == "een telefoonnummer"


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("0612345678", True),
        ("061234567", False),
        ("06123456789", False),
        ("1612345678", False),
        ("+317123456", True),
        ("+31612345", False),
        ("+316123456789 0", True),
        ("+31612345678901", False),
        ("00316123456", True),
        ("0031612345", False),
        ("003161234567890", True),
    ],
)
def test_a_telephone_number_has_as_many_digits_as_where_it_begins_asks(number: str, is_one: bool) -> None:
    marked = [mark.kind for mark in find(f"Bel {number} even")]
    assert ("phone" in marked) is is_one


def test_the_longer_of_two_names_is_marked_and_a_name_inside_a_word_is_none() -> None:
    names = [("Regenboog", "school"), ("Regenboog Zuid", "organisation")]
    found = find("Regenboog Zuid, regenboog en Regenbooglaan.", names)
    assert [(mark.kind, mark.text) for mark in found] == [
        ("organisation", "Regenboog Zuid"),
        ("organisation", "regenboog"),
    ]


def test_what_an_earlier_pattern_marked_a_later_one_leaves_alone() -> None:
    found = find("De heer Heuvelrade woont in Heuvelrade, postcode 6211 AB.", NAMES)
    assert [(mark.kind, mark.text) for mark in found] == [
        ("name", "Heuvelrade"),
        ("place", "Heuvelrade"),
        ("postcode", "6211 AB"),
    ]


def test_the_text_is_cut_at_its_marks_without_empty_pieces() -> None:
    text = "06-12345678 of 043 350 12 34"
    assert [(piece, mark and mark.kind) for piece, mark in pieces(text, find(text))] == [
        ("06-12345678", "phone"),
        (" of ", None),
        ("043 350 12 34", "phone"),
    ]
    before, mark, after = pieces("Bel 06-12345678 even.", find("Bel 06-12345678 even."))
    assert (before[0], mark[0], after) == ("Bel ", "06-12345678", (" even.", None))
    assert pieces("Niets.", []) == [("Niets.", None)]
    assert pieces("", []) == []
