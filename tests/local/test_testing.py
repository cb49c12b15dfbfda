"""./test itself: its checks go two at a time, and what each says stands together."""

import sys
from typing import Any

from atelier.local import testing
from atelier.local.testing import Check, not_in_order


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
