"""Giving a perspective."""

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm


class VoiceForm(VersionedForm, PlainForm):
    texts_of = "cases.Voice"
    text = forms.CharField(
        label=_("What do you see from your perspective?"),
        help_text=_(
            "All members read this with your name. A question, an experience or an idea: a few lines are enough."
        ),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write what you see from your perspective.")},
    )
