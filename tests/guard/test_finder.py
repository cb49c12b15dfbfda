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


# The examples of the registry of account numbers (ISO 13616).
IBANS = """
AL47212110090000000235698741 AT611904300234573201 BE68539007547034 BG80BNBG96611020345678 CH9300762011623852957
CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 EE382200221020145685 ES9121000418450200051332
FI2112345600000785 FR1420041010050500013M02606 GB29NWBK60161331926819 GR1601101250000000012300695
HR1210010051863000160 HU42117730161111101800000000 IE29AIBK93115212345678 IT60X0542811101000000123456
LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 MA64011519000001205000534921
NL91ABNA0417164300 NO9386011117947 PL61109010140000071219812874 PT50000201231234567890154
RO49AAAA1B31007593840000 RS35260005601001611379 SE4550000000058398257466 SI56263300012039086
SK3112000000198742637541 TR330006100519786457841326 UA213223130000026007233566001
""".split()  # noqa: SIM905


@pytest.mark.parametrize("iban", IBANS)
def test_an_account_number_of_each_country_is_found_whole_however_it_is_written(iban: str) -> None:
    in_fours = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
    for written in (iban, in_fours, iban.lower()):
        found = find(f"Het geld ging naar {written}, zegt hij.")
        assert [(one.kind, one.text) for one in found] == [("iban", written)]
