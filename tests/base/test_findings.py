"""A long text of a file is looked at whole where that is quick enough, and holds no web process where it is not."""

import pytest

from atelier.base.files import findings
from atelier.base.files.findings import look_at
from atelier.base.files.washing import Text

pytestmark = pytest.mark.django_db
TELLING = "Mevrouw Brouns woont in Simpelveld."


@pytest.mark.parametrize("between", ["\n", " ", "\n\n"])
def test_what_stands_anywhere_in_a_long_report_is_found(between: str) -> None:
    lines = ["Wij zien dit vaak aan het loket."] * 2000
    for at in (0, 700, 1300, 1999):
        lines[at] = TELLING
    look = look_at(Text(between.join(lines)))
    assert look.text.whole
    assert {(one.words, one.times) for one in look.found} == {("Brouns", 4), ("Simpelveld", 4)}


def test_a_text_without_a_space_is_cut_too() -> None:
    assert look_at(Text("a" * 50_000)).text.whole


def test_a_text_that_is_slow_on_purpose_is_looked_at_from_its_beginning_and_the_page_can_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(findings, "MOST_SECONDS", 0.0)
    look = look_at(Text(f"{TELLING}\n" + "06-" * 10_000 + f"\n{TELLING} Bel Wiel Cremers."))
    assert not look.text.whole
    assert 0 < len(look.text.words) <= findings.PART
