"""The request of a page behind login, for type checkers: its user is a Member."""

from django.http import HttpRequest

from members.models import Member


class MemberRequest(HttpRequest):
    """LoginRequiredMiddleware has seen to it that `user` is one of ours."""

    user: Member
