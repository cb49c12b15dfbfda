"""The fields of a form by what they are, where a form only knows that they are fields."""

from typing import Any, cast

from django import forms


def choice(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    return cast("forms.ChoiceField", form.fields[name])


def model_choice(form: forms.BaseForm, name: str) -> "forms.ModelChoiceField[Any]":
    return cast("forms.ModelChoiceField[Any]", form.fields[name])
