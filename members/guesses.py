"""Passwords and codes of the second step, typed: who guesses waits, the owner goes in (`atelier.base.web.limits`)."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from atelier.base.web import limits


def guess(request: HttpRequest, email: str) -> None:
    """Before looking whether it is right."""
    until = limits.take(request, "guess", email=email)
    if until:
        sentence = _("This went wrong too often. Try again from %(time)s, or log in with a code by mail or a passkey.")
        raise ValidationError(sentence % {"time": limits.when(until)}, code="too_many_login_attempts")


def right(request: HttpRequest, email: str) -> None:
    limits.give_back(request, "guess", email=email)
