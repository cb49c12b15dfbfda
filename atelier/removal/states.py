"""How a report ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    REMOVED = "removed", _("Taken off")
    STAYS = "stays", _("It stays as it is")
