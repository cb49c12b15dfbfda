"""The lists of the finder: each names where it comes from, and is read once."""

import pytest

from atelier.base.guard import lists

FILES = sorted(path.stem for path in lists.DATA.glob("*.txt"))


@pytest.mark.parametrize("name", FILES)
def test_a_list_begins_with_its_source_and_licence(name: str) -> None:
    header = (lists.DATA / f"{name}.txt").read_text().split("\n\n")[0].splitlines()
    assert header
    assert all(line.startswith("# ") for line in header)
    assert any(word in " ".join(header).lower() for word in ("by hand", "geonames", "opentaal"))


@pytest.mark.parametrize("name", FILES)
def test_no_entry_of_a_list_is_empty(name: str) -> None:
    assert all(entry and entry == entry.strip() for entry in lists.entries(name))


def test_a_list_is_read_once_in_a_process() -> None:
    assert lists.words() is lists.words()
    assert lists.phrases("limburg") is lists.phrases("limburg")


MUNICIPALITIES = """
Beek, Beekdaelen, Beesel, Bergen, Brunssum, Echt-Susteren, Eijsden-Margraten, Gennep, Gulpen-Wittem, Heerlen,
Horst aan de Maas, Kerkrade, Landgraaf, Leudal, Maasgouw, Maastricht, Meerssen, Mook en Middelaar, Nederweert,
Peel en Maas, Roerdalen, Roermond, Simpelveld, Sittard-Geleen, Stein, Vaals, Valkenburg aan de Geul, Venlo,
Venray, Voerendaal, Weert
"""


def test_every_municipality_of_limburg_is_a_place() -> None:
    names = [name.strip() for name in MUNICIPALITIES.split(",")]
    assert len(names) == 31
    assert [name for name in names if lists.plain(name) not in lists.phrases("limburg")] == []


@pytest.mark.parametrize("name", ["Yildirim", "Yıldırım", "YILDIRIM", "yıldırım"])
def test_accents_and_capitals_make_no_other_name(name: str) -> None:
    assert lists.plain(name) == "yildirim"
