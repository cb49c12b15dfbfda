from atelier.local import messages


def test_every_text_has_one_sound_dutch_translation() -> None:
    assert messages.problems(messages.ROOT) == []
