from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from cases.withdrawal import on_withdrawal
        from meetings.actions import drop_case

        on_withdrawal(drop_case)
