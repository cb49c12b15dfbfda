from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from cases.moments import on_withdrawal, touched_by_withdrawal
        from meetings.actions import (
            beside_case,
            drop_case,
            end_what_was_given,
            give_back_places,
            guest_at_new_address,
            invite_newcomer,
            no_guest_any_more,
        )
        from members.moments import on_ending_keys, on_joining, on_leaving, on_new_address

        on_withdrawal(drop_case)
        touched_by_withdrawal(beside_case)
        on_leaving(give_back_places)
        on_leaving(no_guest_any_more)
        on_joining(invite_newcomer)
        on_ending_keys(end_what_was_given)
        on_new_address(guest_at_new_address)
