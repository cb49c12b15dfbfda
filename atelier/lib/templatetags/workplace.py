"""What the admin's own pages ask."""

from django import template

from atelier.lib.admin import Waiting, what_waits

register = template.Library()


@register.simple_tag
def waiting_here() -> list[Waiting]:
    return what_waits()
