"""Report a passage; take a text off and say why."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from atelier.base.data.fields import field_of
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.robots import GuardedForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.guard.finder import find, generalised
from atelier.base.guard.known import known_names
from atelier.removal.queries import Spot


class ReportForm(GuardedForm, PlainForm):
    """Who reports gives no reason."""

    # Kept sealed, for moderators only, until the report is handled.
    guards = {"words": ""}
    words = forms.CharField(
        label=_("Which sentence?"),
        help_text=_("If you like. Only moderators read this."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakeOffForm(VersionedForm, PlainForm):
    """Other words, or none; what may lead to a person in the text stands replaced already."""

    # What comes in its place is guarded as what stood there: see `take_off_form`.
    guards = {"words": "", "why": "removal.Removal.why"}
    words = forms.CharField(
        label=_("What stands there instead?"),
        help_text=_("What may lead to a person is replaced already. Empty the field to take away the whole text."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    why = forms.CharField(
        label=_("Why is it taken off?"),
        help_text=_("This stands on the page, for everybody who reads it. Name nobody."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is taken off. Who reads the page sees it.")},
    )
    settles = forms.BooleanField(label=_("This settles the reports about this page"), required=False, initial=True)

    def __init__(self, *args: Any, spot: Spot, reports: bool, **kwargs: Any) -> None:
        self.spot = spot
        super().__init__(*args, versioned=spot.model._base_manager.get(pk=spot.row), **kwargs)
        if not reports:
            del self.fields["settles"]
        if spot.is_file:
            del self.fields["words"]
        else:
            self._begin_with(spot)

    def _begin_with(self, spot: Spot) -> None:
        words = self.fields["words"]
        words.initial = generalised(spot.words, find(spot.words, known_names()))
        longest = getattr(field_of(spot.model, spot.field), "max_length", None)
        if isinstance(words, forms.CharField) and longest:
            words.max_length = longest
            words.validators.append(MaxLengthValidator(longest))
        self.add_helpful_errors()


def take_off_form(spot: Spot) -> type[TakeOffForm]:
    return type("TakeOffForm", (TakeOffForm,), {"guards": {**TakeOffForm.guards, "words": spot.key}})
