"""What a visitor sees on the home page beside the texts."""

from cases.models import Insight

SHOWN_INSIGHTS = 3


def latest_insights() -> list[Insight]:
    return list(
        Insight.objects.published().select_related("mechanism").order_by("-published_at", "-pk")[:SHOWN_INSIGHTS]
    )
