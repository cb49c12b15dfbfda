"""The tool that breaks rules: which mistakes it makes, and that its table names what is there (docs/testing.md)."""

import pytest

from atelier.local.portal import ROOT
from bench.mutants.make import mutants_of
from bench.mutants.table import EQUIVALENT, TARGETS, Target


def mistakes(source: str) -> set[str]:
    return {one.source(source) for one in mutants_of("file.py", source)}


def test_a_comparison_is_turned_and_moved_by_one() -> None:
    assert mistakes("def f(a, b):\n    return a < b\n") == {
        "def f(a, b):\n    return a <= b\n",
        "def f(a, b):\n    return a >= b\n",
    }


def test_a_condition_of_a_query_is_left_out_or_turned() -> None:
    source = "def f(q):\n    return q.filter(a=x, b=y)\n"
    assert mistakes(source) == {
        source.replace(query, other)
        for query, other in [
            (".filter(a=x, b=y)", ""),
            ("filter", "exclude"),
            ("a=x, b=y", "a=x"),
            ("a=x, b=y", "b=y"),
        ]
    }


def test_a_guard_is_passed_and_a_statement_forgotten() -> None:
    source = "def f(user):\n    if not user:\n        raise NotAllowed\n    tell(user)\n"
    assert mistakes(source) == {
        source.replace("not user", "True"),
        source.replace("not user", "False"),
        source.replace("not user", "(user)"),
        source.replace("raise NotAllowed", "pass"),
        source.replace("tell(user)", "pass"),
    }


def test_a_right_is_given_and_refused_to_everybody() -> None:
    source = "def may(user) -> bool:\n    return member(user)\n"
    assert mistakes(source) == {source.replace("member(user)", "True"), source.replace("member(user)", "False")}


def test_a_table_of_moves_loses_a_step_at_a_time_and_words_stay_as_they_are() -> None:
    source = 'MOVES = {A.ONE: {A.TWO, A.THREE}, A.TWO: ()}\nTITLE = "Steps"\n'
    assert mistakes(source) == {
        source.replace("{A.TWO, A.THREE}", "{A.TWO}"),
        source.replace("{A.TWO, A.THREE}", "{A.THREE}"),
    }


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_target_holds_rules_that_are_there(target: Target) -> None:
    for path in target.paths:
        found = [one for one in mutants_of(path, (ROOT / path).read_text()) if target.holds(one.function)]
        assert found, f"{path} has nothing of {target.name!r}: see bench/mutants/table.py"
    assert [test for test in target.tests if not (ROOT / test).exists()] == []


def test_what_is_called_the_same_is_still_made() -> None:
    made = {
        one.known_as
        for target in TARGETS
        for path in target.paths
        for one in mutants_of(path, (ROOT / path).read_text())
    }
    assert {known for known in EQUIVALENT if known not in made} == set(), "take these off EQUIVALENT"
