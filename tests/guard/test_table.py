"""Every free text of the portal has a row: who reads it, and what guards it."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models

from atelier.base.forms.plain import Plain
from atelier.base.guard.table import Guard, Readers, texts
from atelier.base.management.commands.texts import page
from tests.test_public import PUBLIC

OURS = ("lib", "pages", "removal", "outbox", "audit", "members", "cases", "meetings", "research")
ROOMS = (
    "members",
    "cases",
    "meetings",
    "research",
    "atelier.front",
    "atelier.removal",
    "atelier.desk",
    "atelier.mail",
    "atelier.base.forms",
)
# Of one word, made and checked by its own rules.
NO_TEXT = (models.EmailField, models.URLField, models.SlugField)
# What people do not type: the portal's own words, numbers, digests and addresses.
MADE = {
    "cases.Case.number", "meetings.Meeting.checkin_code", "meetings.CalendarFeed.token_hash",
    "meetings.AgendaItem.subject_kind", "members.Member.password", "removal.Report.kind", "removal.Report.sealed",
    "removal.Removal.kind", "removal.Removal.label", "removal.Removal.field", "removal.Removal.sealed",
}  # fmt: skip
MADE_NAMES = {"from_state", "to_state", "note_code", "note_number"}
MADE_APPS = {"lib", "outbox", "audit"}


def _typed() -> Iterator[str]:
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.app_label in MADE_APPS:
            continue
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField | models.FileField)
            if is_text and not isinstance(field, NO_TEXT) and not field.choices and field.name not in MADE_NAMES:
                yield f"{model._meta.label}.{field.name}"


def _forms() -> Iterator[type[Plain]]:
    for room in ROOMS:
        module = import_module(room)
        for found in pkgutil.walk_packages(module.__path__, f"{room}."):
            if ".migrations" not in found.name and ".management" not in found.name:
                import_module(found.name)
    waiting, seen = [Plain], set()
    while waiting:
        for found_form in waiting.pop().__subclasses__():
            waiting.append(found_form)
            if found_form not in seen and found_form.__module__.startswith(ROOMS):
                seen.add(found_form)
                yield found_form


def _texts_of(form: type[Plain]) -> Iterator[str]:
    for name, field in getattr(form, "base_fields", {}).items():
        if isinstance(field, forms.CharField) and type(field.widget) in (forms.Textarea, forms.TextInput):
            yield name


def test_every_text_that_people_type_has_a_row() -> None:
    assert sorted(set(_typed()) - set(texts()) - MADE) == []


def test_every_row_is_of_a_text_that_is_there() -> None:
    assert sorted(set(texts()) - set(_typed())) == []
    assert sorted(MADE - set(_typed())) == []


def test_every_text_of_a_form_is_guarded_as_its_row_says() -> None:
    """A form names the row of each of its texts, or says that it is kept nowhere: `guards = {"q": ""}`."""
    found = list(_forms())
    assert len(found) > 80
    bare = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in found
        for name in _texts_of(form)
        if name not in form.guards and form.key_of_text(name) not in texts()
    ]
    wrong = [f"{form.__name__}: {key}" for form in found for key in form.guards.values() if key and key not in texts()]
    # The two from which the forms of reasons are made.
    assert set(bare) == {"atelier.base.forms.reason.ReasonForm.reason"}
    assert wrong == []


@pytest.mark.parametrize("readers", [Readers.MEMBERS, Readers.PUBLIC])
def test_what_many_read_is_decided_on_or_names_somebody_by_its_purpose(readers: Readers) -> None:
    of_many = {key: text for key, text in texts().items() if text.readers == readers}
    assert of_many
    assert {text.guard for text in of_many.values()} <= {Guard.DECIDED, Guard.SECOND, Guard.NAMED, Guard.NUMBER}
    assert {key for key, text in of_many.items() if text.guard == Guard.NUMBER} <= {
        "meetings.GuestExpert.slides",
        "meetings.GuestExpert.slides_name",
    }


def test_what_everybody_reads_passes_a_second_person_or_says_why_not() -> None:
    of_all = {key: text for key, text in texts().items() if text.readers == Readers.PUBLIC}
    alone = {key for key, text in of_all.items() if text.guard != Guard.SECOND and not text.because}
    assert alone == set()
    assert not [key for key, text in texts().items() if text.because and key not in of_all]


def test_what_a_visitor_can_read_stands_in_the_table_as_read_by_everybody() -> None:
    seen = {f"{model}.{name}" for model, names in PUBLIC.items() for name in names}
    assert sorted(key for key in seen if texts()[key].readers != Readers.PUBLIC) == []


def test_the_documents_show_the_table() -> None:
    shown = (settings.BASE_DIR / "docs/texts.md").read_text()
    assert shown == page(), "Run manage.py texts > docs/texts.md"
