"""What the floor keeps in tables: tries, kept forms and files, what was sent once, what can be undone, decisions."""

import uuid
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from atelier.base.files.uploads import NewName


class SubmittedOnce(models.Model):
    """A form that was submitted: by a digest of its page and content.

    Holds the address its first submit led to, and its messages (sealed: they may name somebody). No person and no
    text; rows older than some days serve nobody (see `atelier.base.web.once`).
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.UUIDField(null=True, editable=False, db_index=True)
    url = models.TextField(blank=True, editable=False)
    told = models.TextField(blank=True, default="", db_default="", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    def __str__(self) -> str:
        return str(self.token)


class Tries(models.Model):
    """How often something was tried, until when that counts (see `atelier.base.web.limits`).

    Holds no person and no address: the key is a keyed digest.
    """

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    count = models.PositiveIntegerField(editable=False)
    until = models.DateTimeField(editable=False, db_index=True)

    def __str__(self) -> str:
        return self.key


class Kept(models.Model):
    """The fields of a form whose session had ended, for two hours at most (see `atelier.base.forms.keep`).

    Whose it is stands in a keyed digest; the browser that sent it holds the number in its session.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    who = models.CharField(max_length=32, editable=False, db_index=True)
    path = models.TextField(editable=False)
    page = models.TextField(blank=True, editable=False)
    body = models.TextField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    def __str__(self) -> str:
        return str(self.key)


class Undoable(models.Model):
    """What somebody threw away or took back, for ten minutes (see `atelier.base.forms.undo`).

    Whose it is stands in a keyed digest; the rows lie encrypted.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    who = models.CharField(max_length=32, editable=False)
    before = models.TextField(editable=False)
    # A digest of the rows as they were left: who changed one since has gone on with it.
    after = models.CharField(max_length=64, editable=False)
    until = models.DateTimeField(editable=False, db_index=True)

    def __str__(self) -> str:
        return str(self.key)


class KeptFile(models.Model):
    """A file of a form that came back with errors, for its sender alone (see `atelier.base.forms.kept_files`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    # Who came by a personal link: "meetings.guestexpert:5".
    guest = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    # A digest of the form, its page and the field.
    form = models.CharField(max_length=64, editable=False)
    name = models.CharField(max_length=255, editable=False)
    size = models.PositiveIntegerField(editable=False)
    file = models.FileField(upload_to=NewName("kept"), editable=False)
    # What a wash took out of it: {kind: number}.
    taken = models.JSONField(default=dict, db_default={}, editable=False)
    # How many things in its text may lead to a person; the text itself is kept nowhere.
    found = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    until = models.DateTimeField(editable=False, db_index=True)
    used = models.BooleanField(default=False, editable=False)

    def __str__(self) -> str:
        return str(self.pk)


class GoneFile(models.Model):
    """A stored file that nobody needs any more, until it is deleted (see `atelier.base.files.gone`)."""

    name = models.CharField(max_length=255, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    def __str__(self) -> str:
        return str(self.pk)


class Decision(models.Model):
    """What was decided on a piece of a text that may lead to a person (see `atelier.base.forms.decisions`).

    Holds no word: text and piece are keyed digests.
    """

    text = models.CharField(max_length=64, editable=False, db_index=True)
    piece = models.CharField(max_length=24, editable=False)
    kind = models.CharField(max_length=20, editable=False)
    choice = models.CharField(max_length=20, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "piece"], name="decision_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.choice}"


# So long new words for everybody wait for a second person; then the words of before stay.
TEXT_WAITS = timedelta(days=90)


class WaitingText(models.Model):
    """Words that everybody will read once a second person published them (see `atelier.desk.seconds`)."""

    of = models.CharField(_("text of"), max_length=80, editable=False)  # "members.Organisation"
    object_id = models.PositiveBigIntegerField(editable=False)
    field = models.CharField(_("field"), max_length=40, editable=False)
    text = models.TextField(_("the new words"), blank=True, max_length=20_000, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("written at"), default=timezone.now, editable=False, db_index=True)

    class Meta:
        verbose_name = _("text that waits for a second person")
        verbose_name_plural = _("texts that wait for a second person")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["of", "object_id", "field"], name="waiting_text_once")]

    def __str__(self) -> str:
        model = apps.get_model(self.of)
        said = model._meta.get_field(self.field).verbose_name
        return f"{capfirst(model._meta.verbose_name)} {self.object_id}: {said}"

    @cached_property
    def subject(self) -> models.Model | None:
        """What the words are of; None when it is gone."""
        model: type[models.Model] = apps.get_model(self.of)
        return model._base_manager.filter(pk=self.object_id).first()

    @property
    def ends_at(self) -> datetime:
        return self.at + TEXT_WAITS

    @property
    def now(self) -> str:
        """The words that everybody reads until then."""
        return str(getattr(self.subject, self.field)) if self.subject else ""
