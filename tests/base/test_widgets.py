"""Widgets, labels and errors by Jinja2 are what Django's own template engine makes of them, and so are our widgets."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test import SimpleTestCase
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from markupsafe import escape

from atelier.base.forms.widgets import FormRenderer, ShortSelect, ShortTicks

NASTY = "<b>\"'&amp; é {{ x }}"
CHOICES: list[tuple[Any, Any]] = [
    ("", "---"),
    (1, NASTY),
    (True, gettext_lazy("Search")),
    ("Groep <1>", [("a", mark_safe("<i>veilig</i>")), (2500, 2500)]),
]
ATTRS: dict[str, Any] = {"id": "id_x", "class": 'a"b', "required": True, "disabled": False, "data-n": 3, "rows": 2.5}
CASES: list[tuple[forms.Widget, Any]] = [
    *[
        (widget(attrs=ATTRS), value)
        for widget in (
            forms.TextInput,
            forms.NumberInput,
            forms.EmailInput,
            forms.URLInput,
            forms.TelInput,
            forms.SearchInput,
            forms.ColorInput,
            forms.PasswordInput,
            forms.HiddenInput,
            forms.FileInput,
            forms.Textarea,
            forms.CheckboxInput,
        )
        for value in (None, "", NASTY, 1234, 0, True, mark_safe("&eacute;"))
    ],
    *[
        (widget(), day)
        for widget in (forms.DateInput, forms.TimeInput)
        for day in (None, date(2026, 11, 23), "morgen")
    ],
    *[
        (widget(attrs=ATTRS, choices=CHOICES), value)
        for widget in (forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple)
        for value in (None, "", 1, "a", ["a", "1"], NASTY)
    ],
    (forms.NullBooleanSelect(), True),
    (forms.SelectDateWidget(years=[2026]), date(2026, 3, 1)),
    (forms.SplitDateTimeWidget(), None),
    (AdminSplitDateTime(), None),  # by a template that the admin has for Django's engine alone
]


@pytest.mark.parametrize(("widget", "value"), CASES)
def test_it_gives_what_django_gives(widget: forms.Widget, value: Any) -> None:
    ours, theirs = (str(widget.render("x", value, renderer=one())) for one in (FormRenderer, DjangoTemplates))
    SimpleTestCase().assertHTMLEqual(ours, theirs)


@pytest.mark.parametrize("value", [None, "", 1, "a", NASTY])
def test_a_short_select_is_a_select(value: Any) -> None:
    choices = [("", gettext_lazy("Search")), (1, NASTY), ("a", "A")]
    short, plain = (
        str(widget(attrs=ATTRS, choices=choices).render("x", value, {"id": "id_y"}, FormRenderer()))
        for widget in (ShortSelect, forms.Select)
    )
    SimpleTestCase().assertHTMLEqual(short, plain)


def test_short_ticks_stand_under_their_headings() -> None:
    widget = ShortTicks(choices=[("Groep <1>", [(1, NASTY), (2, "B")]), ("Groep 2", [(30, "C")])])
    html = str(widget.render("x", ["2", 30], {"id": "id_x"}, FormRenderer()))
    plain = forms.CheckboxSelectMultiple(choices=[(1, NASTY), (2, "B"), (30, "C")])
    contexts = plain.get_context("x", ["2", 30], {"id": "id_x"})["widget"]["optgroups"]
    for _name, [option], _index in contexts:
        id_, checked = option["attrs"]["id"], " checked" if option["selected"] else ""
        box = f'<input type="checkbox" name="x" value="{option["value"]}" id="{id_}"{checked}>'
        assert f'{box}<label for="{id_}">{escape(option["label"])}</label>' in html
    assert [part.split("</legend>")[0] for part in html.split("<legend>")[1:]] == ["Groep &lt;1&gt;", "Groep 2"]


@pytest.mark.parametrize("data", [None, {}, {"name": NASTY * 9, "day": "morgen", "agreed": "on"}])
def test_labels_and_errors_too(data: dict[str, str] | None) -> None:
    ours, theirs = (form_in_words(SmallForm(data, renderer=one())) for one in (FormRenderer, DjangoTemplates))
    SimpleTestCase().assertHTMLEqual(ours, theirs)


class SmallForm(forms.Form):
    name = forms.CharField(label=NASTY, max_length=20, help_text="hulp")
    day = forms.DateField(label=mark_safe("dag &eacute;&eacute;n"))
    agreed = forms.BooleanField(required=False)


def form_in_words(form: forms.Form) -> str:
    parts = [f"{field.label_tag(attrs={'class': NASTY})}{field.legend_tag()}{field.errors}" for field in form]
    return "".join([*parts, str(form.non_field_errors()), str(form.errors), form.as_p()])


def test_no_other_templates_are_by_jinja() -> None:
    names = FormRenderer().engine.env.list_templates()
    assert {name.split("/")[0] for name in names} == {"django", "atelier"}
    assert {name for name in names if name.startswith("atelier/")} == {
        ShortSelect.template_name,
        ShortTicks.template_name,
    }


def test_the_portal_s_forms_are_drawn_by_it() -> None:
    assert isinstance(get_default_renderer(), FormRenderer)
    assert FormRenderer().engine.env.autoescape is True
