"""Asks once before something is thrown away: the same button again, on a page that says what goes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

SURE = "sure"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def ask_once(
    request: HttpRequest, title: str, sentence: str | Promise, button: str, *, back: str
) -> HttpResponse | None:
    """None when the person has said that they are sure; the view goes on. Call it after all rights are checked."""
    if SURE in request.POST:
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    context = {"title": title, "sentence": sentence, "button": button, "back": back, "sent": sent}
    return render(request, "ui/sure.html", context)
