"""The form that asks why: where something stops, goes back or is taken off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Words


class ReasonForm(VersionedForm, PlainForm):
    """One reason in words, for a page (`versioned=`) or a step of the desk (`subject=`)."""

    takes_subject = True
    reason = forms.CharField(label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, subject: Any = None, **kwargs: Any) -> None:
        if subject is not None:
            kwargs["versioned"] = subject
        super().__init__(*args, **kwargs)


def reason_form(
    label: Words,
    *,
    hint: Words = "",
    missing: Words | None = None,
    limit: int = 2000,
    rows: int = 4,
    required: bool = True,
    kept: str = "",
) -> type[ReasonForm]:
    """`ReasonForm` in the words of one page. Without `rows` the reason is a word, on one line.

    `missing` is said where nothing was written: who reads the reason. `kept`: its row in the table of texts.
    """

    class Asked(ReasonForm):
        guards = {"reason": kept}
        reason = forms.CharField(
            label=label,
            help_text=hint,
            max_length=limit,
            required=required,
            widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
            error_messages={"required": missing} if missing else None,
        )

    return Asked
