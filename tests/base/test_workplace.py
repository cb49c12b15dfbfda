"""What the workplace makes without templates is what Django's own templates make, with names for a phone."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.templatetags.admin_list import result_list
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from atelier.base.forms.binding import PlainForm, PlainModelForm
from atelier.desk import counts
from atelier.desk.admins import DeskForm
from atelier.desk.fieldsets import fieldset
from atelier.desk.lists import table
from atelier.desk.steps import Step
from members.models import Member, Organisation
from tests.cast import Cast
from tests.research.helpers import released_case
from tests.world import load_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    """Lists and forms are made here without a request, in whatever language the test before left behind."""
    with override("nl"):
        yield


def asked(path: str = "/", **query: str) -> Any:
    request = RequestFactory().get(path, query)
    request.user = Member.objects.get(email="beheer@voorbeeld.test")
    return request


def plain(html: str) -> str:
    """Without white space between elements, the names for a phone, and Django's pictures for yes and no."""
    html = re.sub(r' data-label="[^"]*"', "", html)
    html = re.sub(r'<img[^>]*alt="(True|False|None)"[^>]*>', lambda found: SIGNS[found[1]], html)
    html = re.sub(r' class="(field-\w+) nowrap"', r' class="\1"', html).replace('<div class="clear"></div>', "")
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", html).strip()


SIGNS = {"True": "ja", "False": "nee", "None": "-"}


QUERIES: list[dict[str, str]] = [{}, {"o": "1"}, {"o": "-2"}, {"q": "huur"}, {"_popup": "1"}]


class TestAsDjangoMakesIt(TestCase):
    """Every list and every form of the workplace, with the demo in it."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def test_lists(self) -> None:
        compared = 0
        for query, (model, model_admin) in product(QUERIES, admin.site._registry.items()):
            where = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            changes = model_admin.get_changelist_instance(asked(where, **query))
            theirs = render_to_string("admin/change_list_results.html", result_list(changes))
            assert plain(str(table(changes))) == plain(theirs), (model, query)
            compared += len(changes.result_list)
        assert compared > 500

    def test_forms(self) -> None:
        load_world()
        compared = 0
        for model, model_admin in admin.site._registry.items():
            request, subject = asked(), model_admin.get_queryset(asked()).first()
            if subject is None:
                continue
            form_class = model_admin.get_form(request, subject, change=True)
            form = form_class({"name": ""} if compared % 2 else None, instance=subject)
            fields = model_admin.get_fieldsets(request, subject)
            may_type = model_admin.has_change_permission(request, subject)
            names = model_admin.get_readonly_fields(request, subject) if may_type else flatten_fieldsets(fields)
            shown = AdminForm(form, list(fields), {}, names, model_admin=model_admin)
            for number, one in enumerate(shown):
                context = {
                    "fieldset": one,
                    "prefix": "fieldset",
                    "id_prefix": 0,
                    "id_suffix": number,
                    "heading_level": 2,
                }
                theirs = render_to_string("admin/includes/fieldset.html", context)
                assert plain(str(fieldset(one, number))) == plain(theirs), model
                compared += 1
        assert compared > 10


def test_every_form_of_the_workplace_is_one_of_the_house() -> None:
    """They refuse a citizen service number, tidy what is typed, and say what to do."""
    for model, model_admin in admin.site._registry.items():
        assert issubclass(model_admin.form, DeskForm), model
        for inline in model_admin.inlines:
            assert issubclass(inline.form, PlainModelForm), inline
        for step in (one for one in model_admin.steps if isinstance(one, Step)):
            assert issubclass(step.form, PlainForm | PlainModelForm), (model, step.name)


def test_a_cell_names_its_column_and_text_stays_text(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.welzijn.pk).update(place='<b>"Zuid" & {{ x }}</b>')
    model_admin = admin.site._registry[Organisation]
    html = str(table(model_admin.get_changelist_instance(asked())))
    assert 'data-label="Plaats">&lt;b&gt;&quot;Zuid&quot; &amp; {{ x }}&lt;/b&gt;<' in html


@pytest.mark.parametrize(
    "options",
    [{"classes": ("collapse",)}, {"classes": ("wide",), "description": "<em>Let op</em>"}],
    ids=["folded", "described"],
)
def test_a_named_group_with_two_fields_on_a_line(cast: Cast, options: dict[str, Any]) -> None:
    model_admin = admin.site._registry[Member]
    form = model_admin.get_form(asked(), cast.samira, change=True)(instance=cast.samira)
    named = [("Wie <is> dit", {"fields": (("name", "language"), "perspective", "is_active"), **options})]
    (group,) = AdminForm(form, named, {}, ("is_active",), model_admin=model_admin)
    context = {"fieldset": group, "prefix": "fieldset", "id_prefix": 0, "id_suffix": 3, "heading_level": 2}
    assert plain(str(fieldset(group, 3))) == plain(render_to_string("admin/includes/fieldset.html", context))


def test_a_list_is_called_by_what_it_lists(client: Client, cast: Cast) -> None:
    client.force_login(cast.beheer)
    page = client.get(reverse("admin:cases_case_changelist")).content.decode()
    assert "<h1>Kwesties</h1>" in page
    assert "Selecteer" not in page


def test_what_is_only_read_is_called_by_its_name_and_leaves_out_what_is_empty(client: Client, cast: Cast) -> None:
    case = released_case(cast.samira)
    client.force_login(cast.beheer)
    page = client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    assert "<h1>Kwestie</h1>" in page
    assert "Mag ik wachten?" in page
    assert "field-tried" not in page
    case.tried = "Gebeld."
    case.save()
    assert "field-tried" in client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()


def test_a_list_is_counted_as_far_as_its_last_page_and_says_that_there_are_more(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "MOST_PAGES", 1)
    client.force_login(cast.beheer)
    where = reverse("admin:members_organisation_changelist")
    number = Organisation.objects.count()

    def footer(query: str = "") -> str:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(where + query).content.decode()
        asked = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
        assert len(asked) == 1
        assert "LIMIT 26)" in asked[0]
        return re.sub(r"\s+", " ", page[page.index('<nav class="paginator"') :].split("</nav>")[0])

    assert f" {number} organisaties" in (few := footer())
    assert "meer dan" not in few
    Organisation.objects.bulk_create(
        Organisation(name=f"Nieuw {n}", slug=f"nieuw-{n}", kind="welfare") for n in range(26)
    )
    assert "meer dan 25 organisaties" in footer()
    assert "meer dan 25 organisaties" in footer("?o=1")
