from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "atelier.pages"
    label = "pages"
