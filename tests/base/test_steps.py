from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from atelier.base.forms.binding import PlainForm
from atelier.base.forms.steps import Step, Steps


class First(PlainForm):
    story = forms.CharField(label="Verhaal", widget=forms.Textarea)


class Second(PlainForm):
    who = forms.ChoiceField(label="Wie", choices=[("me", "Ik"), ("you", "Jij")])
    sure = forms.BooleanField(label="Zeker", required=False)


STEPS = Steps(Step("verhaal", "Wat is er?", First), Step("wie", "Wie?", Second))
saved: list[dict[str, Any]] = []


@pytest.fixture
def request_(rf: RequestFactory):
    saved.clear()

    def make(method: str = "get", path: str = "/s/", **typed: str) -> HttpRequest:
        request = getattr(rf, method)(path, typed)
        request.user = AnonymousUser()
        return request

    return make


def page(request: HttpRequest, slug: str) -> HttpResponse:
    return STEPS.page(
        request,
        slug,
        save=lambda form: saved.append(form.cleaned_data),
        address=lambda step: f"/s/{step}/",
        check="/s/controle/",
        start="/",
        later="/mijn/",
    )


def test_a_step_shows_its_number_and_the_way_back(request_) -> None:
    html = page(request_(), "wie").content.decode()
    assert '<a class="back" href="/s/verhaal/">' in html
    assert "2" in html


def test_a_valid_step_is_saved_and_goes_on(request_) -> None:
    assert page(request_("post", story="tekst"), "verhaal")["Location"] == "/s/wie/"
    assert page(request_("post", who="me"), "wie")["Location"] == "/s/controle/"
    assert saved == [{"story": "tekst"}, {"who": "me", "sure": False}]


def test_a_change_from_the_check_page_goes_back_there(request_) -> None:
    assert page(request_("post", "/s/?controle=1", story="tekst"), "verhaal")["Location"] == "/s/controle/"


def test_an_empty_step_stays_and_says_so_in_the_title(request_) -> None:
    html = page(request_("post"), "verhaal").content.decode()
    assert 'href="#id_story"' in html
    assert not saved


def test_for_later_nothing_is_required(request_) -> None:
    assert page(request_("post", story="", later="1"), "verhaal")["Location"] == "/mijn/"
    assert saved == [{"story": ""}]


def test_a_step_that_is_not_there_is_a_404() -> None:
    with pytest.raises(Http404):
        STEPS.get("kapot")


def test_answers_are_told_in_words() -> None:
    rows = STEPS.answers({"initial": {"story": "tekst", "who": "you", "sure": True}}, lambda step: f"/s/{step}/")
    assert [row[:2] for row in rows][:2] == [("Verhaal", "tekst"), ("Wie", "Jij")]
    assert rows[0][2] == "/s/verhaal/?controle=1"
