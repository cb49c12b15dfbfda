"""Forms that strangers may send: a field that only programs fill in, and a signed time at which the page was made.

Nobody is turned away: the form comes back with everything in it and a sentence, and a second press sends it.
"""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import Plain

FEWEST_SECONDS, MOST_SECONDS = 3, 24 * 3600
_SIGNER = signing.TimestampSigner(salt="atelier.lib.robots")


class Trap(forms.HiddenInput):
    """Out of reach of eyes, screen readers and the tab key; a field of type "hidden" would warn a program."""

    input_type = "text"
    is_hidden = True
    template_name = "ui/trap.html"


class GuardedForm(Plain):
    """Mixin, put first. Views leave `GUARDS` out of what they pass on."""

    GUARDS = ("website", "page_made")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"] = forms.CharField(required=False, widget=Trap, max_length=500)
        self.fields["page_made"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=made_now)

    def clean(self) -> Any:
        told = super().clean()
        if self.cleaned_data.get("website"):
            self.again(_("A field that stays empty was filled in, perhaps by your browser. We emptied it."), "website")
        elif settings.LIMITED:
            self.check_time(self.cleaned_data.get("page_made", ""))
        return told

    def check_time(self, made: str) -> None:
        try:
            _SIGNER.unsign(made, max_age=MOST_SECONDS)
        except signing.BadSignature:
            self.again(_("This page stood open for long. Your text is still here."), "page_made")
            return
        try:
            _SIGNER.unsign(made, max_age=FEWEST_SECONDS)
        except signing.SignatureExpired:
            return
        self.add_error(None, ValidationError(_("That went very fast. Look it over, and send it once more.")))

    def again(self, sentence: object, name: str) -> None:
        """Send it once more, with this field as it is on a new page."""
        new = made_now() if name == "page_made" else ""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix(name)] = new
        self.data = data
        self.emptied = {self.add_prefix(name)}  # what carries the page's fields on leaves it out too
        self.add_error(None, ValidationError(f"{sentence} {_('Send the form once more.')}"))


def made_now() -> str:
    return _SIGNER.sign("")
