"""Texts that are looked at: white space shows in them, so they are made here and not in a page."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from atelier.base.guard.finder import Finding

register = template.Library()


@register.filter
def marked(pieces: Iterable[tuple[str, Finding | None]]) -> SafeString:
    """A text with what may lead to a person marked in it."""
    return format_html_join(
        "", "{}", ((format_html('<mark class="private">{}</mark>', text) if mark else text,) for text, mark in pieces)
    )


@register.filter
def compared(pieces: Iterable[tuple[str, str]]) -> SafeString:
    """A text with what was left out and what was added, as `word_diff` gives it; read aloud as well as seen."""
    said = {"del": _("left out:"), "ins": _("added:")}
    return format_html_join("", "{}", ((_piece(kind, text, said.get(kind, "")),) for kind, text in pieces))


def _piece(kind: str, text: str, said: str) -> SafeString:
    if not said:
        return conditional_escape(text)
    return format_html('<{0}><span class="visually-hidden">{1} </span>{2}</{0}>', kind, said, text)
