"""./test itself: its checks go two at a time, and what each says stands together."""

import sys
from itertools import chain
from typing import Any

from atelier.local import testing
from atelier.local.testing import Check, not_in_order
from tests.spread import part


def says(title: str, program: str) -> Check:
    return Check(title, [sys.executable, "-c", program], {"WORD": title.lower()})


def test_what_fails_is_named_and_what_each_says_stands_together(capsys: Any) -> None:
    two_lines = "import os, time; print(os.environ['WORD']); time.sleep(0.2); print(os.environ['WORD'])"
    failed = not_in_order([says("One", two_lines), says("Two", two_lines), says("Bad", "raise SystemExit('no')")], {})
    assert failed == ["Bad"]
    said = capsys.readouterr().out
    for title in ("One", "Two"):
        word = title.lower()
        assert f"== {title}\n{word}\n{word}\n   good, " in said
    assert "== Bad\nno\n   NOT GOOD, " in said


def test_help_tells_each_way_and_starts_nothing(capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(testing, "servers", None)
    assert testing.main(["--help"]) == 0
    said = capsys.readouterr().out
    for way in ("--quick", "--checks", "tests/cases"):
        assert f"./test {way}" in said


def asked_by(way: Any, monkeypatch: Any) -> list[str]:
    """What the tests are told when they are run in this way."""
    told: list[str] = []

    def remember(check: Check, environment: dict[str, str]) -> bool:
        told.extend({**environment, **check.environment}.get(name, "everything") for name in testing.A_PART)
        return True

    monkeypatch.setattr(testing, "passes", remember)
    way({})
    return told


def test_the_tests_are_told_to_ask_a_part_by_quick_alone(monkeypatch: Any) -> None:
    assert asked_by(testing.quick, monkeypatch) == ["a part"]
    monkeypatch.setattr(testing.browser, "find", lambda: "chromium")
    assert asked_by(testing.test, monkeypatch) == ["everything"]
    assert set(testing.A_PART) <= testing.REAL, "whoever calls ./test cannot make it ask less"


def test_a_part_is_spread_and_its_turns_are_the_whole() -> None:
    things = range(10)
    assert part(things, one_of=4, quick=False) == list(things)
    parts = [part(things, one_of=4, turn=turn, quick=True) for turn in range(4)]
    assert parts[0] == [0, 4, 8]
    assert sorted(chain.from_iterable(parts)) == list(things)
    assert part([7], one_of=4, turn=3, quick=True) == [7], "never nothing"
    assert part([], one_of=4, quick=True) == []
