"""The free texts of this room: who reads them, and what guards them."""

from atelier.base.guard.table import Guard, Readers, Text, Texts

WHERE = "a town or a house where one comes"

TEXTS: Texts = {
    # The first title, place and address of its meetings.
    "meetings.Series.name": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.Series.place": Text(Readers.PUBLIC, Guard.NAMED, because=WHERE),
    "meetings.Series.address": Text(Readers.MEMBERS, Guard.NAMED),
    # Members and calendars have them at once; visitors the words with which a second person agreed.
    "meetings.Meeting.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.Meeting.theme": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.Meeting.agreed_title": Text(Readers.PUBLIC, Guard.SECOND),
    "meetings.Meeting.agreed_theme": Text(Readers.PUBLIC, Guard.SECOND),
    "meetings.Meeting.public_text": Text(Readers.PUBLIC, Guard.SECOND),
    "meetings.Meeting.place": Text(Readers.PUBLIC, Guard.NAMED, because=WHERE),
    "meetings.Meeting.address": Text(Readers.MEMBERS, Guard.NAMED),
    "meetings.MeetingMove.why": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.SchoolHoliday.name": Text(Readers.COORDINATORS, Guard.NAMED),
    "meetings.Method.name": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.Method.name_en": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.Method.summary": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.Method.summary_en": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.MethodStep.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.MethodStep.title_en": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.MethodStep.who_speaks": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.MethodStep.who_speaks_en": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.MethodStep.noted": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.MethodStep.noted_en": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.AgendaItem.title": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.AgendaItem.note": Text(Readers.MEMBERS, Guard.DECIDED),
    "meetings.AgendaItem.expert_name": Text(Readers.MEMBERS, Guard.NAMED),
    "meetings.Answer.access_needs": Text(Readers.COORDINATORS, Guard.NUMBER),
    "meetings.Answer.food_needs": Text(Readers.COORDINATORS, Guard.NUMBER),
    "meetings.Attendance.reason": Text(Readers.COORDINATORS, Guard.NUMBER),
    "meetings.GuestExpert.name": Text(Readers.MEMBERS, Guard.NAMED),
    "meetings.GuestExpert.organisation": Text(Readers.MEMBERS, Guard.NAMED),
    "meetings.GuestExpert.slides": Text(Readers.MEMBERS, Guard.NUMBER),
    "meetings.GuestExpert.slides_name": Text(Readers.MEMBERS, Guard.NUMBER),
}
