from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "atelier.base"
    verbose_name = _("Texts for everybody")  # what of the floor stands at the desk
    label = "lib"  # its name of before, which stands in migrations and tables

    def ready(self) -> None:
        from atelier.base.start import checks  # noqa: F401  (checks register themselves)
        from atelier.base.web import headers

        user_logged_out.connect(headers.mark_logout, dispatch_uid="lib.mark_logout")
