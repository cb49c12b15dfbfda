"""The main menu, on each page."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from atelier.front.menu import MENU

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: Context) -> SafeString:
    """The links of the main menu for this person, without a query."""
    request = context.get("request")
    user = getattr(request, "user", None) or AnonymousUser()
    here = request.path if request is not None else ""
    links = [(entry.address, entry.label) for entry in MENU if entry.whom(user)]
    current = max((address for address, _label in links if here.startswith(address)), key=len, default="")
    return format_html_join(
        "",
        '<a href="{}"{}>{}</a>',
        ((address, _marked(address, here) if address == current else "", label) for address, label in links),
    )


def _marked(address: str, here: str) -> SafeString:
    return SafeString(f' aria-current="{"page" if here == address else "true"}"')
