import pytest

from atelier.base.data.slugs import free_slug
from members.models import Organisation

pytestmark = pytest.mark.django_db


def of(title: str, **more: frozenset[str]) -> str:
    return free_slug(Organisation, title, nameless="organisatie", **more)


def test_an_address_is_made_of_the_title() -> None:
    assert of("Stichting 't Zorg-Huis") == "stichting-t-zorg-huis"
    assert of("!?") == "organisatie"


def test_a_shared_title_or_the_name_of_a_page_gets_a_tail() -> None:
    Organisation.objects.create(name="Zorghuis", slug="zorghuis", kind="welfare")
    tails = {of("Zorghuis"), of("Zorghuis"), of("Nieuw", taken=frozenset({"nieuw"}))}
    assert len(tails) == 3
    assert all(slug.rpartition("-")[0] in ("zorghuis", "nieuw") for slug in tails)


def test_a_long_title_fits_with_its_tail() -> None:
    longest = Organisation._meta.get_field("slug").max_length or 0
    Organisation.objects.create(name="Lang", slug=of("a" * 300), kind="welfare")
    assert len(of("a" * 300)) == longest
