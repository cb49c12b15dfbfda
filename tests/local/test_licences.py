"""No package binds the portal's own licence, which is its owner's choice (docs/decisions/licences.md)."""

import pytest

from atelier.local import licences

BROUGHT = sorted({package for name in licences.LISTS for package in licences.packages(name)})


def test_each_package_says_its_licence_and_none_reaches_our_code() -> None:
    assert {package: licences.families(package) for package in BROUGHT if licences.reaches_us(package)} == {}


def test_the_page_names_every_package_that_asks_something() -> None:
    page = (licences.ROOT / "docs" / "decisions" / "licences.md").read_text()
    assert [package for package in BROUGHT if licences.asks(package) and f"`{package}`" not in page] == []


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", {"GPL"}),
        ("License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)", {"LGPL"}),
        ("AGPL-3.0-only", {"GPL"}),
        ("Apache-2.0 OR BSD-3-Clause", {"Apache", "BSD"}),
        ("MIT-CMU", {"MIT"}),
        ("", set()),
    ],
)
def test_a_licence_is_read_from_the_words_of_a_package(text: str, families: set[str]) -> None:
    assert licences.named_in(text) == families
