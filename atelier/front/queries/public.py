"""What a visitor sees on the home page beside the texts."""

from cases.models import Insight
from meetings.models import Meeting
from meetings.states import MeetingState

SHOWN_INSIGHTS = 3


def next_public_meeting() -> Meeting | None:
    """Its title, theme, text, day and place are public; address, link, agenda and people are not. One query."""
    return Meeting.objects.upcoming().filter(state=MeetingState.PUBLISHED, published_at__isnull=False).first()


def latest_insights() -> list[Insight]:
    return list(
        Insight.objects.published().select_related("mechanism").order_by("-published_at", "-pk")[:SHOWN_INSIGHTS]
    )
