"""Files people send: refused or accepted by what is in them, kept under a new name, given back as a download only."""

import io
import logging
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.deconstruct import deconstructible
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from atelier.lib.text import has_bsn, tidy

logger = logging.getLogger(__name__)

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 3_000
MOST_RATIO = 200

# Extension: (media type, what an Office file must hold: its main part or its ODF mimetype).
PACKED = {
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document.xml"),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/presentation.xml"),
    ".odt": ("application/vnd.oasis.opendocument.text", ""),
    ".odp": ("application/vnd.oasis.opendocument.presentation", ""),
}
PICTURES = {".png": ("image/png", "PNG"), ".jpg": ("image/jpeg", "JPEG"), ".jpeg": ("image/jpeg", "JPEG")}
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    **{extension: media for extension, (media, _part) in PACKED.items()},
    **{extension: media for extension, (media, _format) in PICTURES.items()},
}
ACCEPT = ",".join(MEDIA_TYPES)

WRONG_KIND = _("This kind of file is not taken. Choose a PDF, Word, PowerPoint, ODT, ODP, PNG or JPG file.")
NOT_WHAT_IT_SAYS = _("The contents of this file do not fit its name. Save it again in its own program and try again.")
TOO_BIG = _("This file is %(size)s MB. A file may be at most 10 MB.")
SUSPECT = _("This file cannot be taken: it holds parts that may do harm (such as macros), or unpacks to far too much.")
INFECTED = _("The virus scanner refused this file.")
UNSCANNED = _("The virus scanner does not answer now, so no file is taken. Try it again later; your text is kept.")
BSN_IN_NAME = _("The name of this file seems to hold a citizen service number (BSN). Rename the file and try again.")


class CheckedFileField(forms.FileField):
    """Takes PDF, Office, PNG and JPG up to 10 MB. `cleaned_data` has the file, pictures without their metadata."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF, Word, PowerPoint, ODT, ODP, PNG or JPG, at most 10 MB."))
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ACCEPT

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return checked(file) if isinstance(file, UploadedFile) else file


def checked(file: "UploadedFile[bytes]") -> "UploadedFile[bytes]":
    """The file to keep; ValidationError with a sentence when it may not come in."""
    name = tidy(PurePath((file.name or "").replace("\\", "/")).name, lines=False)[-150:]
    extension = PurePath(name).suffix.lower()
    if has_bsn(name):
        raise ValidationError(BSN_IN_NAME, code="bsn")
    if extension not in MEDIA_TYPES:
        raise ValidationError(WRONG_KIND, code="kind")
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(TOO_BIG, code="size", params={"size": f"{(file.size or 0) / 1024 / 1024:.1f}"})
    content = file.read()
    if extension in PICTURES:
        content = _redrawn(content, PICTURES[extension][1])
    elif extension == ".pdf":
        if b"%PDF-" not in content[:1024]:
            raise ValidationError(NOT_WHAT_IT_SAYS, code="content")
    else:
        _check_package(content, extension)
    _scan(content)
    return SimpleUploadedFile(name, content, MEDIA_TYPES[extension])


def _redrawn(content: bytes, kind: str) -> bytes:
    """The same picture drawn anew: no EXIF, no place, no thumbnail, nothing hidden behind it."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(SUSPECT, code="bomb")
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert(_mode(upright, kind))
            out = io.BytesIO()
            plain.info = {}
            plain.save(out, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": True}))
            return out.getvalue()
    except ValidationError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content") from error


def _mode(picture: Image.Image, kind: str) -> str:
    if kind == "PNG" and "transparency" in picture.info:
        return "RGBA"
    if kind == "JPEG":
        return "L" if picture.mode == "L" else "RGB"
    return picture.mode if picture.mode in ("L", "LA", "RGB", "RGBA") else "RGBA"


def _check_package(content: bytes, extension: str) -> None:
    """Word, PowerPoint and OpenDocument files are ZIP packages: look inside without unpacking to disk."""
    media, main_part = PACKED[extension]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            harmful = (
                len(parts) > MOST_PARTS
                or unpacked > MOST_UNPACKED
                or unpacked > MOST_RATIO * max(len(content), 50_000)
                or any(part.flag_bits & 1 for part in parts)
                or any(re.search(r"(^|/)(vbaProject\.bin|Basic/|Scripts/)|\.(exe|dll|js|vbs|zip)$", n) for n in names)
                or any(n.startswith("/") or ".." in PurePath(n).parts for n in names)
            )
            if harmful:
                raise ValidationError(SUSPECT, code="bomb")
            if main_part:
                fits = {"[Content_Types].xml", main_part} <= names
            else:
                fits = "mimetype" in names and _start(package, "mimetype") == media.encode()
            if not fits:
                raise ValidationError(NOT_WHAT_IT_SAYS, code="content")
            if any(b"<!ENTITY" in _start(package, n) for n in names if n.endswith((".xml", ".rels"))):
                raise ValidationError(SUSPECT, code="bomb")
    except ValidationError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content") from error


def _start(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(4096)


def _scan(content: bytes) -> None:
    """The hook for a virus scanner: UPLOAD_SCANNER names a callable that takes the bytes and tells whether they are
    clean. When it fails the file is refused: unscanned is not clean."""
    path = settings.UPLOAD_SCANNER
    if not path:
        return
    is_clean: Callable[[bytes], bool] = import_string(path)
    try:
        clean = is_clean(content)
    except Exception as error:
        logger.exception("the virus scanner failed")
        raise ValidationError(UNSCANNED, code="unscanned") from error
    if not clean:
        raise ValidationError(INFECTED, code="infected")


@deconstructible
class NewName:
    """`upload_to=NewName("outputs")`: a random name, so that nothing typed stands on disk or in an address."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: Any, filename: str) -> str:
        extension = PurePath(filename).suffix.lower()
        return f"{self.folder}/{secrets.token_hex(16)}{extension if extension in MEDIA_TYPES else ''}"


def serve(request: HttpRequest, file: Any, name: str = "") -> FileResponse:
    """A stored file as a download. The view has checked the right; `name` is what the person sees.

    Never shown in the page: attachment, nosniff, and a policy that forbids everything in case it is shown anyway.
    """
    extension = PurePath(file.name or "").suffix.lower()
    try:
        content: IO[bytes] = file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    shown = tidy(name or PurePath(file.name).name, lines=False)
    if PurePath(shown).suffix.lower() != extension:
        shown += extension
    response = FileResponse(
        content,
        as_attachment=True,
        filename=shown,
        content_type=MEDIA_TYPES.get(extension, "application/octet-stream"),
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
