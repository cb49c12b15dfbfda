from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_out


class LibConfig(AppConfig):
    name = "atelier.lib"
    label = "lib"

    def ready(self) -> None:
        from atelier.lib import checks, headers  # noqa: F401  (checks register themselves)

        user_logged_out.connect(headers.mark_logout, dispatch_uid="lib.mark_logout")


class WorkplaceConfig(AdminConfig):
    """Django's admin with our own site in place of its default one."""

    default_site = "atelier.lib.admin.Workplace"
