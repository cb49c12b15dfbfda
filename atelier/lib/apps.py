from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "atelier.lib"
    label = "lib"
