import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile, FileField
from django.test import RequestFactory
from PIL import Image

from atelier.base.files.uploads import MOST_BYTES, REFUSALS, CheckedFileField, NewName, checked, serve
from tests.documents import PDF, PLACE, open_slides, open_text, photo, slides, word

# The finder asks for the names that moderators keep.
pytestmark = pytest.mark.django_db


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", PDF),
        ("Verslag.DOCX", word()),
        ("dia.pptx", slides()),
        ("tekst.odt", open_text()),
        ("dia.odp", open_slides()),
        ("foto.png", photo("PNG")),
        ("foto.jpeg", photo("JPEG")),
    ],
)
def test_these_kinds_come_in(name: str, content: bytes) -> None:
    assert checked(upload(name, content)).size


def test_an_upload_is_kept_where_nobody_else_of_the_machine_reads_it(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    kept = tmp_path / "media" / default_storage.save("stukken/brief.pdf", ContentFile(b"%PDF-"))
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [folder.stat().st_mode & 0o777 for folder in (kept.parent, tmp_path / "media")] == [0o700, 0o700]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("programma.exe", b"MZ", "kind"),
        ("zonder", b"x", "kind"),
        ("pagina.html", b"<script>", "kind"),
        ("brief.pdf", b"<html>", "content"),
        ("foto.png", photo("JPEG"), "content"),
        ("foto.jpg", b"\xff\xd8\xff kapot", "content"),
        ("brief.docx", b"PK\x03\x04 kapot", "content"),
        ("brief.docx", open_text(), "content"),
        ("macro.docx", word("", {"word/vbaProject.bin": b"x"}), "macros"),
        ("uit.docx", word("", {"../../etc/passwd": b"x"}), "bomb"),
        ("bom.docx", word("", {"word/media/a.xml": b"0" * 60_000_000}), "bomb"),
        ("groot.pdf", b"%PDF-" + b"x" * MOST_BYTES, "size"),
        ("intake-111222333.pdf", b"%PDF-", "bsn"),
    ],
)
def test_these_are_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        checked(upload(name, content))
    assert caught.value.code == code


def test_a_picture_loses_what_the_camera_wrote_in_it() -> None:
    for kind in ("JPEG", "PNG"):
        kept = checked(upload(f"foto.{kind.lower()}", photo(kind, dpi=(300, 300)))).read()
        assert PLACE not in kept
        with Image.open(io.BytesIO(kept)) as image:
            assert image.size == (10, 20)
            assert not image.getexif()


def refuse_all(content: bytes) -> bool:
    return False


def test_the_scanner_has_the_last_word(settings) -> None:
    settings.UPLOAD_SCANNER = "tests.base.test_uploads.refuse_all"
    with pytest.raises(ValidationError) as caught:
        checked(upload("brief.pdf", PDF))
    assert caught.value.code == "infected"


def test_the_name_on_disk_is_new() -> None:
    made = NewName("opbrengsten")(None, "Mevrouw Jansen.PDF")
    assert made.startswith("opbrengsten/")
    assert made.endswith(".pdf")
    assert "ansen" not in made
    assert NewName("x")(None, "a.html").count(".") == 0


def test_a_file_is_given_as_a_download_that_can_do_nothing(rf: RequestFactory, tmp_path: Path) -> None:
    storage = FileSystemStorage(tmp_path)
    stored = storage.save("a/0123.pdf", ContentFile(b"%PDF-"))
    response = serve(rf.get("/"), FieldFile(None, FileField(storage=storage), stored), "Ons\r\nverslag")
    assert response.headers["Content-Disposition"] == 'attachment; filename="Ons verslag.pdf"'
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"%PDF-"


def test_the_field_tells_what_it_takes() -> None:
    assert ".docx" in CheckedFileField().widget.attrs["accept"]


def test_every_reason_to_refuse_has_a_sentence_of_its_own() -> None:
    source = "".join(one.read_text() for one in Path("atelier/base/files/washing").glob("*.py"))
    codes = set(re.findall(r'Refused\("(\w+)"', source)) | {"heavy", "inside", "linked", "macros", "media"}
    assert codes == set(REFUSALS)
    assert len({str(sentence) for sentence in REFUSALS.values()}) == len(REFUSALS)


def test_a_file_that_kills_its_reader_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValidationError) as caught:
        checked(upload("brief.docx", word("<w:p/>" * 3_000_000)))
    assert caught.value.code in ("heavy", "bomb")
