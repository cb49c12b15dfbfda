"""A file of a form that comes back with errors is not chosen twice: it is kept for two hours, for its sender alone.

`bind` hands every form with a file to a `Keeper`. A file that passed all checks while something else is wrong is
stored and named in the form, with a hidden signed token; sent again without a file the form gets it back. Kept for
members, and for who came by a personal link (`bind(..., files_of=guest)`); anybody else is told to choose it again.

A file that lost words (a tracked change, a hidden slide), or in which the finder marks something, comes back like that
by itself: its sender is told what was taken out and what was found, can open what is left, says of each piece why it
may stand in it, and sends it then.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import NoRoom
from atelier.base.files.findings import look_at
from atelier.base.files.texts import taken_out, text_of
from atelier.base.files.uploads import Checked, CheckedFileField, discard
from atelier.base.forms.file_pieces import FilePiece, pieces_of, reasons_of
from atelier.base.forms.file_pieces import keep as keep_pieces
from atelier.base.forms.keep import FILE_TOKENS
from atelier.base.hooks import note
from atelier.base.models import KeptFile

KEPT = timedelta(hours=2)
# Sent for good, it stays a little longer: a second click must find it too.
USED_KEPT = timedelta(minutes=10)
MOST_EACH = 3
MOST_BYTES = 500 * 1024 * 1024
TOKEN, DROP, _WHY = FILE_TOKENS
CHOOSE_AGAIN = _("Choose your file again: %(name)s. It could not be kept.")


def attach(request: HttpRequest, form: forms.BaseForm, owner: Model | None) -> None:
    """Give the form of this page its keeper; nothing for a form without files."""
    fields = {name: field for name, field in form.fields.items() if isinstance(field, CheckedFileField)}
    if not fields:
        return
    user = getattr(request, "user", None)
    if owner is None and user is not None and user.is_authenticated:
        owner = user
    for field in fields.values():
        field.sender = f"{owner._meta.label_lower}:{owner.pk}" if owner else ""
    keeper = Keeper(form, fields, owner, request.path, tell=lambda told: messages.info(request, told))
    form.keeper = keeper  # type: ignore[attr-defined]
    note(request, _keepers=[*keepers(request), keeper])
    if form.is_bound:
        keeper.give_back()
    else:
        keeper.offer()


def keepers(request: HttpRequest) -> list["Keeper"]:
    return getattr(request, "_keepers", [])


def keep_all(request: HttpRequest) -> list[tuple[str, bool]]:
    """Of forms whose page is no use any more: the names of their files, and whether they wait."""
    return [found for keeper in keepers(request) for found in keeper.keep_all()]


class Keeper:
    def __init__(
        self,
        form: forms.BaseForm,
        fields: dict[str, CheckedFileField],
        owner: Model | None,
        path: str,
        *,
        tell: Callable[[str], None] = lambda told: None,
    ) -> None:
        self.form, self.fields, self.owner, self.path, self.tell = form, fields, owner, path, tell
        # By field, the text of a file and what was said of the pieces in it.
        self._weighed_files: dict[str, tuple[str, list[FilePiece]]] = {}

    def _rows(self, name: str) -> QuerySet[KeptFile]:
        """Of this person, for this field of this form on this page."""
        return of(self.owner).filter(form=self._key(name), until__gt=timezone.now())

    def _key(self, name: str) -> str:
        kind = type(self.form)
        whole = f"{kind.__module__}.{kind.__qualname__}|{self.path}|{self.form.add_prefix(name)}"
        return hashlib.sha256(whole.encode()).hexdigest()

    def offer(self) -> None:
        """On a page that is opened anew: what waits for it."""
        for name, field in self.fields.items():
            row = self._rows(name).filter(used=False).order_by("-until").first()
            self._show(name, field, row)

    def give_back(self) -> None:
        """To a form that was sent with the token and without a new file."""
        data: Any = self.form.data
        files: Any = self.form.files.copy()
        for name, field in self.fields.items():
            html = self.form.add_prefix(name)
            row = self._find(name, data.get(html + TOKEN, ""))
            if row is None:
                continue
            if data.get(html + DROP) and html not in files:
                throw_away(KeptFile.objects.filter(pk=row.pk))
                continue
            self._show(name, field, row)
            if html not in files and (content := _read(row)) is not None:
                files[html] = self._weighed(name, row, content)
        self.form.files = files

    def _weighed(self, name: str, row: KeptFile, content: bytes) -> Checked:
        """With what its sender said of each piece in its text."""
        file = Checked(row.name, content, kept=row.pk, taken=row.taken)
        if row.found:
            file.text = text_of(row.file)
            pieces = pieces_of(look_at(file.text), self.form.add_prefix(name), self.form.data)
            # What cannot be read at this moment was not decided on.
            file.found = len(pieces) or (0 if file.text.words else row.found)
            file.why = reasons_of(pieces)
            self._weighed_files[name] = (file.text.words, pieces)
        return file

    def keep_decisions(self, *, by: int | None) -> None:
        """The form is right: what was said of the pieces in its files is remembered."""
        for text, pieces in self._weighed_files.values():
            keep_pieces(text, pieces, by=by)

    def _find(self, name: str, token: str) -> KeptFile | None:
        try:
            pk = signing.Signer(salt=self._key(name)).unsign(token)
        except signing.BadSignature:
            return None
        return self._rows(name).filter(pk=pk).first()

    def _show(self, name: str, field: CheckedFileField, row: KeptFile | None) -> None:
        field.kept = row
        field.kept_token = signing.Signer(salt=self._key(name)).sign(str(row.pk)) if row else ""
        field.kept_url = address_of(row) if row else ""
        html, sent = self.form.add_prefix(name), self.form.data
        field.pieces_in = lambda look: pieces_of(look, html, sent)

    def keep(self, name: str) -> bool:
        """The form comes back: whether its file waits from now on, or did already."""
        field = self.fields[name]
        file = field.checked
        return file is not None and (bool(file.kept) or self._store(name, field, file))

    def keep_all(self) -> Iterator[tuple[str, bool]]:
        """Of a form whose page is no use any more: the names of its files, and whether they wait."""
        for name, field in self.fields.items():
            sent = self.form.files.get(self.form.add_prefix(name))
            if sent is None:
                continue
            if field.checked is None:  # stale: nobody looked at it yet
                with suppress(ValidationError):
                    field.clean(sent)
            yield str(sent.name), self.keep(name)

    def _store(self, name: str, field: CheckedFileField, file: Checked) -> bool:
        if self.owner is None or not _is_room_for(file):
            return False
        row = KeptFile(**_owned(self.owner), form=self._key(name), name=file.name or "", size=file.size or 0)
        row.taken, row.found = dict(file.taken), file.found
        row.until = timezone.now() + KEPT
        file.seek(0)
        try:
            row.file.save(file.name or "", file, save=False)
        except (OSError, NoRoom):  # a full disk stops nobody's form
            return False
        file.seek(0)
        row.save()
        throw_away(self._rows(name).exclude(pk=row.pk))
        throw_away(
            KeptFile.objects.filter(
                pk__in=list(of(self.owner).order_by("-until").values_list("pk", flat=True)[MOST_EACH:])
            )
        )
        file.kept = row.pk
        self._show(name, field, row)
        return True

    def tell_what_was_taken_out(self) -> None:
        """The form is right, so it goes on to another page: it is said there."""
        for field in self.fields.values():
            if field.checked and (told := taken_out(field.checked.taken)):
                self.tell(told)

    def done(self) -> None:
        """The form did its work: what it used waits for a second click, the rest goes."""
        if not self.form.is_bound or not self._is_seen or self.form.errors:
            return
        for name, field in self.fields.items():
            if field.kept is None:
                continue
            rows, used = self._rows(name), field.checked.kept if field.checked else None
            if used:
                rows.filter(pk=used).update(used=True, until=timezone.now() + USED_KEPT)
                rows = rows.exclude(pk=used)
            throw_away(rows)

    @property
    def _is_seen(self) -> bool:
        """Has the form been validated?"""
        return getattr(self.form, "_errors", None) is not None


def kept_files_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A form that led on to another page has done its work, and needs no file any more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER):
            for keeper in keepers(request):
                keeper.done()
        return response

    return middleware


OPENED = "atelier.kept_file"


def address_of(row: KeptFile) -> str:
    """Where its sender opens what waits."""
    return reverse("kept_file", args=[signing.Signer(salt=OPENED).sign(str(row.pk))])


def opened_by(user: object, token: str) -> KeptFile | None:
    """A member opens one's own; who came by a personal link has only the address, which nobody can guess."""
    try:
        pk = signing.Signer(salt=OPENED).unsign(token)
    except signing.BadSignature:
        return None
    row = KeptFile.objects.filter(pk=pk, until__gt=timezone.now()).first()
    return row if row is not None and row.member_id in (None, getattr(user, "pk", None)) else None


def of(owner: Model | None) -> QuerySet[KeptFile]:
    """The files kept for this member or guest."""
    return KeptFile.objects.filter(**_owned(owner)) if owner is not None else KeptFile.objects.none()


def _owned(owner: Model) -> dict[str, object]:
    member = KeptFile._meta.get_field("member").related_model
    if isinstance(owner, member):
        return {"member_id": owner.pk, "guest": ""}
    return {"member_id": None, "guest": f"{owner._meta.label_lower}:{owner.pk}"}


def _is_room_for(file: Checked) -> bool:
    held = KeptFile.objects.aggregate(all=Sum("size"))["all"] or 0
    return held + (file.size or 0) <= MOST_BYTES


def _read(row: KeptFile) -> bytes | None:
    try:
        with row.file.open("rb") as stored:
            content: bytes = stored.read()
    except OSError:
        return None
    return content


def forget(owner: Model) -> None:
    """Of who leaves, is erased, or whose link ends."""
    throw_away(of(owner))


def purge() -> int:
    """What nobody came back for; how many."""
    return throw_away(KeptFile.objects.filter(until__lte=timezone.now()))


def throw_away(rows: QuerySet[KeptFile]) -> int:
    gone = list(rows)
    KeptFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in gone:
        discard(row.file)
    return len(gone)
