"""Looking for somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm
from members.models import Organisation
from members.states import Perspective


class DirectoryForm(PlainForm):
    """The filters of the list of members; nonsense in the address simply filters nothing."""

    guards = {"q": ""}

    q = forms.CharField(label=_("Name or words"), required=False, max_length=100)
    perspective = forms.ChoiceField(
        label=_("Perspective"), required=False, choices=[("", _("All perspectives")), *Perspective.choices]
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        required=False,
        queryset=Organisation.objects.confirmed(),
        to_field_name="slug",
        empty_label=_("All organisations"),
    )
