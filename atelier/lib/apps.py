from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class LibConfig(AppConfig):
    name = "atelier.lib"
    label = "lib"

    def ready(self) -> None:
        from atelier.lib import checks, headers  # noqa: F401  (checks register themselves)

        user_logged_out.connect(headers.mark_logout, dispatch_uid="lib.mark_logout")
