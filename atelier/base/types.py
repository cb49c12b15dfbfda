"""Names for what Python and Django leave open: rows of any table, values by name, what a form may be made with."""

from collections.abc import Mapping, MutableMapping
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

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
    initial: MutableMapping[str, Any] | None
    label_suffix: str | None
    use_required_attribute: bool | None


class ModelFormOptions(FormOptions, total=False):
    instance: Any
