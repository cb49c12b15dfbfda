"""atelier.local.dead on a small tree of its own."""

from pathlib import Path

import pytest

from atelier.local.dead import dead

RULES = '[tool.vulture]\npaths = ["room"]\nignore_decorators = ["@admin.register"]\nignore_names = ["ordering"]\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(RULES)
    (tmp_path / "templates" / "room").mkdir(parents=True)
    (tmp_path / "room" / "migrations").mkdir(parents=True)
    (tmp_path / "room" / "models.py").write_text("class Meta:\n    ordering = ()\n\n\nprint(Meta)\n")
    return tmp_path


def found(tree: Path, code: str) -> list[str]:
    (tree / "room" / "actions.py").write_text(code)
    return dead(tree)


def test_a_function_that_nobody_calls_is_found(tree: Path) -> None:
    assert found(tree, "\ndef reschedule(): ...\n") == ["room/actions.py:2: reschedule"]


@pytest.mark.parametrize(
    "use",
    ["taken_back()", 'queue("cases.taken_back")', 'case_filter("meeting__taken_back")', "update(taken_back=1)"],
)
def test_a_call_a_kind_of_mail_a_lookup_and_a_keyword_are_uses(tree: Path, use: str) -> None:
    assert found(tree, f"def taken_back(): ...\n\n\n{use}\n") == []


def test_a_word_in_a_tag_of_a_template_is_a_use_and_one_in_its_text_is_not(tree: Path) -> None:
    page = tree / "templates" / "room" / "page.html"
    page.write_text("<p>late</p>")
    assert found(tree, "def late(): ...\n") == ["room/actions.py:1: late"]
    page.write_text("<p>{% if case.late %}!{% endif %}</p>")
    assert found(tree, "def late(): ...\n") == []


@pytest.mark.parametrize("mention", ['__all__ = ["purge"]', '@message("purge")\ndef purge(): ...', '"They purge it."'])
def test_handing_on_registering_and_telling_are_no_uses(tree: Path, mention: str) -> None:
    (tree / "room" / "__init__.py").write_text("from room.actions import purge\n")
    assert [line.split(": ")[1] for line in found(tree, f"def purge(): ...\n\n\n{mention}\n")][:1] == ["purge"]


def test_who_is_registered_is_called(tree: Path) -> None:
    assert found(tree, "@admin.register(Case)\nclass CaseAdmin: ...\n") == []


def test_a_reviewed_name_that_is_gone_is_told(tree: Path) -> None:
    (tree / "room" / "models.py").write_text("")
    assert found(tree, "") == ["pyproject.toml: ordering needs no review any more"]
