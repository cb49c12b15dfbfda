import pytest
from django.apps import apps

from members.models import Organisation
from tests.counted import rows_of_tables

pytestmark = pytest.mark.django_db


def test_each_table_is_counted_also_an_empty_one() -> None:
    assert set(rows_of_tables()) == {model._meta.label for model in apps.get_models() if not model._meta.proxy}


def test_a_new_row_is_one_more_of_its_table_and_of_no_other() -> None:
    before = rows_of_tables()
    Organisation.objects.create(name="Nieuw", slug="nieuw", kind="other")
    assert dict(rows_of_tables() - before) == {"members.Organisation": 1}
