"""The seven perspectives as round badges."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.states import Perspective

register = template.Library()


@register.simple_tag
def voices(heard: Iterable[str], names: bool = False) -> SafeString:
    """The seven perspectives as round badges: filled is heard, hollow is missing. With `names` written out."""
    return _voices(frozenset(heard), names, get_language() or "")


@lru_cache(maxsize=1024)
def _voices(heard: frozenset[str], names: bool, language: str) -> SafeString:
    """A list shows one of these per row, and there are few of them."""
    caption = _("Perspectives: %(heard)d of %(all)d heard") % {
        "heard": sum(one in heard for one in Perspective),
        "all": len(Perspective),
    }
    return format_html(
        '<ul class="voices{}" aria-label="{}">{}</ul>',
        " named" if names else "",
        caption,
        SafeString("".join(_badge(one, one in heard, names) for one in Perspective)),
    )


def _badge(perspective: Perspective, is_heard: bool, names: bool) -> SafeString:
    sentence = (_("%(perspective)s: heard") if is_heard else _("%(perspective)s: still missing")) % {
        "perspective": perspective.label
    }
    return format_html(
        '<li class="voice p-{}"{} title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span>{}</li>',
        perspective.value,
        SafeString(" data-heard" if is_heard else ""),
        sentence,
        perspective.letter,
        sentence,
        format_html('<span class="name" aria-hidden="true">{}</span>', perspective.label) if names else "",
    )


@register.simple_tag
def voice(perspective: str) -> SafeString:
    """One perspective as a badge with its name beside it."""
    if perspective not in Perspective:
        return SafeString("")
    known = Perspective(perspective)
    return format_html(
        '<span class="one-voice"><span class="voice p-{}" data-heard aria-hidden="true">{}</span> {}</span>',
        known.value,
        known.letter,
        known.label,
    )
