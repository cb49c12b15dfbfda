"""The page that asks why before something stops, goes back or is taken off."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from atelier.base.types import Context
from members.requests import MemberRequest
from research.models import AskedQuestion, Output, Project


def reason_page(
    request: MemberRequest,
    form: BaseForm,
    about: AskedQuestion | Project | Output,
    *,
    title: str,
    button: str,
    intro: str = "",
) -> HttpResponse:
    context: Context = {
        "form": form,
        "title": title,
        "intro": intro,
        "subject": about.title,
        "back": about.get_absolute_url(),
        "button": button,
    }
    return render(request, "research/why_form.html", context)
