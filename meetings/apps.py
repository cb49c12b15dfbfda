from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from cases.withdrawal import also_touched, on_withdrawal
        from meetings.actions import (
            beside_case,
            drop_case,
            end_what_was_given,
            give_back_places,
            guest_at_new_address,
            invite_newcomer,
            no_guest_any_more,
        )
        from members.joining import on_joining
        from members.leaving import on_ending_keys, on_leaving, on_new_address

        on_withdrawal(drop_case)
        also_touched(beside_case)
        on_leaving(give_back_places)
        on_leaving(no_guest_any_more)
        on_joining(invite_newcomer)
        on_ending_keys(end_what_was_given)
        on_new_address(guest_at_new_address)
