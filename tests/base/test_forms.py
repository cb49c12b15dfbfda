from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from atelier.base.forms.binding import bind
from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.base.forms.versions import VersionedForm
from atelier.base.tags.forms import error_summary
from members.models import Organisation


class Story(PlainForm):
    title = forms.CharField(label="Titel", max_length=10)
    story = forms.CharField(label="Verhaal", widget=forms.Textarea, max_length=20, help_text="Kort graag")
    who = forms.ChoiceField(label="Wie", choices=[("a", "Ik"), ("b", "Jij")], widget=forms.RadioSelect)
    day = forms.DateField(label="Dag", required=False)
    agree = forms.BooleanField(label="Ik ga akkoord", required=False)


def story(**typed: str) -> Story:
    return Story({"who": "a", "title": "t", "story": "s", **typed})


def test_typed_text_is_tidied() -> None:
    form = story(title="ti\0tel\u200b", story="een\r\ntwee")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "titel"
    assert form.cleaned_data["story"] == "een\ntwee"


def test_too_long_says_how_long_it_is() -> None:
    with translation.override("en"):
        form = story(story="x" * 33)
        assert form.errors["story"] == ["Use at most 20 characters. There are 33 now."]


def test_a_citizen_service_number_is_refused_and_everything_typed_is_kept() -> None:
    form = story(title="gewoon", story="nr 111 222 333")
    assert not form.is_valid()
    assert form.errors.as_data()["story"][0].code == "bsn"
    assert "nr 111 222 333" in str(form["story"])
    assert "gewoon" in str(form["title"])


def test_the_browser_is_not_told_to_cut_texts_off() -> None:
    assert "maxlength" not in str(story()["title"])
    assert 'data-limit="20"' in str(story()["story"])


def test_the_error_summary_links_each_line_to_its_field() -> None:
    html = render_to_string("atelier/error_summary.html", error_summary(Story({})))
    for field in ("id_title", "id_story", "id_who_0"):
        assert f'href="#{field}"' in html
    assert "id_day" not in html


def test_the_pack_renders_hints_errors_and_optional_marks() -> None:
    html = render_to_string("atelier/uni_form.html", {"form": Story({}), "field_template": "atelier/field.html"})
    html = " ".join(html.split())  # attributes stand over several lines
    assert 'aria-describedby="id_story_helptext id_story_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<fieldset class="field wrong" aria-describedby="id_who_error">' in html.replace(" >", ">")
    assert html.count('class="optional"') == 1  # the date; a tick box explains itself
    assert "style=" not in html


def test_a_date_says_its_weekday_and_its_holiday() -> None:
    form = Story({"day": "2027-04-27"})
    html = render_to_string("atelier/uni_form.html", {"form": form, "field_template": "atelier/field.html"})
    assert "dinsdag 27 april 2027 (Koningsdag)" in html
    assert 'type="date"' in html
    assert Story({"day": "27-04-2027"})["day"].errors == []


def test_hostile_text_comes_back_as_text() -> None:
    html = render_to_string(
        "atelier/uni_form.html",
        {
            "form": story(story="<script>alert(1)</script>{{7*7}}" + "é" * 100_000),
            "field_template": "atelier/field.html",
        },
    )
    assert "<script>" not in html
    assert "{{7*7}}" in html


class OrganisationForm(VersionedForm, PlainModelForm):
    class Meta:
        model = Organisation
        fields = ["name"]


class Versioned:
    pk = 1
    version = 3


class SmallForm(VersionedForm, PlainForm):
    name = forms.CharField(label="Naam")


def test_a_page_made_from_an_older_version_is_stale() -> None:
    assert SmallForm({"name": "x", "version": "3"}, versioned=Versioned()).is_valid()
    form = SmallForm({"name": "x", "version": "2"}, versioned=Versioned())
    assert not form.is_valid()
    assert form.is_stale
    assert form.has_error("__all__", "stale")
    assert form.conflict().form["name"].label == "Naam"
    assert form.conflict().version == "3"


def test_bind_gives_an_unbound_form_on_get(rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    assert not bind(request, Story).is_bound
    assert bind(rf.post("/", {"title": "x"}), Story).is_bound
