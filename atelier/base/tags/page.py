"""What stands around each page: the demo, the other language, what was typed or thrown away."""

from collections.abc import Iterator

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import Context

from atelier.base.forms import keep, undo
from atelier.base.forms.same_page import TOKEN
from atelier.base.web.lost import texts_in, typed_texts

register = template.Library()


@register.simple_tag
def demo() -> bool:
    return bool(getattr(settings, "DEMO", False))


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> dict[str, object]:
    """The language the switch offers, in its own words; on a page that answers a POST with what was sent."""
    request = context.get("request")
    now = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    code, its_name = ("en", "English") if now == "nl" else ("nl", "Nederlands")
    back = request.get_full_path() if request and request.method == "GET" else "/"
    typed = list(_typed(request)) if request is not None and request.resolver_match else []
    emptied = getattr(context.get("form"), "emptied", ())
    typed = [(name, value) for name, value in typed if name not in emptied]
    return {"code": code, "name": its_name, "back": back, "typed": typed}


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The fields that this page stands for, also when it is only shown again."""
    sent = request.POST if request.method == "POST" else getattr(request, "_kept", None) or QueryDict()
    for name in sent:
        if name not in (TOKEN, keep.SWITCH, keep.SENT) and "password" not in name:
            yield from ((name, value) for value in sent.getlist(name))


@register.inclusion_tag("ui/typed.html", takes_context=True)
def kept_text(context: Context) -> dict[str, object]:
    """What was typed before a session ended, where no form of the page takes it: to copy."""
    request = context.get("request")
    rest = keep.unshown(request) if request is not None and request.method == "GET" else None
    return {"typed": texts_in(rest) if rest else []}


@register.inclusion_tag("ui/typed.html", takes_context=True)
def typed_text(context: Context) -> dict[str, object]:
    """On an error page: what was typed, to copy, where the page does not show it already."""
    request = context.get("request")
    shown = context.get("typed") or context.get("both")
    return {"typed": [] if request is None or shown else typed_texts(request)}


@register.inclusion_tag("ui/undo.html", takes_context=True)
def undo_offers(context: Context) -> dict[str, object]:
    """What was just thrown away, and the button that brings it back."""
    request = context.get("request")
    if request is None or not getattr(getattr(request, "user", None), "is_authenticated", False):
        return {"offers": []}
    return {"offers": undo.offers(request)}
