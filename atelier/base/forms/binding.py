"""Forms as all rooms make them: typed text is tidied and kept, errors say what to do, nothing is lost."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import Model
from django.forms.models import model_to_dict
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from atelier.base.exceptions import Stale
from atelier.base.forms import keep, kept_files
from atelier.base.hooks import note
from atelier.base.words.text import has_bsn, tidy, without_controls

BSN_SENTENCE = gettext_lazy(
    "This looks like a citizen service number (BSN). Leave it out or write the number in another way: "
    "we may not keep such a number."
)
TOO_LONG = ngettext_lazy(
    "Use at most %(limit_value)d character. There are %(show_value)d now.",
    "Use at most %(limit_value)d characters. There are %(show_value)d now.",
    "limit_value",
)
# In characters, where a field says nothing itself: of a text of several lines, and of anything else.
LONGEST_TEXT, LONGEST_LINE = 20_000, 500
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


def bind[F: forms.BaseForm](
    request: HttpRequest,
    form_class: type[F],
    *,
    files_of: Model | None = None,
    makes_new: bool = False,
    **kwargs: Any,
) -> F:
    """The form of this page: bound on POST; after an expired session filled with what was typed; else as it is.

    A kept form is not bound, so `is_valid()` is False and nothing happens before the person sends it again.
    `files_of`: the guest for whom files are kept; otherwise it is the member who is logged in. `makes_new`: sent again
    much later it would make another one, which no version can tell (see `web.once`).
    """
    if request.method == "POST":
        if makes_new:
            note(request, makes_new=True)
        form = form_class(request.POST, request.FILES, **kwargs)
        kept_files.attach(request, form, files_of)
        sent_forms(request).append(form)
        return form
    if again := _shown_again(request, form_class, files_of, kwargs):
        return again
    form = form_class(**kwargs)
    kept_files.attach(request, form, files_of)
    give_back(request, form)
    return form


def sent_forms(request: HttpRequest) -> list[forms.BaseForm]:
    """The bound forms of this request: one that is stale is answered by the conflict page (`errors_middleware`)."""
    found: list[forms.BaseForm] = vars(request).setdefault("_sent_forms", [])
    return found


def give_back(request: HttpRequest, form: forms.BaseForm) -> None:
    """Fill an unbound form with what was typed in it before the session ended."""
    kept = keep.take(request)
    if kept is not None and _fill(form, kept):
        keep.filled(request, _names_in(form, kept))
        if not hasattr(request, "looks_again"):
            keep.tell_once(request, lambda: _tell_of_return(request))


def _shown_again[F: forms.BaseForm](
    request: HttpRequest, form_class: type[F], files_of: Model | None, kwargs: dict[str, Any]
) -> F | None:
    """The form with what was sent and its errors, in the language that was chosen since; it is never valid."""
    typed = keep.take(request) if getattr(request, "looks_again", False) else None
    if typed is None:
        return None
    form = form_class(typed, MultiValueDict(), **kwargs)
    if not isinstance(form, Plain) or not (names := _names_in(form, typed)):
        return None
    form.is_only_shown = True
    kept_files.attach(request, form, files_of)
    if form.errors and form.is_stale:
        return None
    keep.filled(request, names)
    return form


def _names_in(form: forms.BaseForm, typed: QueryDict) -> set[str]:
    """Which of the fields that were sent are of this form."""
    names = {form.add_prefix(name) for name in form.fields}
    return {key for key in typed if key in names or key.rpartition("_")[0] in names}


def _tell_of_return(request: HttpRequest) -> None:
    messages.warning(
        request, _("You were logged out meanwhile. Your text is still here. Look it over and send it again.")
    )
    if names := keep.names_of_files(request):
        messages.warning(
            request, _("A file does not stay here: choose it again (%(names)s).") % {"names": ", ".join(names)}
        )


def _fill(form: forms.BaseForm, typed: QueryDict) -> bool:
    """Show `typed` in an unbound form; False when nothing in it belongs to this form."""
    names = {form.add_prefix(name): name for name in form.fields}
    if not any(key == html or key.startswith(f"{html}_") for key in typed for html in names):
        return False
    for html, name in names.items():
        widget = form.fields[name].widget
        if not isinstance(widget, forms.FileInput | forms.PasswordInput):
            form.initial[name] = widget.value_from_datadict(typed, MultiValueDict(), html)
    return True


def limit_of(field: forms.Field) -> int:
    """How many characters one value of this field may have; every field has a limit."""
    if limit := getattr(field, "max_length", None):
        return int(limit)
    long = isinstance(field, forms.JSONField) or isinstance(field.widget, forms.Textarea)
    return LONGEST_TEXT if long else LONGEST_LINE


def is_beyond_python(field: forms.Field, value: Any) -> bool:
    """Whether this JSON is deeper, or has longer numbers, than Python reads; of other nonsense the field speaks."""
    if not isinstance(field, forms.JSONField) or not isinstance(value, str):
        return False
    try:
        json.loads(value)
    except json.JSONDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return False


def length_of(value: Any, *, strip: bool = True) -> int:
    """Of the longest of the texts in the data of a field, as a browser counts: a line end is one character."""
    if isinstance(value, list | tuple):
        return max((length_of(one, strip=strip) for one in value), default=0)
    if not isinstance(value, str):
        return 0
    lines = value.replace("\r\n", "\n")
    return len(lines.strip() if strip else lines)


class Bounded(forms.BaseForm):
    """What is longer than its field's limit is refused before any validator, pattern or hash looks at it.

    A mixin, for forms of packages too: put it first.
    """

    _too_long: frozenset[str] = frozenset()

    def _clean_fields(self) -> None:
        self._too_long = frozenset()
        for name, bound in super()._bound_items():  # type: ignore[misc]
            limit = limit_of(bound.field)
            length = length_of(bound.data, strip=getattr(bound.field, "strip", True))
            if length > limit and not bound.field.disabled:
                self._too_long |= {name}
                sentence = bound.field.error_messages.get("max_length", TOO_LONG)
                params = {"limit_value": limit, "show_value": length}
                self.add_error(name, ValidationError(sentence, code="max_length", params=params))
            elif is_beyond_python(bound.field, bound.data):
                self._too_long |= {name}
                self.add_error(name, ValidationError(bound.field.error_messages["invalid"], code="invalid"))
        super()._clean_fields()  # type: ignore[misc]

    def _bound_items(self) -> Iterator[tuple[str, Any]]:
        """What Django cleans and compares."""
        items: Iterator[tuple[str, Any]] = super()._bound_items()  # type: ignore[misc]
        return ((name, bound) for name, bound in items if name not in self._too_long)


class Plain(Bounded):
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
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
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

    def add_error(self, field: str | None, error: Any) -> None:
        """Also what the domain refuses after all was found sound brings the form back."""
        super().add_error(field, error)
        if self._is_cleaned:
            self._keep_files()

    def is_valid(self) -> bool:
        return not self.is_only_shown and super().is_valid()

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
        return not self.non_field_errors() and not any(self[name].value() for name in self.errors)

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


class VersionedForm(Plain):
    """Mixin for a form that changes an object, and is stale when someone else changed it after the page was made.

    A stale form is a form with an error: `is_valid()` is False, nothing in it is looked at, and `is_stale` says why. A
    view does nothing for it: whatever page it makes of its form, `errors_middleware` gives the conflict page instead.

    Put it first: `class CaseForm(VersionedForm, PlainModelForm)`. A form without a model instance takes the object as
    `versioned=`. What was sent is compared while the object's row is held, so that of two at the same moment one is
    told. `known()` says what the page shows; without it all fields of the object count.
    """

    stale: type[Stale] = Stale

    def __init__(self, *args: Any, versioned: Any = None, **kwargs: Any) -> None:
        self.versioned: Any = versioned if versioned is not None else kwargs.get("instance")
        if (args and args[0] is not None) or kwargs.get("data") is not None:
            hold(self.versioned)
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **self.known()}
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=self.version_now)

    def known(self) -> dict[str, Any]:
        """What is there now of what this form changes, by field: the form begins with it."""
        if not isinstance(self, forms.ModelForm) or not getattr(self.versioned, "pk", None):
            return {}
        of_form = [*(self._meta.fields or self.base_fields)]
        return model_to_dict(self.versioned, [name for name in of_form if name in self.base_fields])

    @property
    def version_now(self) -> str:
        known = self.known()
        return _digest(known) if known else version_of(self.versioned)

    def full_clean(self) -> None:
        sent = self.data.get(self.add_prefix("version"), "") if self.is_bound else ""
        self.is_stale = bool(sent) and sent != self.version_now
        if not self.is_stale:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        self.add_error(None, ValidationError(self.stale.sentence, code="stale"))

    def conflict(self) -> Stale:
        """What the conflict page tells of it."""
        return _stale(self.version_now, form=self, kind=self.stale)

    def go_on(self) -> None:
        """What was sent is kept, and the same page shown again: it starts from there."""
        data: Any = self.data
        data[self.add_prefix("version")] = self.version_now


def check_version(sent: str, now: str, *, form: Any = None) -> None:
    """Raise Stale when a page that said its version was made from another one."""
    if sent and sent != now:
        raise _stale(now, form=form)


def _stale(now: str, *, form: Any, kind: type[Stale] = Stale) -> Stale:
    stale = kind()
    stale.form, stale.version = form, now
    return stale


def unchanged(request: HttpRequest, subject: Any) -> None:
    """For a button: what it is about is as the page showed it (`<input name="version">` by {% version %})."""
    hold(subject)
    check_version(request.POST.get("version", ""), version_of(subject))


def hold(subject: Any) -> None:
    """Nobody else changes this row before the work is done; what changed while we waited is read."""
    if not isinstance(subject, Model) or subject.pk is None or not connection.in_atomic_block:
        return
    try:
        subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update(no_key=True))
    except ObjectDoesNotExist:
        raise Stale from None


# Changed by a visit, not by a person who works on it.
NOT_WORK = {"last_login", "password", "search", "words"}


def version_of(subject: Any) -> str:
    """What a page remembers of the object it was made from."""
    if getattr(subject, "pk", None) is None:
        return "new"
    if not isinstance(subject, Model):
        return str(getattr(subject, "version", ""))
    names = [field.attname for field in subject._meta.concrete_fields if field.attname not in NOT_WORK]
    return _digest({name: getattr(subject, name) for name in names})


def _digest(values: dict[str, Any]) -> str:
    plain = {name: _plain(value) for name, value in values.items()}
    return hashlib.sha256(repr(sorted(plain.items())).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _plain(value: Any) -> Any:
    """Rows by their key, in whatever order the database gave them."""
    if isinstance(value, list | tuple | set):
        return sorted(str(_plain(one)) for one in value)
    return str(value.pk if isinstance(value, Model) else value)
