"""Who asks for a page, for type checkers: a Member behind login, and before it perhaps nobody."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from members.models import Member

type Viewer = Member | AnonymousUser


class MemberRequest(HttpRequest):
    """LoginRequiredMiddleware has seen to it that `user` is one of ours."""

    user: Member
    htmx: HtmxDetails
