"""“Kijk na”: what may lead to a person is shown before anything has to be complete."""

import re

from django.test import Client
from django.urls import reverse

from cases.models import Case
from cases.states import CaseState
from tests.cases.helpers import make_case
from tests.cast import Cast


def labels(html: str) -> dict[str, bool]:
    """Of each field, whether its label says that it is not required."""
    found = re.findall(r'<label for="id_(\w+)">(.*?)</label>', html, re.DOTALL)
    return {name: "niet verplicht" in label for name, label in found}


def look(client: Client, address: str, **typed: str) -> str:
    return client.post(address, {**typed, "go": "look"}).content.decode()


def test_a_question_that_must_be_answered_is_not_called_optional_while_one_looks(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    address = reverse("cases:step", args=[make_case(cast, CaseState.DRAFT).key, "wat-er-gebeurt"])
    before = labels(client.get(address).content.decode())
    assert labels(look(client, address, situation="Mevrouw Jansen wacht.")) == before == {"situation": False}


def test_a_moderator_who_looks_sees_the_same_labels_and_words_for_a_moderator(client: Client, cast: Cast) -> None:
    client.force_login(cast.beheer)
    case = make_case(cast, CaseState.SUBMITTED)
    address = reverse("admin:cases_case_step", args=[case.pk, "vrijgeven"])
    before = labels(client.get(address).content.decode())
    after = look(client, address, situation="Een gezin wacht.", question="Wat nu?")
    assert labels(after) == before
    assert "Een moderator kijkt" not in after
    assert "Lees de tekst zelf ook nog eens" in after


def test_the_browser_goes_to_what_was_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.samira)
    draft: Case = make_case(cast, CaseState.DRAFT)
    html = look(client, reverse("cases:step", args=[draft.key, "vraag"]), question="Bel 043 321 54 76.")
    [target] = re.findall(r'value="look" formaction="#(\w+)"', html)
    assert f'id="{target}"' in html
