"""What one brings or seeks."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainModelForm
from atelier.base.types import Data, Files, ModelFormOptions
from members.models import BringSeek, Member
from members.states import BringSeekKind


class BringSeekForm(PlainModelForm):
    kind = forms.ChoiceField(
        label=_("Do you bring something, or do you seek something?"),
        choices=[(BringSeekKind.BRING, _("I bring something")), (BringSeekKind.SEEK, _("I seek something"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you bring or seek")},
    )
    for_organisation = forms.BooleanField(required=False)

    class Meta:
        model = BringSeek
        fields = ["kind", "topic", "text"]
        labels = {"topic": _("What is it about?"), "text": _("Tell a little more")}
        help_texts = {"topic": _("In a few words. All who take part see this, with your name.")}
        error_messages = {"topic": {"required": _("Write in a few words what it is about")}}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    field_order = ["kind", "topic", "text", "for_organisation"]

    def __init__(
        self, data: Data = None, files: Files = None, *, member: Member, **options: Unpack[ModelFormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        if member.organisation:
            self.fields["for_organisation"].label = _("This is on behalf of %(organisation)s") % {
                "organisation": member.organisation
            }
        else:
            del self.fields["for_organisation"]
