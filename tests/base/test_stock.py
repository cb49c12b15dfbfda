"""Django's own words in the workplace are Dutch too."""

from django.contrib import admin
from django.test import TestCase
from django.urls import reverse

from tests.world import client_of, load_world

# What stood there in English: the words around a filter by date, the notes of Django's script for dates.
ENGLISH = ("Filter by", "Select an option", "more object", "DateTimeShortcuts", "calendar.js")


class TestStock(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def test_lists_and_forms_of_the_workplace_hold_no_english_and_no_script_for_dates(self) -> None:
        beheer = client_of("beheer")
        found = []
        for model, room in admin.site._registry.items():
            name = f"{model._meta.app_label}_{model._meta.model_name}"
            pages = [reverse(f"admin:{name}_changelist")]
            if room.may_add:
                pages.append(reverse(f"admin:{name}_add"))
            for page in pages:
                html = beheer.get(page).content.decode()
                found += [f"{page}: {words}" for words in ENGLISH if words in html]
        assert found == []
