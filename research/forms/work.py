"""Forms of research that runs: milestones, outputs, judgement."""

from datetime import date, timedelta
from typing import Unpack

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from atelier.base.files.uploads import CheckedFileField
from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Data, Files, FormOptions, ModelFormOptions
from research.forms.registration import WRONG_DAY
from research.forms.typed import Typed
from research.models import Milestone, Output, Project
from research.states import Judgement

A_YEAR = timedelta(days=366)


class MilestoneForm(Typed, VersionedForm, PlainModelForm):
    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        labels = {"title": _("What is ready then?"), "due_on": _("Which day?")}
        error_messages = {
            "title": {"required": _("Say what is ready then.")},
            "due_on": {"required": _("Choose a day."), "invalid": WRONG_DAY},
        }
        help_texts = {"due_on": _("We send a reminder a week before, and the day before.")}
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(
        self, data: Data = None, files: Files = None, *, project: Project, **options: Unpack[ModelFormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.project = project

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on == self.instance.due_on:
            return due_on
        if due_on < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a day ahead of us."))
        first, last = self._period()
        if not first <= due_on <= last:
            raise forms.ValidationError(
                _("Choose a day within your period: from %(first)s to %(last)s."),
                params={"first": date_format(first), "last": date_format(last)},
            )
        return due_on

    def _period(self) -> tuple[date, date]:
        """That of the registration; once it is over, what comes late gets a year."""
        today = timezone.localdate()
        first, last = self.project.starts_on or today, self.project.ends_on or today
        return (first, last) if last >= today else (today, today + A_YEAR)


class OutputForm(Typed, VersionedForm, PlainModelForm):
    file = CheckedFileField(label=_("The file"))
    show_my_name = forms.BooleanField(
        label=_("Show my name with this work"),
        required=False,
        help_text=_(
            "Everybody who reads it then sees your name, also without logging in. "
            "You can change this at any time on the page of the research. "
            "The others of your group choose for themselves."
        ),
    )

    class Meta:
        model = Output
        fields = ["title", "kind", "summary"]
        labels = {
            "title": _("Title"),
            "kind": _("What kind of thing is it?"),
            "summary": _("Summary in plain words"),
        }
        error_messages = {
            "title": {"required": _("Give it a title.")},
            "summary": {"required": _("Write a summary in plain words.")},
        }
        help_texts = {
            "summary": _(
                "For somebody who did not study. What did you want to know, what did you find, what is it good for?"
            )
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 7})}

    field_order = ["title", "kind", "summary", "file", "show_my_name"]

    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[ModelFormOptions]) -> None:
        super().__init__(data, files, **options)
        if self.instance.pk:
            self.fields["file"].required = False
            file = self.fields["file"]
            file.help_text = format_lazy("{} {}", _("Leave empty to keep the file you sent."), file.help_text)


class CorrectForm(OutputForm):
    """A moderator's other words, or another file."""

    guards = {"reason": "research.OutputNote.why"}

    reason = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("Everybody can read this, also without logging in. Keep it plain, and name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason: it stays with the output.")},
    )

    field_order = ["title", "kind", "summary", "file", "reason"]

    def __init__(self, data: Data = None, files: Files = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, files, **options)
        del self.fields["show_my_name"]  # each researcher's own choice
        if self.instance.published_at is None:
            del self.fields["reason"]  # nobody reads it yet


class PublishForm(VersionedForm, PlainForm):
    """Nothing to fill in: what was read is what is published."""


class TakeBackForm(VersionedForm, PlainForm):
    sure = forms.BooleanField(
        label=_("Yes, delete the output and its file"),
        error_messages={"required": _("Tick the box if you are sure, or go back.")},
    )


class JudgeForm(Typed, VersionedForm, PlainForm):
    texts_of = "research.Output"
    judgement = forms.ChoiceField(label=_("Can you use this?"), choices=Judgement.choices, widget=forms.RadioSelect)
    judgement_words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        help_text=_("A second person reads this first. After that everybody who reads the output sees it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
