"""Names for what Python and Django leave open: rows of any table, values by name, what a form may be made with."""

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Model, QuerySet
from django.forms import Widget
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

# Whoever it is: a member, or somebody who is not logged in.
type Anybody = AbstractBaseUser | AnonymousUser

# Words of ours, perhaps in the language of who reads them later.
type Words = str | _StrPromise

# Of whatever table, in whatever shape: what a union over rooms gives, and a list of any kind of thing.
type Rows = QuerySet[Any, Any]

# By name of a field: what a form has checked, what an action changes.
type Values = dict[str, Any]

# What a template gets.
type Context = dict[str, Any]

type Data = QueryDict | Mapping[str, Any] | None
type Files = MultiValueDict[str, Any] | None


class FormOptions(TypedDict, total=False):
    """What every form takes beside what was sent; ours hand it on."""

    auto_id: bool | str
    prefix: str | None
    initial: MutableMapping[str, object] | None
    label_suffix: str | None
    use_required_attribute: bool | None


class ModelFormOptions(FormOptions, total=False):
    instance: Model | None


class FieldOptions(TypedDict, total=False):
    """What every field of a form takes beside its own."""

    required: bool
    widget: Widget | type[Widget] | None
    label: "Words | None"
    initial: object
    help_text: "Words"
    error_messages: "Mapping[str, Words] | None"
    disabled: bool
