"""Whom one can hold to it: from the settings, on every page that owes it."""

from typing import Any

import pytest
from django.test import Client

from atelier.base.start.checks import LEGAL_GROUNDS
from atelier.front.queries.who import GROUNDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/privacy/", "/toegankelijkheid/", "/contact/"])
@pytest.mark.parametrize(("language", "ground"), [("nl", "algemeen belang"), ("en", "general interest")])
def test_the_page_names_controller_contact_officer_and_ground(
    client: Client, settings: Any, path: str, language: str, ground: str
) -> None:
    settings.CONTROLLER = "Hogeschool <Mergel>, Dorp 1"
    settings.STUDIO_EMAIL, settings.STUDIO_PHONE = "hallo@mergel.test", "043 123 45 67"
    settings.PRIVACY_OFFICER, settings.LEGAL_GROUND = "fg@mergel.test", "public_task"
    html = client.get(path, headers={"accept-language": language}).content.decode()
    for fact in (
        "Hogeschool &lt;Mergel&gt;, Dorp 1",
        "mailto:hallo@mergel.test",
        "043 123 45 67",
        "mailto:fg@mergel.test",
    ):
        assert fact in html
    assert ground in html


def test_every_ground_that_the_settings_take_has_its_words() -> None:
    assert set(GROUNDS) == set(LEGAL_GROUNDS)


def test_every_page_leads_to_contact(client: Client) -> None:
    assert 'href="/contact/"' in client.get("/inloggen/").content.decode()
