"""Forms as all rooms make them: typed text is tidied, errors say what to do, no citizen service number gets in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from atelier.base.forms import kept_files
from atelier.base.forms.bounded import LONGEST_LINE, TOO_LONG, Bounded, limit_of
from atelier.base.forms.decided import Decided
from atelier.base.words.text import has_bsn, tidy, without_controls

BSN_SENTENCE = gettext_lazy(
    "This looks like a citizen service number (BSN). Leave it out or write the number in another way: "
    "we may not keep such a number."
)
# Not typed by hand, so neither tidied nor searched.
UNTYPED = (
    forms.HiddenInput,
    forms.PasswordInput,
    forms.FileInput,
    forms.CheckboxInput,
    forms.Select,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
)


class Plain(Decided, Bounded):
    """What every form here does. A mixin: `PlainForm` and `PlainModelForm` are the ready ones."""

    use_required_attribute = False
    # Of a form with files, set by `bind`.
    keeper: kept_files.Keeper | None = None
    # Its page was asked for again, in another language: what was sent is looked at, and nothing done.
    is_only_shown = False
    # What is there is kept, whole or not (see `let_empty`).
    is_half = False
    # Somebody else changed what it is about (see VersionedForm); known once it was validated.
    is_stale = False
    _is_cleaned = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.add_helpful_errors()
        if self.is_bound:
            self.data = self._tidied()

    def add_helpful_errors(self) -> None:
        """Give each field sentences that say what to do. Call again after adding fields yourself."""
        for field in self.fields.values():
            widget = field.widget
            # The browser would cut a pasted text off without a word; we say how long it is.
            limit = widget.attrs.pop("maxlength", None)
            if limit and isinstance(widget, forms.Textarea):
                widget.attrs["data-limit"] = limit
            if isinstance(widget, forms.Textarea) or type(widget) is forms.TextInput:
                widget.attrs.setdefault("dir", "auto")
            if isinstance(field, forms.DateField) and type(widget) is forms.DateInput:
                # The browser's own date field, which speaks ISO; typed by hand where the browser has none.
                field.widget = widget = forms.DateInput({"type": "date", **widget.attrs}, format="%Y-%m-%d")
                field.input_formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
                field.error_messages["invalid"] = gettext_lazy("Choose a date, or write it like 31-12-2027.")
            field.error_messages.setdefault("max_length", TOO_LONG)
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = (
                    gettext_lazy("Choose an answer.")
                    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
                    else gettext_lazy("Tick this box to go on.")
                    if isinstance(field, forms.BooleanField)
                    else gettext_lazy("Choose a file.")
                    if isinstance(field, forms.FileField)
                    else gettext_lazy("Fill this in.")
                )

    def full_clean(self) -> None:
        self._is_cleaned = False
        super().full_clean()
        self._is_cleaned = True
        if self.is_bound and self.errors:
            self._keep_files()
        elif self.is_bound and not self.is_only_shown:
            self.keep_decisions()
            if self.keeper:
                self.keeper.keep_decisions(by=getattr(self.decider, "pk", None))
                self.keeper.tell_what_was_taken_out()

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        self.decide()

    def add_error(self, field: str | None, error: Any) -> None:
        """Also what the domain refuses after all was found sound brings the form back."""
        super().add_error(field, error)
        if self._is_cleaned:
            self._keep_files()

    def is_valid(self) -> bool:
        sound = super().is_valid()  # which may find that something was replaced
        return sound and not self.is_only_shown

    def _keep_files(self) -> None:
        """A form that comes back keeps its files, or says that they must be chosen again."""
        self._is_cleaned = False
        for name, field in self.fields.items():
            file = getattr(field, "checked", None)
            if file is not None and not (self.keeper and self.keeper.keep(name)):
                super().add_error(name, ValidationError(kept_files.CHOOSE_AGAIN, params={"name": file.name}))
        self._is_cleaned = True

    def let_empty(self) -> None:
        """Nothing has to be filled in yet (keep for later, look first); labels still tell what is asked in the end."""
        self.is_half = True
        for field in self.fields.values():
            field.is_asked = field.required  # type: ignore[attr-defined]
            field.required = False

    def loses_nothing(self) -> bool:
        """All that is wrong is that something is still empty: half an answer, for who goes back."""
        files: Any = self.files or {}
        sent = (self[name].value() or self.add_prefix(name) in files for name in self.errors)
        return not self.non_field_errors() and not any(sent)

    def _tidied(self) -> Any:
        """What is far too long stays as it came: it is refused, and shown again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        fields = {self.add_prefix(name): field for name, field in self.fields.items()}
        for key in list(data):
            field = fields.get(key) or fields.get(key.rpartition("_")[0])  # of a field in parts: day_0, day_1
            if field is None or isinstance(field.widget, forms.PasswordInput | forms.FileInput):
                continue
            if isinstance(data, QueryDict | MultiValueDict):
                data.setlist(key, [_tidied(value, field) for value in data.getlist(key)])
            else:
                data[key] = _tidied(data[key], field)
        return data

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, bound in self._bound_items():
            typed = bound.data
            if isinstance(typed, UploadedFile):
                number = has_bsn(typed.name or "")
            elif isinstance(typed, list) and all(isinstance(one, UploadedFile) for one in typed):
                number = any(has_bsn(one.name or "") for one in typed)
            else:
                number = not isinstance(bound.field.widget, UNTYPED) and isinstance(typed, str) and has_bsn(typed)
            if number:
                self._errors.pop(name, None)  # type: ignore[attr-defined]
                self.add_error(name, ValidationError(BSN_SENTENCE, code="bsn"))


def _tidied(value: Any, field: forms.Field) -> Any:
    # Decomposed accents, line ends of two signs and what nobody sees may go: four signs for one is ample.
    if not isinstance(value, str) or len(value) > 4 * limit_of(field) + LONGEST_LINE:
        return value
    if isinstance(field.widget, UNTYPED):
        return without_controls(value)
    return tidy(value, lines=isinstance(field.widget, forms.Textarea))


class PlainForm(Plain, forms.Form):
    pass


class PlainModelForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    pass
