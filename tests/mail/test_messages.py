"""What compose makes of the templates. Templates come from a folder of this test."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from atelier.mail.messages import Mail, Recipient, absolute_url, compose, message, messages, name_of
from tests.mail import letters  # noqa: F401

ROOMS = ("cases", "meetings", "members", "research")
NASTY = "Jan\r\nBcc: x@voorbeeld.test <b>it's</b>"


@pytest.fixture
def letter(settings: Any, tmp_path: Path) -> str:
    folder = tmp_path / "case" / "email"
    folder.mkdir(parents=True)
    (folder / "made_subject.txt").write_text("New:\n {{ title }}\n")
    (folder / "made_message.txt").write_text("Hello {{ title }}\n\n\n\nSee {{ link }}\n")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    return "case/email/made"


def test_a_newline_never_reaches_the_subject_and_plain_text_is_plain(letter: str) -> None:
    mail = compose(letter, Recipient("a@voorbeeld.test", "nl"), {"title": NASTY, "link": absolute_url("/kwesties/")})
    assert mail.subject == "New: Jan Bcc: x@voorbeeld.test <b>it's</b>"
    assert "<b>it's</b>" in mail.text
    assert "\n\n\n" not in mail.text


def test_without_an_html_template_the_html_is_made_from_the_text(letter: str) -> None:
    mail = compose(letter, Recipient("a@voorbeeld.test", "en"), {"title": NASTY, "link": absolute_url("/kwesties/")})
    assert '<html lang="en">' in mail.html
    assert "&lt;b&gt;it&#x27;s&lt;/b&gt;" in mail.html
    assert 'href="http://localhost:8000/kwesties/"' in mail.html


def test_the_footer_offers_unsubscribing_for_optional_mail_only(letter: str) -> None:
    stop = "http://localhost:8000/afmelden/x/"
    context = {"title": "x", "link": "y"}
    with_it = compose(letter, Recipient("a@voorbeeld.test", "nl", unsubscribe_url=stop), context)
    without = compose(letter, Recipient("a@voorbeeld.test", "nl"), context)
    assert stop in with_it.text
    assert f'href="{stop}"' in with_it.html
    assert "afmelden" not in without.text + without.html


def test_two_messages_cannot_share_a_kind() -> None:
    with pytest.raises(ValueError, match=r"test\.note"):

        @message("test.note")
        def another(to: Recipient) -> Mail:
            return Mail("x", "y")


def test_every_mail_has_a_name_that_moderators_read() -> None:
    ours = [one for one in messages().values() if one.kind.partition(".")[0] in ROOMS]
    assert len(ours) > 45
    for language in ("nl", "en"):
        with override(language):
            names = [name_of(one.kind) for one in ours]
            assert len({name for name in names if "." not in name}) == len(ours)
    assert name_of("gone.long_ago") == "gone.long_ago"


def test_every_app_registers_its_messages() -> None:
    assert "test.note" in messages()
