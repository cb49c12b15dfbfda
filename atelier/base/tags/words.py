"""What people typed: in its own direction of writing, and in Dutch for who has it read aloud."""

from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


def _language_of_people() -> str:
    """People here write Dutch; a page in another language says so of their words, for who has it read aloud."""
    return "" if (get_language() or "").startswith(settings.LANGUAGE_CODE) else f' lang="{settings.LANGUAGE_CODE}"'


@register.simple_tag
def typed() -> SafeString:
    """Attributes of an element that holds nothing but words of people: `<h1{% typed %}>{{ case.title }}</h1>`."""
    return SafeString(f' dir="auto"{_language_of_people()}')


@register.filter
def as_typed(text: object) -> SafeString:
    """Words of people between words of the portal."""
    return format_html("<bdi{}>{}</bdi>", SafeString(_language_of_people()), text)


@register.filter
def written_br(text: Any) -> SafeString:
    """Words of people over several lines, in a paragraph."""
    return format_html("<bdi{}>{}</bdi>", SafeString(_language_of_people()), linebreaksbr(text))


@register.filter
def written(text: object) -> SafeString:
    """Words of people as paragraphs, each in its own direction of writing."""
    paragraphs = linebreaks(text, autoescape=True).replace("<p>", f'<p dir="auto"{_language_of_people()}>')
    return mark_safe(paragraphs)  # noqa: S308 - linebreaks escapes what people typed, a tag of theirs as well
