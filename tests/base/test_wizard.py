"""One form of several pages, whatever room it is of."""

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.test import Client
from django.urls import path

from atelier import urls
from atelier.base.exceptions import MoveNotAllowed, Unfinished
from atelier.base.forms.plain import PlainForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.forms.wizard import Step, Wizard
from atelier.base.models import Kept
from members.models import BringSeek
from tests.cast import Cast
from tests.twice import fill

pytestmark = pytest.mark.urls(__name__)


class AboutForm(VersionedForm, PlainForm):
    topic = forms.CharField(label="Onderwerp", widget=forms.Textarea)
    refuse = forms.BooleanField(label="Weiger", required=False)


class KindForm(VersionedForm, PlainForm):
    kind = forms.ChoiceField(label="Soort", choices=[("bring", "Brengen"), ("seek", "Zoeken")])


class Offer(Wizard[HttpRequest, BringSeek, VersionedForm]):
    steps = (
        Step("onderwerp", "Waarover?", AboutForm, says=lambda item: item.topic, was="topic"),
        Step("soort", "Wat doe je?", KindForm, says=lambda item: item.get_kind_display()),
    )
    step_page, check_page, start_page = "proef_stap", "proef_controle", "mine"
    kept_for_later = "Bewaard."

    def keep(self, form: VersionedForm) -> None:
        if form.cleaned_data.get("refuse"):
            raise MoveNotAllowed
        names = [name for name in ("topic", "kind") if form.cleaned_data.get(name)]
        BringSeek.objects.filter(pk=self.key).update(**{name: form.cleaned_data[name] for name in names})
        self.subject.refresh_from_db()

    def hand_in(self) -> str:
        if self.subject.topic == "?":
            raise Unfinished("topic")
        return "/klaar/"


def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    return Offer(request, get_object_or_404(BringSeek, pk=pk)).step(slug)


def check(request: HttpRequest, pk: int) -> HttpResponse:
    return Offer(request, get_object_or_404(BringSeek, pk=pk)).check()


urlpatterns = [
    path("proef/<int:pk>/controle/", check, name="proef_controle"),
    path("proef/<int:pk>/<slug:slug>/", step, name="proef_stap"),
    *urls.urlpatterns,
]


@pytest.fixture
def item(cast: Cast) -> BringSeek:
    return BringSeek.objects.create(member=cast.samira, kind="bring", topic="Eerst")


@pytest.fixture
def there(client: Client, cast: Cast, item: BringSeek) -> str:
    client.force_login(cast.samira)
    return f"/proef/{item.pk}/"


def test_a_step_that_is_whole_is_kept_and_leads_on_and_the_last_one_to_the_check_page(
    client: Client, there: str, item: BringSeek
) -> None:
    assert client.post(f"{there}onderwerp/", {"topic": "Dan"})["Location"] == f"{there}soort/"
    assert client.post(f"{there}soort/", {"kind": "seek"})["Location"] == f"{there}controle/"
    item.refresh_from_db()
    assert (item.topic, item.kind) == ("Dan", "seek")


@pytest.mark.parametrize(
    ("button", "to"), [("back", "/mijn/"), ("later", "/mijn/"), ("check", "controle/"), ("look", "")]
)
def test_every_other_button_keeps_half_an_answer(client: Client, there: str, button: str, to: str) -> None:
    answer = client.post(f"{there}onderwerp/", {"topic": "", "go": button})
    assert answer.get("Location", "") == (to if not to or to.startswith("/") else there + to)
    assert answer.status_code == (302 if to else 200)


def test_an_empty_step_stays_and_says_so(client: Client, there: str, item: BringSeek) -> None:
    answer = client.post(f"{there}onderwerp/", {"topic": "", "go": "next"})
    assert 'href="#id_topic"' in answer.content.decode()
    item.refresh_from_db()
    assert item.topic == "Eerst"


def test_half_an_answer_with_something_wrong_stays_where_it_can_be_read(client: Client, there: str) -> None:
    answer = client.post(f"{there}soort/", {"kind": "ruilen", "go": "check"})
    assert list(answer.context["form"].errors) == ["kind"]


@pytest.mark.parametrize("button", ["go=next", "go=back"])
def test_who_came_from_the_check_page_goes_back_there(client: Client, there: str, button: str) -> None:
    page = client.get(f"{there}controle/").content.decode()
    assert f"{there}onderwerp/?controle=1" in page
    filled = fill(client, f"{there}onderwerp/?controle=1", button=button)
    assert "controle" in filled.fields
    assert filled.send(client)["Location"] == f"{there}controle/"


def test_what_is_refused_shows_what_was_typed(client: Client, there: str) -> None:
    answer = client.post(f"{there}onderwerp/", {"topic": "Een verhaal", "refuse": "on"})
    assert answer.status_code == 409
    assert "Een verhaal" in answer.content.decode()


def test_after_a_look_one_goes_on_from_what_is_kept(client: Client, there: str) -> None:
    old = client.get(f"{there}onderwerp/").context["form"]["version"].value()
    page = client.post(f"{there}onderwerp/", {"topic": "Dan", "version": old, "go": "look"})
    now = page.context["form"]["version"].value()
    assert now != old
    assert client.post(f"{there}onderwerp/", {"topic": "Toch", "version": now}).status_code == 302


def test_an_old_window_neither_overwrites_nor_hands_in(client: Client, there: str, item: BringSeek) -> None:
    filled = [fill(client, f"{there}{page}/") for page in ("onderwerp", "controle")]
    BringSeek.objects.filter(pk=item.pk).update(topic="Ondertussen")
    assert [one.send(client).status_code for one in filled] == [409, 409]


def test_what_is_missing_is_said_where_it_is_filled_in(client: Client, there: str, item: BringSeek) -> None:
    BringSeek.objects.filter(pk=item.pk).update(topic="?")
    answer = client.post(f"{there}controle/", follow=True)
    assert answer.redirect_chain == [(f"{there}onderwerp/?controle=1", 302)]
    assert "Er ontbreekt iets" in answer.content.decode()


def test_an_old_address_leads_on_with_what_was_typed_when_the_session_ended(
    client: Client, cast: Cast, there: str
) -> None:
    assert client.get(f"{there}topic/")["Location"] == f"{there}onderwerp/"
    client.get(f"{there}onderwerp/")  # the cookie that says who was here
    del client.cookies["sessionid"]
    client.post(f"{there}topic/", {"topic": "Lang getypt"}, headers={"referer": f"http://testserver{there}topic/"})
    assert Kept.objects.exists()
    client.force_login(cast.samira)
    page = client.get(f"{there}topic/", follow=True)
    assert page.redirect_chain == [(f"{there}onderwerp/", 302)]
    assert "Lang getypt" in page.content.decode()


def test_a_step_that_is_not_there_is_a_404(client: Client, there: str) -> None:
    assert client.get(f"{there}kapot/").status_code == 404
