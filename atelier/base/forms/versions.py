"""Nobody's work is overwritten unseen: what changes something says from which version it was made."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection
from django.db.models import Model
from django.forms.models import model_to_dict
from django.forms.utils import ErrorDict
from django.http import HttpRequest

from atelier.base.exceptions import Stale
from atelier.base.forms.plain import Plain


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
