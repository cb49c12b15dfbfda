from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "atelier.pages"
    label = "pages"

    def ready(self) -> None:
        from atelier.pages.subjects import register_subjects

        register_subjects()
