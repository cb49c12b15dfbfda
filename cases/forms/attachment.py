"""A file with a submission, and its release."""

from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from atelier.base.files.uploads import CheckedFileField
from atelier.base.forms.decisions import Choice
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, Values
from cases.exceptions import TooManyAttachments
from cases.forms.intake import DraftForm
from cases.models import Attachment
from cases.models.attachment import MOST_OF_A_CASE


class AttachmentForm(DraftForm):
    """One file at a time; nothing that somebody else sent is changed by it."""

    texts_of = "cases.Attachment"
    about = _(
        "Does a letter or another proof belong to it? Nobody has to send one. Only you, who submits with you, and the "
        "moderators read it; members do not, unless a moderator releases it."
    )

    file = CheckedFileField(label=_("Choose a file"), required=False, scans_later=True)
    note = forms.CharField(
        label=_("What is it?"),
        help_text=_("In a few words, such as: letter of the landlord. Leave out names."),
        max_length=200,
        required=False,
    )
    guards = {"note": "cases.Attachment.about"}

    def known(self) -> Values:
        return {"note": ""}

    def clean(self) -> Values:
        told: Values = super().clean() or self.cleaned_data
        if told.get("note") and not told.get("file") and "file" not in self.errors:
            self.add_error("note", ValidationError(_("Choose a file with it, or leave this empty.")))
        if told.get("file") and self.held >= MOST_OF_A_CASE:
            self.add_error("file", ValidationError(TooManyAttachments.sentence, code="many"))
        return told

    @property
    def held(self) -> int:
        return Attachment.objects.held().filter(intake__case=self.versioned).count()

    @property
    def is_full(self) -> bool:
        return self.held >= MOST_OF_A_CASE


class ReleaseAttachmentForm(VersionedForm, PlainForm):
    """What members read of it; where something in it may lead to a person, why that may stand there."""

    texts_of = "cases.Attachment"

    title = forms.CharField(
        label=_("What members read of it"),
        help_text=_("They do not see the name of the file. Such as: letter about the arrears."),
        max_length=120,
        error_messages={"required": _("Say in a few words what it is.")},
    )
    why = forms.ChoiceField(
        label=_("Why may this stand in it?"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why what was found may stand in it, or do not release it.")},
    )
    looked = forms.BooleanField(
        label=_("I have opened the file and read all of it"),
        error_messages={"required": _("Open the file and read it first.")},
    )

    def __init__(
        self,
        data: Data = None,
        files: Files = None,
        *,
        attachment: Attachment,
        marked: bool,
        **options: Unpack[FormOptions],
    ) -> None:
        initial = {"title": attachment.title or attachment.about}
        super().__init__(data, files, versioned=attachment, initial=initial, **options)
        if not marked:
            del self.fields["why"]

    @property
    def told(self) -> dict[str, str]:
        """What `release_attachment` takes."""
        return {name: self.cleaned_data[name] for name in ("title", "why") if name in self.cleaned_data}
