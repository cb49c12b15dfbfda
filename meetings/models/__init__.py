from meetings.models.agenda import AgendaItem, Method, MethodStep
from meetings.models.answer import Answer, Attendance, CalendarFeed, GuestExpert, Round
from meetings.models.meeting import Meeting, MeetingMove
from meetings.models.series import SchoolHoliday, Series

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "CalendarFeed",
    "GuestExpert",
    "Meeting",
    "MeetingMove",
    "Method",
    "MethodStep",
    "Round",
    "SchoolHoliday",
    "Series",
]
