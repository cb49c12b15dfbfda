import pytest
from django.db.models import QuerySet
from django.test import RequestFactory

from atelier.base.web.paging import Page, keyset
from members.models import Organisation


@pytest.fixture
def organisations(db: None) -> QuerySet[Organisation]:
    for number in range(7):
        Organisation.objects.create(
            name=f"Huis {number}", place=f"Plaats {number // 2}", slug=f"huis-{number}", kind="other"
        )
    return Organisation.objects.all()


def page(organisations: QuerySet[Organisation], address: str) -> Page[Organisation]:
    return keyset(organisations, RequestFactory().get("/" + address), order=("-place", "pk"), size=3)


def slugs(page: Page[Organisation]) -> list[str]:
    return [row.slug.removeprefix("huis-") for row in page]


def test_pages_go_forth_and_back(organisations: QuerySet[Organisation]) -> None:
    first = page(organisations, "?q=x")
    assert slugs(first) == ["6", "4", "5"]
    assert not first.previous
    assert "q=x" in first.next
    second = page(organisations, first.next)
    assert slugs(second) == ["2", "3", "0"]
    third = page(organisations, second.next)
    assert slugs(third) == ["1"]
    assert not third.next
    assert slugs(page(organisations, third.previous)) == ["2", "3", "0"]
    back = page(organisations, second.previous)
    assert slugs(back) == ["6", "4", "5"]
    assert not back.previous
    assert back.next


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "W10", "WyJhIiwieCJd", "WyJcdTAwMDAiLCIxIl0", "%00", "é"])
def test_a_broken_cursor_gives_the_first_page(organisations: QuerySet[Organisation], cursor: str) -> None:
    assert slugs(page(organisations, f"?na={cursor}")) == ["6", "4", "5"]


def test_one_page_is_one_query(organisations: QuerySet[Organisation], django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        page(organisations, "")
