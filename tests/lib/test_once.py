import uuid

import pytest
from django.db import IntegrityError

from atelier.lib.models import SubmittedOnce
from atelier.lib.once import submit_once


@pytest.mark.django_db
def test_the_second_submit_gets_the_first_result() -> None:
    token = uuid.uuid4()
    made = []

    def make() -> str:
        made.append(1)
        return "/kwesties/1/"

    assert submit_once(token, make) == submit_once(token, make) == "/kwesties/1/"
    assert made == [1]


@pytest.mark.django_db
def test_a_failed_submit_can_be_tried_again() -> None:
    token = uuid.uuid4()

    def fail() -> str:
        raise IntegrityError("of its own")

    with pytest.raises(IntegrityError):
        submit_once(token, fail)
    assert not SubmittedOnce.objects.exists()
    assert submit_once(token, lambda: "/x/") == "/x/"
