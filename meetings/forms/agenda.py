"""Agenda items: what, how long."""

from typing import Any, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.fields import choice, model_choice
from atelier.base.forms.plain import PlainForm
from atelier.base.types import Data, Files, FormOptions, Rows
from meetings import subjects
from meetings.models import AgendaItem, Method
from meetings.states import ItemKind

# Kinds a coordinator adds by hand; cases, research and methods come from their own lists.
BY_HAND = [
    (kind.value, kind.label)
    for kind in (ItemKind.WELCOME, ItemKind.EXPERT, ItemKind.RESEARCH, ItemKind.BREAK, ItemKind.CLOSING)
]


def minutes_field(initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=480,
        initial=initial,
        error_messages={
            "required": _("Say how many minutes it takes."),
            "invalid": _("Write the minutes as a whole number."),
            "min_value": _("An item takes at least 1 minute."),
            "max_value": _("An item takes at most 480 minutes."),
        },
    )


class SeenForm(PlainForm):
    """Each change says which order of the agenda it was made from."""

    texts_of = "meetings.AgendaItem"

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ItemForm(SeenForm):
    kind = forms.ChoiceField(label=_("What kind of item"), choices=BY_HAND)
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Give the item a title.")})
    minutes = minutes_field(15)
    expert_name = forms.CharField(
        label=_("Who"), max_length=120, required=False, help_text=_("Of an expert contribution: name and field.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ChangeItemForm(SeenForm):
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Give the item a title.")})
    minutes = minutes_field(15)
    expert_name = forms.CharField(label=_("Who"), max_length=120, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, data: Data = None, files: Files = None, *, item: AgendaItem, **options: Unpack[FormOptions]
    ) -> None:
        known = {name: getattr(item, name) for name in ("title", "minutes", "expert_name", "note")}
        super().__init__(data, files, initial=known, **options)
        if item.case_id or item.subject_pk or item.method_step_id:
            del self.fields["title"]
        if item.kind == ItemKind.LOOKING_BACK:
            self.fields["title"].required = False
            self.fields["title"].help_text = _("Left empty it reads: What happened with the last advice?")
        if item.kind != ItemKind.EXPERT:
            del self.fields["expert_name"]


class CaseForm(SeenForm):
    case: object = forms.ModelChoiceField(
        label=_("Case"),
        queryset=None,
        to_field_name="number",
        error_messages={
            "required": _("Choose a case."),
            "invalid_choice": _("This case no longer waits for a meeting. Choose another one."),
        },
    )
    minutes = minutes_field(45)

    def __init__(self, data: Data = None, files: Files = None, *, cases: Rows, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, files, **options)
        model_choice(self, "case").queryset = cases


class SubjectForm(SeenForm):
    """Something of another room: "project:12"."""

    subject = forms.ChoiceField(label=_("Research"), error_messages={"required": _("Choose a research project.")})
    minutes = minutes_field(30)

    def __init__(
        self, data: Data = None, files: Files = None, *, offered: list[tuple[str, str]], **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        choice(self, "subject").choices = offered
        self.offered = dict(offered)

    @property
    def chosen(self) -> tuple[str, int, str]:
        """kind, key and title."""
        value = self.cleaned_data["subject"]
        kind, _colon, pk = value.partition(":")
        return kind, int(pk), self.offered[value]


def offered_subjects(member: object) -> list[tuple[str, str]]:
    """What other rooms offer, as choices; one query per room."""
    return [
        (f"{kind}:{subject.pk}", subject.title)
        for kind, source in subjects.sources().items()
        for subject in source.offered(member)
    ]


class MethodForm(SeenForm):
    method = forms.ModelChoiceField(
        label=_("Method"),
        queryset=Method.objects.all(),
        to_field_name="slug",
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose a method.")},
    )
    after = forms.TypedChoiceField(
        label=_("After"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("After a case its first step becomes the case's own."),
    )

    def __init__(
        self, data: Data = None, files: Files = None, *, items: list[tuple[int, str]], **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        method: Any = self.fields["method"]
        method.label_from_instance = lambda one: one.shown_name
        choice(self, "after").choices = [("", _("At the end")), *items]


class MoveForm(PlainForm):
    """Up, down, or to a place."""

    seen = forms.IntegerField(required=False)
    to = forms.IntegerField(min_value=1, max_value=200)
