from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemovalConfig(AppConfig):
    name = "atelier.removal"
    verbose_name = _("Reported and taken off")
