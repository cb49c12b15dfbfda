"""The studio's own words over ours."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from atelier.front.states import TextKey


class PageText(models.Model):
    """The studio's own wording of a piece of the public site.

    A row replaces the text that comes with the portal (`texts/`); without a row that one is shown, so an
    empty portal has all its pages and an upgrade brings better words to who changed nothing.
    """

    key = models.CharField(_("which text"), max_length=30, choices=TextKey)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(
        _("text"),
        max_length=20_000,
        help_text=_("Markdown: **bold**, - list, 1. steps, ## heading, [words](https://address). No HTML."),
    )
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("page text")
        verbose_name_plural = _("page texts")
        ordering = ["key", "language"]
        constraints = [
            models.UniqueConstraint(
                "key",
                "language",
                name="one_text_per_language",
                violation_error_message=_("This text already has wording of your own in this language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} ({self.language})"
