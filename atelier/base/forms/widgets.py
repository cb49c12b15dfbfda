"""Our own widgets, and what draws every widget: Django's own templates, by Jinja2."""

from pathlib import Path
from typing import Any

from django import forms
from django.forms import renderers
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget
from django.template.backends.jinja2 import Jinja2
from django.utils.functional import cached_property

from atelier.base.types import Context

FOLDERS = [Path(module).parent / "jinja2" for module in (__file__, renderers.__file__)]


class FormRenderer(TemplatesSetting):
    """Ours and those of django.forms by Jinja2; those of a package, the admin's say, as it wrote them for Django."""

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(("django/forms/", "atelier/widgets/")):
            return self.engine.get_template(template_name)
        return super().get_template(template_name)

    @cached_property
    def engine(self) -> Jinja2:
        return Jinja2({"NAME": "forms", "APP_DIRS": False, "DIRS": FOLDERS, "OPTIONS": {"autoescape": True}})


class ShortSelect(forms.Select):
    """A select of a few plain choices that stands on a page forty times: no context per option, no groups."""

    template_name = "atelier/widgets/short_select.html"

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        return _short_context(self, name, value, attrs)


class ShortTicks(forms.CheckboxSelectMultiple):
    """Hundreds of ticks under headings, without a context per tick. Choices: (heading, [(key, label), ...])."""

    template_name = "atelier/widgets/short_ticks.html"

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        return _short_context(self, name, value, attrs)


def _short_context(widget: ChoiceWidget, name: str, value: object, attrs: Context | None) -> Context:
    """What any widget has, and the choices as they are: ChoiceWidget makes a dictionary of ten items for each."""
    context = forms.Widget.get_context(widget, name, value, attrs)
    return context | {"choices": widget.choices, "chosen": frozenset(context["widget"]["value"])}
