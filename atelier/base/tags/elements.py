"""Elements that pages are made of."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from atelier.base.web.menu import address_of

register = template.Library()


@register.simple_tag
def chip(text: object, tone: str = "") -> SafeString:
    """A short state as a pill; tones: urgent, good, wait or none."""
    return format_html('<span class="chip{}">{}</span>', f" {tone}" if tone else "", text)


@register.simple_block_tag
def empty_state(content: str, title: str, url: str = "", label: str = "") -> SafeString:
    """What will be here, and the first step.

    {% empty_state title="..." url=... label="..." %}sentence{% endempty_state %}
    """
    button = format_html('<p><a class="button" href="{}">{}</a></p>', url, label) if url and label else ""
    body = format_html("<p>{}</p>", SafeString(content)) if content.strip() else ""
    return format_html('<div class="empty"><p class="empty-title">{}</p>{}{}</div>', title, body, button)


@register.inclusion_tag("ui/pages.html")
def pages(page: object) -> dict[str, object]:
    """Earlier and later of a keyset page (`atelier.base.web.paging`)."""
    return {"page": page}


@register.simple_tag
def address(name: str) -> str:
    """Of a page without arguments: as `{% url %}`, and made once."""
    return address_of(name)
