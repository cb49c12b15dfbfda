"""Lists and forms of the desk."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import FileField
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from atelier.base.forms.plain import PlainForm, PlainModelForm
from atelier.desk import counts
from atelier.desk.admins import DeskForm
from atelier.desk.steps import Step
from members.models import Member, Organisation
from tests.cast import Cast
from tests.research.helpers import released_case

pytestmark = pytest.mark.django_db


def test_every_form_of_the_desk_is_one_of_the_house() -> None:
    """They refuse a citizen service number, tidy what is typed, and say what to do."""
    for model, model_admin in admin.site._registry.items():
        assert issubclass(model_admin.form, DeskForm), model
        for inline in model_admin.inlines:
            assert issubclass(inline.form, PlainModelForm), inline
        for step in (one for one in model_admin.steps if isinstance(one, Step)):
            assert issubclass(step.form, PlainForm | PlainModelForm), (model, step.name)


def test_no_page_of_the_desk_links_to_a_file_beside_the_page_that_asks_for_the_right(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = Member(is_active=True, is_moderator=True)
    for model, model_admin in admin.site._registry.items():
        files = {field.name for field in model._meta.fields if isinstance(field, FileField)}
        assert not files & {*model_admin.get_fields(request), *model_admin.list_display}, model


def test_each_cell_names_its_column_for_a_phone_and_text_stays_text(client: Client, cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.welzijn.pk).update(place='<b>"Zuid" & {{ x }}</b>')
    client.force_login(cast.beheer)
    page = client.get(reverse("admin:members_organisation_changelist")).content.decode()
    cells = re.findall(r"<t[hd]( data-label=\"[^\"]+\")? class=\"field-", page)
    assert len(cells) == 4 * Organisation.objects.count()
    assert all(cells)
    assert '<td data-label="Plaats" class="field-place">&lt;b&gt;&quot;Zuid&quot; &amp; {{ x }}&lt;/b&gt;</td>' in page
    assert '<td data-label="Bevestigd door een moderator" class="field-shown_confirmed">ja</td>' in page


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
