import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.base.urls")


@pytest.fixture
def samira(client: Client, cast: Cast) -> Client:
    client.force_login(cast.samira)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/proef/right/", 403),
        ("/proef/django/", 403),
        ("/proef/move/", 409),
        ("/proef/bug/", 500),
        ("/bestaat-niet/", 404),
    ],
)
def test_every_error_has_its_page(samira: Client, path: str, status: int) -> None:
    response = samira.get(path)
    assert response.status_code == status
    html = response.content.decode()
    assert "<h1>" in html
    assert "Over leven" in html
    assert "style=" not in html


def test_a_stale_page_shows_what_was_typed_and_saves_nothing(samira: Client) -> None:
    response = samira.post("/proef/", {"name": "S", "story": "<b>mijn tekst</b>", "version": "1"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Je verhaal" in html
    assert "&lt;b&gt;mijn tekst&lt;/b&gt;" in html
    assert 'href="/proef/"' in html


def test_the_way_back_from_a_button_is_its_page(samira: Client) -> None:
    response = samira.post("/proef/move/", headers={"referer": "http://testserver/kwesties/?x=1"})
    assert 'href="/kwesties/?x=1"' in response.content.decode()
    foreign = samira.post("/proef/move/", headers={"referer": "https://kwaad.test/kwesties/"})
    assert "kwaad" not in foreign.content.decode()


def test_a_body_that_is_too_big_tells_the_limit(samira: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = samira.post("/proef/", {"story": "x" * 1000})
    assert response.status_code == 413
    assert "10 MB" in response.content.decode()


def test_a_failed_check_of_origin_loses_no_text(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.samira)
    response = client.post("/proef/", {"story": "mijn tekst", "password": "geheim"})
    assert response.status_code == 403
    html = response.content.decode()
    assert "mijn tekst" in html
    assert "geheim" not in html


def test_error_reports_never_carry_what_was_typed(samira: Client, rf) -> None:
    response = samira.post("/proef/bug/", {"story": "mijn tekst"})
    assert response.wsgi_request.sensitive_post_parameters == "__ALL__"
