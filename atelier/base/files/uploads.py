"""Files people send: refused or accepted by what is in them, kept under a new name, given back as a download only."""

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, Unpack
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.deconstruct import deconstructible
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import NoRoom
from atelier.base.files import room
from atelier.base.files.findings import Look, look_at
from atelier.base.files.gone import let_go
from atelier.base.files.texts import taken_out, text_of
from atelier.base.files.washing import Refused, Text, Washed, wash
from atelier.base.types import Context, FieldOptions
from atelier.base.words.text import has_bsn, tidy

if TYPE_CHECKING:
    from atelier.base.models import KeptFile

logger = logging.getLogger(__name__)

MOST_BYTES = 10 * 1024 * 1024

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
ACCEPT = ",".join(MEDIA_TYPES)

TAKEN_OUT = _("We take the names of its makers, comments, tracked changes and hidden data out of it.")
WRONG_KIND = _("This kind of file is not taken. Choose a PDF, Word, PowerPoint, ODT, ODP, TXT, PNG or JPG file.")
NOT_WHAT_IT_SAYS = _("The contents of this file do not fit its name. Save it again in its own program and try again.")
TOO_BIG = _("This file is %(size)s MB. A file may be at most 10 MB.")
REFUSALS = {
    "content": NOT_WHAT_IT_SAYS,
    "bomb": _("This file cannot be taken: it unpacks to far too much, or it is built in a way that may do harm."),
    "heavy": _("This file cannot be taken: reading it takes too long. Save it again as a PDF and choose that."),
    "busy": _("Many files come in at this moment. Choose the file again in a minute."),
    "locked": _(
        "This file is locked or too old. Save it without a password, as docx, pptx or PDF, and choose it again."
    ),
    "macros": _(
        "This file holds macros or other small programs. Save it without them, or as a PDF, and choose it again."
    ),
    "inside": _(
        "There is another file inside this file. Take it out, or save the file as a PDF, and choose it again."
    ),
    "linked": _(
        "This file gets parts from another place, such as a linked picture or film. "
        "Put those in the file itself, or save it as a PDF, and choose it again."
    ),
    "form": _("This PDF is a form that works in one program only. Print it to a new PDF and choose that."),
    "hidden": _("Every slide of this presentation is hidden. Show the slides that count, and choose it again."),
    "media": _(
        "There is a film, sound or picture of an unknown kind in this file. Take it out and choose the file again."
    ),
}
INFECTED = _("The virus scanner refused this file.")
UNSCANNED = _(
    "The virus scanner does not answer now, so no file is taken. Choose the file again later; your text stays here."
)
EMPTY = _("There is nothing in this file (0 bytes). Look whether it was saved well, and choose it again.")
SEVERAL = _("You chose several files. Choose one; put what belongs together in one file.")
# What people may have meant to be read: before it is gone for good they look at what is left.
SEEN = {"changes", "comments", "slides", "hidden"}
SAY_WHY = _(
    "In the text of your file stands what may lead to a person. Look at it, and say of each piece why it may stand "
    "there; or choose another file."
)
LOOK_FIRST = _("Something was taken out of your file. Look at what is left of it, and send the form again.")
BSN_IN_TEXT = _(
    "In this file stands a number that seems to be a citizen service number (BSN). Take it out and choose it again."
)
BSN_IN_NAME = _("The name of this file seems to hold a citizen service number (BSN). Rename the file and try again.")


class Checked(SimpleUploadedFile):
    """A file that passed all checks; `kept` is the number under which it waits, when it does.

    `text` is that of the file as it is kept (None: nobody read it since), `taken` what a wash took out, by kind,
    `found` how many things in it may lead to a person, `why` the reasons that they may, once each has one.
    """

    def __init__(
        self,
        name: str,
        content: bytes,
        *,
        kept: str | UUID | None = None,
        text: Text | None = None,
        taken: Mapping[str, int] | None = None,
        found: int = 0,
        why: str = "",
    ) -> None:
        super().__init__(name, content, MEDIA_TYPES[PurePath(name).suffix.lower()])
        self.kept, self.text, self.taken = kept, text, taken or {}
        self.found, self.why = found, why

    @property
    def lost_words(self) -> bool:
        return any(self.taken.get(kind) for kind in SEEN)


def why_of(file: object) -> str:
    """The reasons its sender gave that what the finder marks may stand in it, as fixed words for the record."""
    return str(getattr(file, "why", ""))


class OneFileInput(forms.FileInput):
    """Of two files sent for one field the browser's programme would drop one; we say so."""

    def value_from_datadict(
        self, data: Mapping[str, object], files: "MultiValueDict[str, UploadedFile[bytes]]", name: str
    ) -> object:
        sent = files.getlist(name) if hasattr(files, "getlist") else []
        return sent if len(sent) > 1 else super().value_from_datadict(data, files, name)


class FileBound(forms.BoundField):
    """The field, and under it the file that waits (`atelier.base.forms.kept_files`)."""

    field: "CheckedFileField"

    def as_widget(
        self, widget: forms.Widget | None = None, attrs: Context | None = None, only_initial: bool = False
    ) -> SafeString:
        chooser = super().as_widget(widget, attrs, only_initial)
        kept = self.field.kept
        if kept is None:
            return chooser
        checked = self.field.checked
        look = look_at(checked.text if checked and checked.text else text_of(kept.file)) if kept.found else None
        context = {
            "look": look,
            "pieces": self.field.pieces_in(look) if look else (),
            "kept": kept,
            "token": self.field.kept_token,
            "html": self.html_name,
            "id": self.auto_id,
            "url": self.field.kept_url,
            "taken": taken_out(kept.taken),
        }
        return chooser + render_to_string("ui/kept_file.html", context)


class CheckedFileField(forms.FileField):
    """PDF, Office, TXT, PNG and JPG up to 10 MB. `cleaned_data` has the file, without what tells of its makers."""

    widget = OneFileInput
    default_error_messages = {"empty": EMPTY}

    def __init__(self, *, scans_later: bool = False, **kwargs: Unpack[FieldOptions]) -> None:
        self.scans_later = scans_later
        kwargs.setdefault("help_text", _("PDF, Word, PowerPoint, ODT, ODP, TXT, PNG or JPG, at most 10 MB."))
        super().__init__(**kwargs)
        self.help_text = format_lazy("{} {}", self.help_text, TAKEN_OUT)
        self.widget.attrs["accept"] = ACCEPT
        self.checked: Checked | None = None
        self.kept: KeptFile | None = None
        self.kept_token = ""
        self.kept_url = ""
        # What is asked of the pieces in its text (`atelier.base.forms.file_pieces`).
        self.pieces_in: Callable[[Look], Sequence[object]] = lambda _look: ()
        self.sender = ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        return FileBound(form, self, field_name)

    def clean(self, data: object, initial: object = None) -> object:
        self.checked = None
        if isinstance(data, list):
            raise ValidationError(SEVERAL, code="several")
        if isinstance(data, Checked):
            self.checked = data
            if data.found and not data.why:
                raise ValidationError(SAY_WHY, code="findings")
            return data
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        self.checked = checked(file, sender=self.sender, scan=not self.scans_later)
        if self.sender:  # without one it could not be kept until they have looked
            self._ask_to_look(self.checked)
        return self.checked

    def _ask_to_look(self, file: Checked) -> None:
        if file.found:
            raise ValidationError(SAY_WHY, code="findings")
        if file.lost_words:
            raise ValidationError(LOOK_FIRST, code="look")


def checked(file: "UploadedFile[bytes]", *, sender: str = "", scan: bool = True) -> Checked:
    """The file to keep; ValidationError with a sentence when it may not come in.

    Without `scan` whoever keeps it has the scanner look at it before anybody else may have it.
    """
    name = tidy(PurePath((file.name or "").replace("\\", "/")).name, lines=False)[-150:]
    extension = PurePath(name).suffix.lower()
    if has_bsn(name):
        raise ValidationError(BSN_IN_NAME, code="bsn")
    if extension not in MEDIA_TYPES:
        raise ValidationError(WRONG_KIND, code="kind")
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(TOO_BIG, code="size", params={"size": f"{(file.size or 0) / 1024 / 1024:.1f}"})
    if room.is_tight():
        raise ValidationError(NoRoom.sentence, code="room")
    content = file.read()
    if scan:  # as it was sent, before anything opens it
        _scan(content)
    washed = _washed(content, extension, sender)
    if has_bsn(washed.text.words):
        raise ValidationError(BSN_IN_TEXT, code="bsn")
    found = look_at(washed.text).number
    return Checked(name, washed.content, text=washed.text, taken=washed.taken, found=found)


def _washed(content: bytes, extension: str, sender: str) -> Washed:
    try:
        return wash(content, extension, sender=sender)
    except Refused as refusal:
        raise ValidationError(REFUSALS.get(refusal.code, NOT_WHAT_IT_SAYS), code=refusal.code) from refusal


def is_clean(content: bytes) -> bool:
    """The hook for a virus scanner: UPLOAD_SCANNER names a callable that takes the bytes and tells whether they are
    clean. It raises when it cannot tell."""
    scanner: Callable[[bytes], bool] = import_string(settings.UPLOAD_SCANNER)
    return scanner(content)


def _scan(content: bytes) -> None:
    """When the scanner fails the file is refused: unscanned is not clean."""
    if not settings.UPLOAD_SCANNER:
        return
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

    def __call__(self, instance: object, filename: str) -> str:
        extension = PurePath(filename).suffix.lower()
        return f"{self.folder}/{secrets.token_hex(16)}{extension if extension in MEDIA_TYPES else ''}"


def suffix_of(name: str) -> str:
    return PurePath(name).suffix.lower()


# The names of files that are not thrown away yet (see `atelier.base.forms.undo`).
_waiting: ContextVar[list[str] | None] = ContextVar("waiting", default=None)


@contextmanager
def files_stay() -> Iterator[list[str]]:
    """What is discarded in this block stays on the disk for now: its name is in the list."""
    names: list[str] = []
    token = _waiting.set(names)
    try:
        yield names
    finally:
        _waiting.reset(token)


def discard(file: FieldFile) -> None:
    """Delete a stored file once it is sure that nobody needs it any more: a change that is rolled back keeps it."""
    if file.name and (waiting := _waiting.get()) is not None:
        waiting.append(file.name)
    elif file.name:
        let_go([file.name])


@contextmanager
def discarded_on_error(*files: Any) -> Iterator[None]:
    """What was stored for a change that does not come about goes again."""
    try:
        yield
    except BaseException:
        for file in files:
            if file.name and file._committed:
                with suppress(OSError):
                    file.storage.delete(file.name)
        raise


def serve(request: HttpRequest, file: FieldFile, name: str = "") -> FileResponse:
    """A stored file as a download. The view has checked the right; `name` is what the person sees.

    Never shown in the page: attachment, nosniff, and a policy that forbids everything in case it is shown anyway.
    """
    extension = PurePath(file.name or "").suffix.lower()
    try:
        content: IO[bytes] = file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    shown = tidy(name or PurePath(file.name or "").name, lines=False)
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
