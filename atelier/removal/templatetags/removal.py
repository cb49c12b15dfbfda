"""At the foot of each page with texts of people: report something, and what was taken off."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.template import Context

from atelier.base.guard.where import kind_of
from atelier.removal.queries import notes
from members.permissions import may_moderate

register = template.Library()


@register.inclusion_tag("removal/_foot.html", takes_context=True)
def taken_off(context: Context, about: Model) -> dict[str, object]:
    """{% taken_off case %}: one query."""
    kind, reader = kind_of(about._meta.label), _reader(context)
    return {
        "kind": kind,
        "subject": about.pk,
        "notes": notes(kind, about.pk, reader),
        "moderates": may_moderate(reader),
    }


@register.inclusion_tag("removal/_link.html", takes_context=True)
def report_link(context: Context, about: Model, name: str) -> dict[str, object]:
    """{% report_link item item.topic %}, in a list: no query."""
    reader = _reader(context)
    return {"kind": kind_of(about._meta.label), "subject": about.pk, "name": name, "moderates": may_moderate(reader)}


def _reader(context: Context) -> "AnonymousUser":
    request = context.get("request")
    return getattr(request, "user", None) or AnonymousUser()
