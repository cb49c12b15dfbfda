from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResearchConfig(AppConfig):
    name = "research"
    verbose_name = _("Research")

    def ready(self) -> None:
        from members.moments import on_leaving
        from research.actions import tell_of_empty_place

        on_leaving(tell_of_empty_place)
