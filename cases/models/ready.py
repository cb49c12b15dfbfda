"""Answers that moderators give again and again, to begin with: put in with one tap, then edited."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.intake import ChangeNote


class ReadyAnswer(models.Model):
    class Kind(models.TextChoices):
        DECLINE = "decline", _("To decline a case")
        CHANGES = "changes", _("To ask for changes")

    kind = models.CharField(_("what for"), max_length=10, choices=Kind)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    name = models.CharField(_("name"), max_length=60, help_text=_("What stands on its button."))
    text = models.TextField(_("words"), max_length=1000, help_text=_("The reason, or what to change."))
    offer = models.TextField(
        _("what is offered instead"), max_length=1000, blank=True, help_text=_("Where a case is declined.")
    )
    field = models.CharField(
        _("field"),
        max_length=20,
        choices=ChangeNote.Field,
        blank=True,
        help_text=_("Where changes are asked: at which question."),
    )

    class Meta:
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "name"],
                name="one_ready_answer_of_a_name",
                violation_error_message=_("There is such an answer already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.kind == self.Kind.DECLINE and not self.offer:
            raise ValidationError({"offer": _("Write what you offer instead: the submitter reads it.")})
        if self.kind == self.Kind.CHANGES and not self.field:
            raise ValidationError({"field": _("Choose at which question it stands.")})

    @property
    def words(self) -> dict[str, str]:
        """What it puts in which field of its form."""
        return (
            {"reason": self.text, "offer": self.offer} if self.kind == self.Kind.DECLINE else {self.field: self.text}
        )
