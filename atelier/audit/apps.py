from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "atelier.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """Listen to logins."""
        from atelier.audit import logins  # noqa: F401
