"""Every mail that the demo can write, laid out at 320 pixels: nothing sticks out, and every button can be hit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from members.models import Member
from tests.test_leak import NOT_OF_THE_DEMO, mails, ours
from tests.world import load_world

pytestmark = pytest.mark.browser


def test_no_mail_is_wider_than_a_phone(new_page: Callable[..., Page], transactional_db: None) -> None:
    load_world()
    # Nobody has left in the demo yet: this one gets the goodbye.
    Member.objects.create_user("weg@voorbeeld.test", None, name="Wie Weg", perspective="policy", is_active=False)
    page = new_page(viewport={"width": 320, "height": 640})
    seen = {}
    readers = ("maria", "noor", "samira", "ingrid", "lars", "pieter", "beheer")
    for kind, mail in mails(*readers, one_of_each=True):
        if not mail.html:
            continue
        page.set_content(mail.html)
        seen[kind] = (
            page.evaluate("document.documentElement.scrollWidth"),
            page.evaluate("[...document.querySelectorAll('.button')].map(one => one.getBoundingClientRect().height)"),
        )
    assert set(ours()) - NOT_OF_THE_DEMO - set(seen) == set()
    assert {kind: width for kind, (width, _heights) in seen.items() if width > 320} == {}
    assert {kind: heights for kind, (_width, heights) in seen.items() if any(one < 44 for one in heights)} == {}
