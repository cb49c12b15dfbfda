from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Commands only: `demo` plays two years of the studio, `fill` makes any amount of data."""

    name = "atelier.demo"
