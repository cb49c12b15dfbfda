"""Proposing and changing a learning question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import choice
from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.types import Values
from research.forms.typed import Typed
from research.models import LearningQuestion
from research.states import QUESTION_MOVES, QuestionState


class ProposeForm(Typed, PlainModelForm):
    class Meta:
        model = LearningQuestion
        fields = ["title", "question", "about"]
        labels = {
            "title": _("Short name"),
            "question": _("The question"),
            "about": _("Why is this a question of us all?"),
        }
        help_texts = {
            "title": _("A few words, for the list."),
            "question": _("One sentence that ends with a question mark."),
            "about": _("What do you see in practice? Write about situations, not about persons."),
        }
        error_messages = {
            "title": {"required": _("Give your question a short name.")},
            "question": {"required": _("Write down the question.")},
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "about": forms.Textarea(attrs={"rows": 5}),
        }


class QuestionForm(VersionedForm, PlainModelForm):
    class Meta(ProposeForm.Meta):
        fields = ["title", "question", "about", "answer"]
        labels = {**ProposeForm.Meta.labels, "answer": _("What we know now")}
        help_texts = {
            **ProposeForm.Meta.help_texts,
            "answer": _("In plain words, for somebody who comes new. Leave empty while you are searching."),
        }
        widgets = {**ProposeForm.Meta.widgets, "answer": forms.Textarea(attrs={"rows": 5})}


class QuestionStateForm(VersionedForm, PlainForm):
    """Only the moves that the table allows from here."""

    guards = {"reason": "research.LearningQuestionMove.why"}

    to = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=400,
        help_text=_("Members read this in the timeline."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, state: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        moves = [(to, QuestionState(to).label) for to in QUESTION_MOVES[state]]
        choice(self, "to").choices = moves

    def clean(self) -> Values:
        data = super().clean() or self.cleaned_data
        if data.get("to") == QuestionState.SET_ASIDE and not data.get("reason"):
            self.add_error("reason", _("Say why. Who proposed the question gets a mail, and reads it here."))
        return data
