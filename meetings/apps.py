from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from cases.withdrawal import on_withdrawal
        from meetings.actions import drop_case, give_back_places, invite_newcomer
        from members.joining import on_joining
        from members.leaving import on_leaving

        on_withdrawal(drop_case)
        on_leaving(give_back_places)
        on_joining(invite_newcomer)
