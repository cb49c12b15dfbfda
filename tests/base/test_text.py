import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.base.words.text import bsn_spans, has_bsn, tidy

BSN = "111222333"  # passes the 11-test, belongs to nobody


@pytest.mark.parametrize(
    "text",
    [
        BSN,
        f"Haar nummer is {BSN}.",
        "1112.22.333",
        "111 222 333",
        "111-222-333",
        "1112 - 22 - 333",
        "in 2026 1 11 12 22 33 3",
        "bsn 11122233 of bsn: 10000008",
        "\u0661\u0661\u0661\u0662\u0662\u0662\u0663\u0663\u0663",
        f"intake-{BSN}.pdf",
    ],
)
def test_a_citizen_service_number_is_found_however_it_is_written(text: str) -> None:
    assert has_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "111222334",
        "06 12345678",
        "NL91ABNA0417164300",
        "05-10-2026 3 kinderen",
        "2026-10-05 1",
        "kwestie 2026-031",
        "1112223330",
        "000000000",
        "14.01.2027, 13.30 uur",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not has_bsn(text)


def test_the_place_of_the_number_is_told() -> None:
    assert list(bsn_spans(f"x {BSN} y")) == [(2, 11)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x07c", "abc"),
        ("a\u200bb\ufeffc", "abc"),
        ("e\u0301", "é"),
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("\u202eevil\u202c", "evil"),
        ("<script>{{7*7}}</script>'\"", "<script>{{7*7}}</script>'\""),
        ("👩‍👧 مرحبا", "👩‍👧 مرحبا"),
        ("a\u200db", "ab"),
    ],
)
def test_tidy_takes_off_what_nobody_typed_and_nothing_else(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_a_name_has_no_lines() -> None:
    assert tidy("Bcc: x\r\nSubject: y", lines=False) == "Bcc: x Subject: y"


@given(st.text())
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet="0123456789 .-/x", max_size=60))
def test_the_finder_never_fails(text: str) -> None:
    for start, end in bsn_spans(text):
        assert sum(c.isdigit() for c in text[start:end]) in (8, 9)


@pytest.mark.parametrize(
    "text",
    [
        "1112\n22333",
        "111222\r\n333",
        "111\n222\n333",
        "1\n1\n1\n2\n2\n2\n3\n3\n3",
        "nummer 111 222\n333. En 5 kinderen",
        "in 2026: 111, 222, 333",
        "111\u202f222\u202f333",
        "111\u2003222\u3000333",
        "111\u2212222\u2212333",
        "111–222—333",
        "111,222,333",
        "111_222_333",
        "111/222/333",
        "111'222'333",
        "111’222’333",
        "(111)(222)(333)",
        "111;222;333",
        "111:222|333",
        "111*222*333",
        "111\t222\t333",
        "1 1 1 2 2 2 3 3 3",
        "1-1-1-2-2-2-3-3-3",
        "1\u200b1\u200d1\u200c2\u20602\u200f2333",
        "1\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e32\ufe0f\u20e32\ufe0f\u20e3333",
        "１１１２２２３３３",
        "१११२२२३३३",
        "𝟏𝟏𝟏𝟐𝟐𝟐𝟑𝟑𝟑",
        "①①①②②②③③③",
        "¹¹¹²²²³³³",
        "bsn 1000 0008",
        "ＢＳＮ: 10000008",
    ],
)
def test_a_number_in_pieces_or_in_other_digits_is_a_number(text: str) -> None:
    assert has_bsn(text)
    assert has_bsn(tidy(text))


@pytest.mark.parametrize(
    "text",
    [
        "+31 6 11122234 4",
        "+31 6 12 34 56 78",
        "0031612345678",
        "043-3123456",
        "06 11 12 22 33 3",
        "1250\n34000\n900\n15\n2000",
        "€ 1.112,22\n€ 333,00\n€ 12,00",
        "12 345\n67 890\n1 234\n555\n1 000",
        "7, 8, 6, 5, 9, 7, 7, 8, 5, 10, 6, 7, 8",
        "11%, 12%, 22%, 33%, 3%",
        "111 meters, 222 dagen, 333 euro",
        "½ 111222 en 333",
    ],
)
def test_lists_amounts_and_telephone_numbers_pass(text: str) -> None:
    assert not has_bsn(text)


def test_the_place_is_that_in_the_text_as_typed() -> None:
    assert list(bsn_spans("é\u200d 1\u200b11 222\n333 é")) == [(3, 15)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een\x0btwee", "een\ntwee"),  # Shift and Enter in Word
        ("een\x0ctwee", "een\ntwee"),
        ("een\u2028twee\u2029drie", "een\ntwee\ndrie"),
        ("é" + "\u200d" * 3 + "b", "éb"),
        ("a" + "\u0301" * 100, "á" + "\u0301" * 11),
    ],
)
def test_line_ends_of_elsewhere_stay_line_ends_and_a_tower_of_marks_ends(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "words",
    [
        "👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 1️⃣",
        "می‌خواهم مُحَمَّدٌ",
        "בְּרֵאשִׁ֖ית",
        "क्‍ष र्‍य കാൻ",
        "Tiếng Việt ở đây",
        "ཧྐྵྨླྺྼྻྂ",
        "ภาษาไทยนี้",
    ],
)
def test_no_script_loses_a_letter(words: str) -> None:
    assert tidy(words) == unicodedata.normalize("NFC", words)


HOSTILE = "a1é\u200c\u200d\u0301\u0344\u0323\u05d0\u212a\u1fef\ud800\x0b\r\n\t \u202e\u0915\u094d"


@given(st.text(alphabet=HOSTILE, max_size=60))
def test_tidy_twice_is_tidy_once_for_joiners_and_marks_too(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(max_size=60))
def test_the_finder_takes_any_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in bsn_spans(text))
