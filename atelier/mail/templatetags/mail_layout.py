"""The words of a mail as HTML: an address on a line of its own is a button, as wide as a thumb on a phone."""

import re
from collections.abc import Iterator

from django import template
from django.template.defaultfilters import urlize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

_ADDRESS = re.compile(r"https?://\S+")


@register.simple_tag
def mail_layout(words: str, buttons: tuple[str, ...] = ()) -> SafeString:
    """Paragraphs of `words`. `buttons` says what stands on them, in order; else that it opens the page."""
    labels = iter(buttons)
    paragraphs = [part for part in re.split(r"\n{2,}", words.strip()) if part.strip()]
    html = "\n".join(f"<p>{_lines(part.splitlines(), labels)}</p>" for part in paragraphs)
    return mark_safe(html)  # noqa: S308 - each line is escaped by urlize or format_html


def _lines(lines: list[str], labels: Iterator[str]) -> str:
    return "<br>\n".join(_line(line.strip(), labels) for line in lines)


def _line(line: str, labels: Iterator[str]) -> str:
    if _ADDRESS.fullmatch(line):
        return format_html('<a class="button" href="{}">{}</a>', line, next(labels, _("Open the page")))
    return str(urlize(conditional_escape(line)))
