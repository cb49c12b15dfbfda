"""Files that were stored before files were washed are washed by one command."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from atelier.base.management.commands.wash_files import file_fields
from meetings.models import GuestExpert
from research.models import Output
from tests.cast import Cast
from tests.documents import all_of, pdf, photo, word
from tests.meetings.published import published_meeting
from tests.meetings.test_guests import invited
from tests.research.helpers import delivered


@pytest.fixture
def stored(cast: Cast) -> tuple[Output, GuestExpert]:
    output = delivered(cast)
    output.file.save("x.pdf", ContentFile(pdf(lambda made: made.docinfo.__setitem__("/Author", "Jan Jansen"))))
    guest = invited(published_meeting(in_days=30), cast)
    guest.slides.save("x.jpg", ContentFile(photo(comment=b"Jan Jansen")))
    return output, guest


def content(file: Any) -> bytes:
    with file.storage.open(file.name) as opened:
        return all_of(opened.read())


def test_stored_files_lose_their_names_once(
    stored: tuple[Output, GuestExpert], capsys: Any, django_capture_on_commit_callbacks: Any
) -> None:
    output, guest = stored
    before = [(output.file.name, output.updated_at), (guest.slides.name, None)]
    call_command("wash_files", dry_run=True)
    assert "2 files can be washed." in capsys.readouterr().out
    assert b"Jan Jansen" in content(output.file)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("wash_files")
    assert "2 files washed." in capsys.readouterr().out
    output.refresh_from_db()
    guest.refresh_from_db()
    for file in (output.file, guest.slides):
        assert b"Jan Jansen" not in content(file)
    assert output.file.name.endswith(".pdf")
    assert output.updated_at == before[0][1], "nobody changed anything"
    assert not [name for name, _at in before if default_storage.exists(name)]


def test_what_cannot_be_washed_is_named_and_left_alone(stored: tuple[Output, GuestExpert], capsys: Any) -> None:
    output, guest = stored
    default_storage.delete(guest.slides.name)
    output.file.save("x.docx", ContentFile(word("", {"word/vbaProject.bin": b"x"})))
    call_command("wash_files")
    said = capsys.readouterr().out
    assert f"research.Output {output.pk}: not washed (macros)" in said
    assert f"meetings.GuestExpert {guest.pk}: not washed (missing)" in said
    assert default_storage.exists(output.file.name)


def test_every_stored_file_is_reached() -> None:
    assert {f"{model._meta.label}.{name}" for model, name in file_fields()} == {
        "cases.Attachment.file",
        "research.Output.file",
        "meetings.GuestExpert.slides",
    }
