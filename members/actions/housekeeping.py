"""What has had its time goes by itself: requests, sessions, the tokens of sent forms, counted tries."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from atelier.base.forms import submitted
from atelier.base.web import limits
from members.models import JoinRequest, JoinRequestMove
from members.states import JOIN_OPEN, JoinState

UNCONFIRMED_DAYS, ANSWERED_DAYS = 7, 90


def purge_requests(*, dry_run: bool = False) -> dict[str, int]:
    """Delete join requests past their time; how many of each kind (would) go.

    The time runs from the last mail with a link, and from the answer.
    """
    now = timezone.now()
    moved_since = JoinRequestMove.objects.filter(subject=OuterRef("pk"), at__gte=now - timedelta(days=ANSWERED_DAYS))
    old = {
        "unconfirmed": JoinRequest.objects.filter(
            state=JoinState.UNCONFIRMED, created_at__lt=now - timedelta(days=UNCONFIRMED_DAYS)
        ),
        "answered": JoinRequest.objects.exclude(state__in=JOIN_OPEN).filter(~Exists(moved_since)),
    }
    counts = {name: requests.count() for name, requests in old.items()}
    if not dry_run:
        for requests in old.values():
            requests.delete()
    return counts


def purge_sessions() -> None:
    """Ended sessions, with the address and browser noted beside them, the tokens of sent forms, and counted tries."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.filter(created_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    submitted.purge()
    limits.purge()
