"""Whatever Host a request claims: what the portal sends and shows names its own address alone.

Of its pages test_access.py asks it.
"""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.fixtures_mail import Mailbox
from tests.members.helpers import FORM
from tests.test_access import EVIL

pytestmark = pytest.mark.django_db
SITE = "https://portaal.voorbeeld.test"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["*"]


def links_in(mail: Any) -> set[str]:
    texts = [mail.body, *(str(one[0]) for one in mail.alternatives)]
    return {link for text in texts for link in re.findall(r"https?://[^/\s\"<]+", text)}


def test_no_mail_of_any_open_form_names_the_host_that_was_claimed(cast: Cast, mailbox: Mailbox) -> None:
    for email in (cast.samira.email, "niemand@elders.test"):
        Client(**EVIL).post("/inloggen/code/", {"email": email})
        Client(**EVIL).post("/account/wachtwoord/vergeten/", {"email": email})
        Client(**EVIL).post("/meedoen/", {**FORM, "email": email})
    evil = Client(**EVIL)
    evil.post("/inloggen/", {"login": cast.samira.email, "password": PASSWORD})
    evil.post("/account/bevestig-dat-jij-het-bent/", {"password": PASSWORD})
    evil.post("/account/e-mail/", {"action_add": "", "email": "nieuw@elders.test"})
    sent = [
        mail for email in (cast.samira.email, "niemand@elders.test", "nieuw@elders.test") for mail in mailbox.of(email)
    ]
    assert len(sent) >= 7
    for mail in sent:
        assert links_in(mail) <= {SITE}, mail.subject
        assert "kwaad" not in str(mail.message())


def test_one_is_sent_on_to_pages_of_our_own_only(cast: Cast) -> None:
    client = Client(**EVIL)
    for there in ("https://kwaad.test/", "//kwaad.test/", "/\\kwaad.test/"):
        form = {"login": cast.samira.email, "password": PASSWORD, "next": there}
        assert client.post("/inloggen/", form)["Location"] == "/mijn/"
        assert client.post("/taal/", {"language": "en", "next": there})["Location"] == "/"
        client.post("/uitloggen/")
