from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "atelier.front"
    label = "pages"  # its name of before, which stands in migrations and tables
    verbose_name = _("Texts of the site")

    def ready(self) -> None:
        from atelier.front.subjects import register_subjects

        register_subjects()
