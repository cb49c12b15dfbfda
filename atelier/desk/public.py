"""Admins of what everybody reads: new words wait for a second person (see `atelier.desk.seconds`)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from atelier.base.types import Context, Values
from atelier.desk.admins import DeskAdmin, DeskForm
from atelier.desk.seconds import propose, waiting_of, words_that_wait

if TYPE_CHECKING:
    from django.forms import ModelForm


class PublicForm(DeskForm):
    """Begins with the words that wait, where some do."""

    def known(self) -> Values:
        known = super().known()
        waits = words_that_wait(self.versioned) if known else {}
        return {**known, **{name: text for name, text in waits.items() if name in known}}


class PublicAdmin[M: Model](DeskAdmin[M]):
    """What is typed in its `public_fields` waits until somebody else publishes it."""

    form = PublicForm
    public_fields: ClassVar[Sequence[str]] = ()

    def first_words(self, obj: M, field: str) -> str:
        """What stands there until the first words are published."""
        return ""

    def save_model(self, request: HttpRequest, obj: M, form: "ModelForm[M]", change: bool) -> None:
        typed = {name: getattr(obj, name) for name in self.public_fields if name in form.fields}
        for name, words in (self._published(obj) if change else self._first(obj)).items():
            setattr(obj, name, words)
        super().save_model(request, obj, form, change)
        if propose(obj, typed, by=cast(AbstractBaseUser, request.user)):
            messages.info(request, gettext("Somebody else reads the new text before everybody can."))

    def _published(self, obj: M) -> Values:
        return type(obj)._base_manager.values(*self.public_fields).get(pk=obj.pk)

    def _first(self, obj: M) -> Values:
        return {name: self.first_words(obj, name) for name in self.public_fields}

    def render_change_form(self, request: HttpRequest, context: Context, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        waits = list(waiting_of(obj)) if obj else []
        return super().render_change_form(request, {**context, "waits": waits}, *args, **kwargs)
