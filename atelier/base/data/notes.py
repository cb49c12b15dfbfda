"""What happened to something the public could read: a fact with a day and a reason, which stays."""

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Happened(TextChoices):
    WITHDRAWN = "withdrawn", _("Taken back on")
    AGAIN = "again", _("Published again, improved, on")
    WORDS_OFF = "words_off", _("The words of practice were taken off on")


class PublicNote(models.Model):
    """A subclass adds `subject`, the foreign key to what was published, with related_name="notes".

    `why` is read by everybody; `by` by nobody who does not work at the desk.
    """

    what = models.CharField(_("what happened"), max_length=10, choices=Happened, editable=False)
    why = models.TextField(_("why"), blank=True, max_length=500, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(Happened(self.what).label)
