from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "atelier.pages"
    label = "pages"
    verbose_name = _("Texts of the site")

    def ready(self) -> None:
        from atelier.pages.subjects import register_subjects

        register_subjects()
