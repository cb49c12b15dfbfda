import uuid

from django.db import models
from django.utils import timezone


class SubmittedOnce(models.Model):
    """A form that was submitted: by a digest of its page and content, or by the hidden token it carried.

    Holds the address its first submit led to, and its messages (sealed: they may name somebody). No person and no
    text; rows older than some days serve nobody (see `atelier.lib.once`).
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.UUIDField(null=True, editable=False, db_index=True)
    url = models.TextField(blank=True, editable=False)
    told = models.TextField(blank=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    def __str__(self) -> str:
        return str(self.token)


class Tries(models.Model):
    """How often something was tried, until when that counts (see `atelier.lib.limits`).

    Holds no person and no address: the key is a keyed digest.
    """

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    count = models.PositiveIntegerField(editable=False)
    until = models.DateTimeField(editable=False, db_index=True)

    def __str__(self) -> str:
        return self.key


class Kept(models.Model):
    """The fields of a form whose session had ended, for two hours at most (see `atelier.lib.keep`).

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
