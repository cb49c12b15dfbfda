"""Who was there: ticked by a coordinator, or by the member with the code on the screen."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from atelier.base.exceptions import NotAllowed
from meetings.exceptions import CheckInClosed, NoCheckIn, WrongCode
from meetings.models import Attendance, Meeting
from meetings.states import Choice, Presence
from members.models import Member
from members.permissions import may_coordinate, may_take_part

CHECK_IN_BEFORE = timedelta(hours=1)
CHECK_IN_AFTER = timedelta(hours=2)


def show_check_in_code(meeting: Meeting, *, by: Member) -> str:
    """The code for the screen; made the first time it is asked for. No record."""
    if not may_coordinate(by):
        raise NotAllowed
    if not meeting.checkin_code:
        code = f"{secrets.randbelow(10**6):06d}"
        Meeting.objects.filter(pk=meeting.pk, checkin_code="").update(checkin_code=code)
        meeting.refresh_from_db(fields=["checkin_code"])
    return meeting.checkin_code


def is_check_in_open(meeting: Meeting) -> bool:
    """From an hour before the meeting until two hours after it, where it takes place."""
    return _takes_place(meeting) and _is_check_in_time(meeting)


@transaction.atomic
def check_in(meeting: Meeting, member: Member, code: str) -> Attendance:
    """The member says: I am here. No record.

    What a coordinator has written down stays as it is, and is what comes back.
    """
    if not may_take_part(member):
        raise NotAllowed
    if not _takes_place(meeting):
        raise NoCheckIn
    if not _is_check_in_time(meeting):
        raise CheckInClosed
    if not meeting.checkin_code or not constant_time_compare(code.replace(" ", ""), meeting.checkin_code):
        raise WrongCode
    online = meeting.answers.filter(member=member, choice=Choice.YES_ONLINE).exists()
    presence = Presence.ONLINE if online else Presence.ONSITE
    attendance, _made = Attendance.objects.get_or_create(
        meeting=meeting, member=member, defaults={"presence": presence, "by": member, **member.as_now}
    )
    return attendance


def _takes_place(meeting: Meeting) -> bool:
    return meeting.is_shown and not meeting.is_cancelled


def _is_check_in_time(meeting: Meeting) -> bool:
    return meeting.starts_at - CHECK_IN_BEFORE <= timezone.now() <= meeting.ends_at + CHECK_IN_AFTER
