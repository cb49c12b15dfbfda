"""scripts/messages on a small tree of its own."""

from pathlib import Path

import polib
import pytest

from atelier.local import messages


@pytest.fixture
def tree(tmp_path) -> Path:
    for folder in ("atelier", "members", "cases", "meetings", "research", "templates/cases"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "cases" / "models.py").write_text('a = _("Case")\nb = ngettext("%(n)s case", "%(n)s cases", n)\n')
    (tmp_path / "templates" / "cases" / "list.html").write_text(
        '{% load i18n %}{% translate "Save" %}{% blocktranslate trimmed %}\n  By {{ name }}\n{% endblocktranslate %}'
        '{% translate "Close" context "a case" %}'
    )
    (tmp_path / "members" / "forms.py").write_text('a = _("Save")\n')
    return tmp_path


def translate(tree: Path, room: str, **texts: str) -> None:
    path = messages.catalogue_of(tree, room)
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
    file.save()


def test_every_text_lands_in_the_catalogue_of_its_room(tree) -> None:
    messages.update(tree)
    found = {room: [(e.msgctxt, e.msgid) for e in messages.read(tree, room)] for room in messages.ROOMS}
    assert found == {
        "base": [],
        "front": [],
        "removal": [],
        "members": [(None, "Save")],
        "cases": [(None, "%(n)s case"), (None, "By %(name)s"), (None, "Case"), ("a case", "Close"), (None, "Save")],
        "meetings": [],
        "research": [],
    }


def test_a_translation_survives_and_follows_its_text_to_another_room(tree) -> None:
    messages.update(tree)
    translate(tree, "members", Save="Opslaan")
    messages.update(tree)
    assert {entry.msgid: entry.msgstr for entry in messages.read(tree, "cases")}["Save"] == "Opslaan"
    before = messages.catalogue_of(tree, "cases").read_text()
    messages.update(tree)
    assert messages.catalogue_of(tree, "cases").read_text() == before


def test_the_check_names_what_is_wrong(tree) -> None:
    messages.update(tree)
    translate(tree, "members", Save="Opslaan")
    translate(tree, "cases", Save="Bewaren", Case="Kwestie", Close="Sluiten", **{"By %(name)s": "Door {naam}"})
    (tree / "members" / "forms.py").write_text('a = _("Save")\nb = _("New")\n')
    assert messages.problems(tree) == [
        "members: not in the catalogue (run scripts/messages): 'New'",
        "cases: not translated: '%(n)s case'",
        "cases: other placeholders in the translation (['%(name)s', '{naam}']): 'By %(name)s'",
        "one text, several translations (give one a context, or agree): 'Save' (members: 'Opslaan', cases: 'Bewaren')",
    ]


def test_compiled_it_speaks(tree) -> None:
    messages.update(tree)
    translate(tree, "cases", Case="Kwestie")
    compiled = polib.mofile(str(messages.compile_all(tree)))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {"Case": "Kwestie"}


def test_two_that_compile_at_once_do_not_meet(tree, monkeypatch) -> None:
    messages.update(tree)
    translate(tree, "cases", Case="Kwestie")
    save = polib.POFile.save_as_mofile

    def save_while_another_compiles(file: polib.POFile, path: str) -> None:
        save(file, path)
        monkeypatch.setattr(polib.POFile, "save_as_mofile", save)
        messages.compile_all(tree)

    monkeypatch.setattr(polib.POFile, "save_as_mofile", save_while_another_compiles)
    compiled = messages.compile_all(tree)
    assert [path.name for path in compiled.parent.iterdir()] == ["django.mo"]
