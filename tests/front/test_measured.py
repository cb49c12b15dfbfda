"""The pages that `bench/` measures are there: a list by hand grows old in silence."""

import pytest
from django.test import Client

from bench.catalogue import pages, player


@pytest.mark.long
def test_every_page_that_is_measured_answers(studio: None) -> None:
    wrong = []
    for name, path, role in pages():
        client = Client()
        if role != "visitor":
            client.force_login(player(role))
        if (status := client.get(path).status_code) != 200:
            wrong.append(f"{name} {path} for {role}: {status}")
    assert wrong == []
