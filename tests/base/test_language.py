import pytest
from django.test import Client

from tests.cast import Cast


def language(client: Client, **headers: str) -> str:
    return client.get("/", headers=headers)["Content-Language"]


@pytest.mark.django_db
def test_a_visitor_reads_the_browsers_language_else_dutch(client: Client) -> None:
    assert language(client) == "nl"
    assert language(client, accept_language="en-GB,en;q=0.9") == "en"
    assert language(client, accept_language="fr") == "nl"


@pytest.mark.django_db
def test_the_visitors_choice_wins_over_the_browser(client: Client) -> None:
    response = client.post("/taal/", {"language": "en", "next": "/?a=1"})
    assert response["Location"] == "/?a=1"
    assert language(client, accept_language="nl") == "en"


@pytest.mark.parametrize("place", ["https://kwaad.test/", "//kwaad.test", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(client: Client, db: None, place: str) -> None:
    assert client.post("/taal/", {"language": "en", "next": place})["Location"] == "/"


def test_the_members_choice_wins_and_is_kept(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    assert language(client, accept_language="en") == "nl"
    client.post("/taal/", {"language": "en"})
    cast.samira.refresh_from_db()
    assert cast.samira.language == "en"
    assert language(client, accept_language="nl") == "en"


def test_a_language_we_do_not_have_changes_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    client.post("/taal/", {"language": "xx"})
    cast.samira.refresh_from_db()
    assert cast.samira.language == "nl"
