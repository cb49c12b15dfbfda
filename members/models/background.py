"""Where somebody worked when they did something: what was shown and counted stays as it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.organisation import Organisation


class FromOrganisation(models.Model):
    """Mixin: the organisation of the moment, empty for who had none and once the person is erased."""

    from_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation at that moment"),
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True
