"""The fields of a model, by name."""

from django.db.models import Field, Model


def field_of(model: type[Model] | Model, name: str) -> "Field[object, object]":
    """A field that the model itself has; what hangs on it elsewhere is none."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no field of {model._meta.label}")
    return field


def model_behind(model: type[Model] | Model, relation: str) -> type[Model]:
    """Of which the rows are that a relation leads to, from either side."""
    related = model._meta.get_field(relation).related_model
    if not isinstance(related, type):
        raise TypeError(f"{relation} of {model._meta.label} leads to no model")
    return related
