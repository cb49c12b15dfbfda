from datetime import timedelta

import time_machine

from atelier.base.data.sealed import seal, unseal
from atelier.base.web import links


def test_a_link_says_for_whom_and_which_version() -> None:
    token = links.make("meetings.answer", 7, 3, meeting=12)
    assert links.read(token, "meetings.answer") == links.Link(7, 3, {"meeting": 12})


def test_a_link_is_for_one_purpose_is_not_to_be_changed_and_ends() -> None:
    with time_machine.travel("2026-11-12T12:00Z", tick=False) as clock:
        token = links.make("meetings.answer", 7, 3)
        assert links.read(token, "meetings.guest") is None
        assert links.read("x" + token, "meetings.answer") is None
        assert links.read("", "meetings.answer") is None
        assert links.read("\x00", "meetings.answer") is None
        clock.shift(timedelta(days=8))
        assert links.read(token, "meetings.answer", max_age=timedelta(days=7)) is None
        assert links.read(token, "meetings.answer", max_age=timedelta(days=9)) is not None


def test_sealed_words_open_with_the_old_key_too_and_with_no_other(settings) -> None:
    sealed = seal({"code": "123456"}, "outbox")
    assert "123456" not in sealed
    assert unseal(sealed, "outbox") == {"code": "123456"}
    assert unseal(sealed, "another purpose") is None
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"
    assert unseal(sealed, "outbox") == {"code": "123456"}
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed, "outbox") is None
