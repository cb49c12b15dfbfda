import io
import zipfile
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

from atelier.lib.uploads import MOST_BYTES, CheckedFileField, NewName, checked, serve


def picture(kind: str, **info: object) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "thuis bij mevrouw J."
    Image.new("RGB", (20, 10), "red").save(out, kind, exif=exif, **info)
    return out.getvalue()


def package(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", b"%PDF-1.7\n..."),
        ("Verslag.DOCX", package(WORD)),
        ("dia.pptx", package({"[Content_Types].xml": "", "ppt/presentation.xml": ""})),
        ("tekst.odt", package({"mimetype": "application/vnd.oasis.opendocument.text"})),
        ("dia.odp", package({"mimetype": "application/vnd.oasis.opendocument.presentation"})),
        ("foto.png", picture("PNG")),
        ("foto.jpeg", picture("JPEG")),
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
        ("foto.png", picture("JPEG"), "content"),
        ("foto.jpg", b"\xff\xd8\xff kapot", "content"),
        ("brief.docx", b"PK\x03\x04 kapot", "content"),
        ("brief.docx", package({"mimetype": "application/vnd.oasis.opendocument.text"}), "content"),
        ("macro.docx", package({**WORD, "word/vbaProject.bin": b"x"}), "bomb"),
        ("uit.docx", package({**WORD, "../../etc/passwd": b"x"}), "bomb"),
        ("bom.docx", package({**WORD, "word/media/a.xml": b"0" * 60_000_000}), "bomb"),
        ("lach.docx", package({**WORD, "word/a.xml": '<!DOCTYPE l [<!ENTITY a "b">]>'}), "bomb"),
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
        kept = checked(upload(f"foto.{kind.lower()}", picture(kind, dpi=(300, 300)))).read()
        assert b"mevrouw" not in kept
        with Image.open(io.BytesIO(kept)) as image:
            assert image.size == (20, 10)
            assert not image.getexif()


def refuse_all(content: bytes) -> bool:
    return False


def test_the_scanner_has_the_last_word(settings) -> None:
    settings.UPLOAD_SCANNER = "tests.lib.test_uploads.refuse_all"
    with pytest.raises(ValidationError) as caught:
        checked(upload("brief.pdf", b"%PDF-"))
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
