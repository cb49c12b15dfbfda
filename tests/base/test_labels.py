"""A label is what Django shows, in the language of the moment, for every choice of every model of ours."""

from django.apps import apps
from django.db import models
from django.utils.translation import override

from atelier.base.data.labels import Labelled

OURS = ("pages", "meetings", "research", "cases", "members", "audit", "outbox")


def fields_with_choices() -> list[tuple[type[models.Model], "models.Field[object, object]"]]:
    return [
        (model, field)
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if field.choices and field.model is model
    ]


def test_every_label_is_what_django_shows() -> None:
    compared = 0
    for model, field in fields_with_choices():
        for language in ("nl", "en"):
            for value in [*dict(field.flatchoices), "unknown", "", None]:
                with override(language):
                    subject = model(**{field.attname: value})
                    theirs = models.Model._get_FIELD_display(subject, field)  # type: ignore[attr-defined]
                    assert getattr(subject, f"get_{field.name}_display")() == theirs
                    compared += 1
    assert compared > 300


def test_a_model_with_choices_uses_it() -> None:
    without = {model.__name__ for model, _field in fields_with_choices() if not issubclass(model, Labelled)}
    assert without == set()
