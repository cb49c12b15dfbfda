"""Whom to invite: everybody, a perspective, an organisation, or people one by one, over pages and searches."""

from typing import Any, Unpack

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from atelier.base.data.names import same_name, who_are_called
from atelier.base.forms.plain import PlainForm
from atelier.base.types import FieldOptions, Files, FormOptions, Values
from members.models import Member, Organisation
from members.states import Perspective

MOST = 1000
MOST_NAMED = 20  # of the organisations that one typed name may mean
TICK, SHOWN = "people", "shown"


class ChosenField(forms.CharField):
    """The people ticked on any page so far, as numbers between commas. Cleans to a set of keys."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(max_length=MOST * 20, **kwargs)

    def to_python(self, value: object) -> Any:
        chosen = numbers(super().to_python(value) or "")
        if len(chosen) > MOST:
            raise forms.ValidationError(
                _("Tick at most %(most)s people one by one. For more, choose a perspective or everybody.")
                % {"most": MOST}
            )
        return chosen


class InviteForm(PlainForm):
    guards = {"organisation": "", "q": ""}
    everybody = forms.BooleanField(label=_("Everybody who has not been invited yet"), required=False)
    perspectives = forms.MultipleChoiceField(
        label=_("Everybody of these perspectives"),
        choices=Perspective.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.CharField(
        label=_("Everybody of this organisation"),
        help_text=_("The name, or the beginning of it."),
        required=False,
        max_length=120,
    )
    q = forms.CharField(label=_("Look for somebody by name"), required=False, max_length=120)
    chosen = ChosenField(required=False, label=_("People"))

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files = None,
        *,
        left: QuerySet[Member],
        **options: Unpack[FormOptions],
    ) -> None:
        self.left = left
        super().__init__(data and with_ticks(data), files, **options)

    @property
    def ticked(self) -> set[int]:
        """Ticked so far, also while something else on the page is wrong."""
        return numbers(str(self["chosen"].value() or ""))

    def found(self) -> QuerySet[Member]:
        """Who may still be invited and answers the search."""
        words = str(self["q"].value() or "")
        return who_are_called(self.left, words) if words.strip() else self.left

    def clean_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"]
        if not name:
            return None
        found = list(who_are_called(Organisation.objects.order_by("name"), name)[:MOST_NAMED])
        near = [one for one in found if same_name(one.name, name)] or found
        if not near:
            raise forms.ValidationError(_("No organisation is called “%(name)s”.") % {"name": name})
        if len(near) > 1:
            names = "; ".join(one.name for one in near)
            raise forms.ValidationError(
                _("Which one do you mean: %(names)s? Write the whole name.") % {"names": names}
            )
        return near[0]

    def clean(self) -> Values:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("everybody", *GROUPS)):
            raise forms.ValidationError(_("Choose whom you invite."))
        return cleaned

    @property
    def members(self) -> QuerySet[Member]:
        """All who are meant and have not been invited yet."""
        if self.cleaned_data["everybody"]:
            return self.left
        wanted = {lookup: self.cleaned_data[name] for name, lookup in GROUPS.items()}
        meant = Q()
        for lookup, value in wanted.items():
            if value:
                meant |= Q(**{lookup: value})
        return self.left.filter(meant)

    @property
    def groups(self) -> Values:
        """For `invite`: the perspectives and the organisation; neither is everybody."""
        names = () if self.cleaned_data["everybody"] else ("perspectives", "organisation")
        return {name: self.cleaned_data[name] for name in names}


GROUPS = {"perspectives": "perspective__in", "organisation": "organisation", "chosen": "pk__in"}


def numbers(text: str) -> set[int]:
    return {int(one) for one in text.split(",") if one.isascii() and one.isdigit() and len(one) < 19}


def with_ticks(data: QueryDict) -> QueryDict:
    """What was ticked before, without what this page showed, and with what is ticked on it now."""
    data = data.copy()
    before = numbers(data.get("chosen", ""))
    shown, ticked = numbers(data.get(SHOWN, "")), numbers(",".join(data.getlist(TICK)))
    data["chosen"] = ",".join(map(str, sorted((before - shown) | ticked)))
    return data
