"""One member's data in meetings: what an export holds, what erasure leaves."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from atelier.audit.actions import record
from meetings.actions.guest import forget_guests
from meetings.actions.waiting_list import fill_places
from meetings.models import Answer, Attendance, CalendarFeed, GuestExpert, Meeting, MeetingMove
from members.models import Member

CLASSIFIED = {
    "meetings.Answer": (
        "Exported. Erased: answers ahead are deleted, of past ones the yes or no stays, without needs."
    ),
    "meetings.Attendance": "Exported. Erased: that somebody was there stays, without name and reason.",
    "meetings.CalendarFeed": "Exported: that there is one, never the address. Erased: deleted.",
    "meetings.GuestExpert": (
        "A guest is no member. With the member's own address: exported and erased; all others go 90 days after."
    ),
    "meetings.MeetingMove": "Exported. Erased: the step stays without the name.",
}


def _answers(member: Member) -> QuerySet[Answer]:
    found: QuerySet[Answer] = Answer.objects.shown().filter(member=member)
    return found.select_related("meeting").order_by("meeting__starts_at")


def export(member: Member) -> dict[str, object]:
    """All that this room holds about the member, in plain values."""
    return {
        "answers": [
            {
                "meeting": answer.meeting.number,
                "starts_at": answer.meeting.starts_at,
                "choice": answer.choice,
                "place": answer.state,
                "access_needs": answer.access_needs,
                "food_needs": answer.food_needs,
                "others_may_see": answer.shows_name,
                "invited_at": answer.invited_at,
                "answered_at": answer.answered_at,
            }
            for answer in Answer.objects.shown()
            .filter(member=member)
            .select_related("meeting")
            .order_by("meeting__starts_at")
        ],
        "attendances": list(
            Attendance.objects.filter(member=member).values("meeting__number", "presence", "at", "reason")
        ),
        "ticked_for_others": Attendance.objects.filter(by=member).exclude(member=member).count(),
        "calendar_address_since": CalendarFeed.objects.filter(member=member).values_list("made_at", flat=True).first(),
        "guest_at": list(
            # A guest at this address before there was a member with it may have been somebody else.
            _guests(member)
            .filter(created_at__gte=member.date_joined)
            .values("meeting__number", "name", "organisation")
        ),
        "steps": list(MeetingMove.objects.filter(by=member).values("subject__number", "to_state", "at", "why")),
    }


@transaction.atomic
def erase(member: Member, *, by: Member | None) -> None:
    """Take the member off the meetings: a place that comes free goes to who waits."""
    CalendarFeed.objects.filter(member=member).delete()
    forget_guests(list(_guests(member)))
    for meeting in Meeting.objects.select_for_update().filter(answers__member=member, ends_at__gte=timezone.now()):
        Answer.objects.filter(meeting=meeting, member=member).delete()
        if meeting.takes_answers:
            fill_places(meeting)
    Answer.objects.filter(member=member).update(
        access_needs="", food_needs="", shows_name=False, from_organisation=None
    )
    Attendance.objects.filter(member=member).update(reason="", from_organisation=None)
    Attendance.objects.filter(by=member).update(by=None)
    MeetingMove.objects.filter(by=member).update(by=None)
    record("meetings.erased", member, by=by)


def _guests(member: Member) -> QuerySet[GuestExpert]:
    found = GuestExpert.objects.alias(low=Lower("email"))
    return found.filter(low__in=[address.lower() for address in member.addresses])
