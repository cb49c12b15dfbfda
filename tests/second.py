"""A second person who reads what waits for one, and agrees."""

from atelier.base.models import WaitingText
from atelier.desk import seconds
from members.models import Member


def agree_with_all(by: Member | None = None) -> None:
    """By a moderator who wrote none of it."""
    reader = (
        by
        or Member.objects.get_or_create(
            email="leest.mee@voorbeeld.test",
            defaults={"name": "Leest Mee", "perspective": "research", "is_moderator": True},
        )[0]
    )
    while one := WaitingText.objects.exclude(by=reader).first():
        seconds.publish(one, by=reader)
