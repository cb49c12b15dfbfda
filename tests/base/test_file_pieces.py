"""Each piece in the text of a file that may lead to a person gets a reason, and who publishes reads it."""

from typing import Any

import pytest
from django.test import Client

from atelier.base.files.findings import look_at
from atelier.base.files.texts import UNREAD
from atelier.base.files.washing import Text
from atelier.base.forms import file_pieces
from atelier.base.forms.decisions import with_choices
from atelier.base.forms.file_pieces import pieces_of
from atelier.base.models import Decision
from tests.base.test_kept_files import Story, naming, output_add, reasons_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TEXT = "We spraken mevrouw Jansen op 06-12345678."


@pytest.fixture
def story(client: Client, cast: Cast) -> Story:
    return output_add(client, cast)


@pytest.mark.long
def test_what_was_said_of_each_piece_is_remembered_as_digests(story: Story) -> None:
    answer = story.post(naming())
    name, phone = reasons_in(answer.content.decode())
    story.post(**story.token(answer), **{name: "leave"})
    assert not Decision.objects.exists()
    story.post(**story.token(answer), **{name: "leave", phone: "organisation"})
    kept = sorted((one.kind, one.choice) for one in Decision.objects.all())
    assert kept == [("name", "leave"), ("phone", "organisation")]
    assert "Jansen" not in str(list(Decision.objects.values()))


def test_what_is_beyond_the_first_pieces_is_decided_on_at_once(story: Story, monkeypatch: Any) -> None:
    monkeypatch.setattr("atelier.base.files.findings.MOST_SHOWN", 1)
    answer = story.post(naming())
    first, rest = reasons_in(answer.content.decode())
    assert rest == f"{story.name}_rest_why"
    assert "En nog 1" in answer.content.decode()
    assert story.post(**story.token(answer), **{first: "leave"}).status_code == 200
    assert story.post(**story.token(answer), **{first: "leave", rest: "leave"}).status_code == 302


def test_a_file_whose_text_cannot_be_read_now_is_not_decided_on(story: Story, monkeypatch: Any) -> None:
    answer = story.post(naming())
    reasons = dict.fromkeys(reasons_in(answer.content.decode()), "leave")
    monkeypatch.setattr("atelier.base.forms.kept_files.text_of", lambda _file: UNREAD)
    assert story.post(**story.token(answer), **reasons).status_code == 200


def test_who_publishes_reads_why_each_piece_may_stand_there(cast: Cast) -> None:
    look = look_at(Text(TEXT))
    pieces = pieces_of(look, "file", {})
    chosen = pieces_of(look, "file", {pieces[0].key: "leave"})
    file_pieces.keep(TEXT, chosen, by=cast.lars.pk)
    assert [str(one.choice) for one in with_choices(look, TEXT).found] == ["Deze persoon vindt het goed", ""]
    assert [str(one.choice) for one in with_choices(look, f"{TEXT} Meer.").found] == ["", ""]
