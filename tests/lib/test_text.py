import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.lib.text import bsn_spans, has_bsn, tidy

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
