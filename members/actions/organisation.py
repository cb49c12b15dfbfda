"""Organisations: recognised by name, or made; two that are one are merged."""

from django.db import transaction
from django.db.models import ForeignObjectRel
from django.utils.translation import gettext_lazy as _

from atelier.audit.actions import record
from atelier.base.data.slugs import free_slug
from atelier.base.exceptions import DomainError, NotAllowed
from members.models import Member, Organisation
from members.permissions import may_moderate
from members.states import OrganisationKind


def organisation_named(name: str, *, kind: str = "", confirmed: bool = True) -> Organisation:
    """The organisation with this name, upper or lower case alike; a new one when there is none."""
    name = " ".join(name.split())
    known = Organisation.objects.filter(name__iexact=name).first()
    if known:
        return known
    slug = free_slug(Organisation, name, nameless="organisatie")
    return Organisation.objects.create(
        name=name, slug=slug, kind=kind or OrganisationKind.OTHER, is_confirmed=confirmed
    )


@transaction.atomic
def merge(double: Organisation, into: Organisation, *, by: Member) -> None:
    """Move everything of `double` to `into`, and remove `double`."""
    if not may_moderate(by):
        raise NotAllowed
    if double.pk == into.pk:
        raise DomainError(_("Choose another organisation than this one."))
    record("organisation.merged", double, by=by, note=f"into {into.pk}")
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and (relation.one_to_many or relation.one_to_one):
            name = relation.field.name
            relation.related_model._base_manager.filter(**{name: double}).update(**{name: into})
    double.delete()
