from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "atelier.mail"
    label = "outbox"
    verbose_name = _("Mail")

    def ready(self) -> None:
        """Every app's emails.py registers its messages; every tasks.py its periodic work."""
        autodiscover_modules("emails", "tasks")
