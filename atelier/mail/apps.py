from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "atelier.mail"
    label = "outbox"
