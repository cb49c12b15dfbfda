from django.test import Client

from tests.cast import Cast


def test_home_is_there_for_a_visitor(client: Client, cast: Cast) -> None:
    assert client.get("/").status_code == 200
