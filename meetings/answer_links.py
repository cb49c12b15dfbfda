"""The personal link to one's answer: bound to the person, the purpose and the meeting.

It leads to the question as it is now, also from an older mail. So that the page can say what changed since, the link
carries what that mail said. It ends with the member's other links (`link_version`), as when the address is corrected.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from atelier.base.web import links
from atelier.mail.messages import absolute_url
from meetings.models import Answer, Meeting

PURPOSE = "meetings.answer"
WORKS_FOR = timedelta(days=200)


@dataclass(frozen=True)
class Then:
    """The plan as a mail or page said it; times are UTC."""

    starts_at: datetime
    ends_at: datetime
    place: int

    def moved(self, meeting: Meeting) -> bool:
        return (self.starts_at, self.ends_at) != (_minute(meeting.starts_at), _minute(meeting.ends_at))

    def elsewhere(self, meeting: Meeting) -> bool:
        return self.place != _mark(meeting)


def address_of(mine: Answer) -> str:
    """For a mail that tells of the meeting as it is now."""
    meeting = mine.meeting
    plan = {"from": _stamp(meeting.starts_at), "to": _stamp(meeting.ends_at), "place": _mark(meeting)}
    token = links.make(PURPOSE, mine.member_id, mine.member.link_version, meeting=meeting.pk, **plan)
    return absolute_url("meetings:answer_by_link", token)


def read(token: str) -> tuple[Answer, Then] | None:
    """Whose answer, and what the mail said; None for every link that does not work."""
    data = links.read(token, PURPOSE, max_age=WORKS_FOR)
    if data is None or "from" not in data.ids:
        return None
    answers = Answer.objects.select_related("meeting", "member").filter(member__is_active=True)
    mine = answers.filter(meeting=data.ids["meeting"], member=data.person, member__link_version=data.version).first()
    if mine is None:
        return None
    starts_at, ends_at = (datetime.fromtimestamp(data.ids[name] * 60, UTC) for name in ("from", "to"))
    return mine, Then(starts_at, ends_at, data.ids["place"])


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _minute(moment: datetime) -> datetime:
    return datetime.fromtimestamp(_stamp(moment) * 60, UTC)


def _mark(meeting: Meeting) -> int:
    """Tells one place from another without saying it."""
    return zlib.crc32(f"{meeting.place}\n{meeting.address}".encode())
