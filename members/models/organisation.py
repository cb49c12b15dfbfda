"""Where members work."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from atelier.base.data.names import name_vector
from members.states import OrganisationKind


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def confirmed(self) -> "OrganisationQuerySet":
        """Organisations a moderator knows; a proposed one is seen by nobody else."""
        return self.filter(is_confirmed=True)


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address on the site"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    place = models.CharField(_("place"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("about"), blank=True, max_length=2000)
    is_confirmed = models.BooleanField(_("confirmed by a moderator"), default=True)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        indexes = [GinIndex(name_vector(), name="organisation_name_words")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:organisation", args=[self.slug])
