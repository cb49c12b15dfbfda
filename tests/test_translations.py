import re

from atelier.local import messages

# One word for one thing: what the portal calls it, and what it does not.
NOT_SAID = {"leden": "deelnemers"}


def test_every_text_has_one_sound_dutch_translation() -> None:
    assert messages.problems(messages.ROOT) == []


def test_a_thing_has_the_same_word_on_every_page() -> None:
    said = [
        f"{room}: {entry.msgstr!r} says {other!r}, the portal says {ours!r}"
        for room in messages.ROOMS
        for entry in messages.read(messages.ROOT, room)
        for other, ours in NOT_SAID.items()
        if re.search(rf"\b{other}\b", " ".join([entry.msgstr, *entry.msgstr_plural.values()]).lower())
    ]
    assert said == []
