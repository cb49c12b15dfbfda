"""A prepared query gives what the same queryset gives, each time with the values of now."""

import inspect
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast as AsType
from django.test import TestCase
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext, override

from atelier.base.data.prepared import MARKED, NOW, Among, Person, Slot, first, prepared
from cases.models import Case, Insight, Voice
from meetings.models import Meeting
from members.models import Member, Organisation
from research.models import AskedQuestion, LearningQuestion, Output, Project
from tests.cast import Cast
from tests.world import load_world

pytestmark = pytest.mark.django_db


@prepared
def members_since(moment: Any, perspective: Any) -> QuerySet[Member]:
    return (
        Member.objects.filter(Q(date_joined__gte=moment) | Q(pk=None), perspective=perspective)
        .select_related("organisation")
        .annotate(has_cases=Exists(Case.objects.filter(submitter=OuterRef("pk"))))
        .order_by("pk")
    )


def test_instances_carry_their_relations_and_annotations(cast: Cast, django_assert_num_queries: Any) -> None:
    long_ago = timezone.now() - timedelta(days=9)
    for perspective in ("frontline", "policy", "frontline"):
        with django_assert_num_queries(1):
            found = members_since(long_ago, perspective)
            shown = [(one, one.organisation, one.has_cases) for one in found]
        wanted = Member.objects.filter(perspective=perspective).order_by("pk")
        assert shown == [(one, one.organisation, False) for one in wanted]
    assert members_since(timezone.now() + timedelta(days=1), perspective="frontline") == []


@prepared
def of_two_tables(member: Any) -> QuerySet[Any]:
    who = Member.objects.filter(pk=member).values(what=Value("member"), called=AsType("name", CharField()))
    where = Organisation.objects.filter(members=member).values(
        what=Value("organisation"), called=AsType("name", CharField())
    )
    return who.union(where, all=True).order_by("what")


def test_a_union_gives_dictionaries(cast: Cast) -> None:
    for member in (cast.samira, cast.ingrid):
        wanted = [{"what": "member", "called": member.name}]
        if member.organisation:
            wanted.append({"what": "organisation", "called": member.organisation.name})
        assert of_two_tables(member) == wanted


@prepared
def with_members(name: Any) -> QuerySet[Organisation]:
    return Organisation.objects.filter(name=name).annotate(n=Count("members")).prefetch_related("members")[:3]


def test_prefetches_come_along(cast: Cast, django_assert_num_queries: Any) -> None:
    organisation = cast.samira.organisation
    assert organisation
    wanted = set(organisation.members.all())
    for _ in range(2):
        with django_assert_num_queries(2):
            (found,) = with_members(name=organisation.name)
            assert set(found.members.all()) == wanted
        assert found.n == organisation.members.count()


SEEN: list[Any] = [Case, Insight, Meeting, LearningQuestion, Project, Output, AskedQuestion, Member]


def seen_of(model: Any) -> Any:
    @prepared
    def seen(reader: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.visible_to(reader).order_by("pk")
        return found

    return seen


class TestReader(TestCase):
    """Everybody of the demo, and everything they may or may not see."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_world()

    def test_a_reader_sees_what_visible_to_shows_them(self) -> None:
        for model in SEEN:
            seen = seen_of(model)
            people = [*([AnonymousUser()] if model is not Member else []), *Member.objects.all()]
            for who in people:
                assert seen(who) == list(model.objects.visible_to(who).order_by("pk")), (model, who)


def somebody(*roles: str) -> Member:
    return Member(pk=1, **dict.fromkeys(roles, True))


PEOPLE_TRIED = (
    AnonymousUser(),
    somebody(),
    somebody("is_superuser", "is_moderator", "is_coordinator", "is_teacher", "is_student"),
)


def depends_on_more(make: Any, who: Any) -> bool:
    """Whether time or language stand in the SQL or its parameters."""
    compiled = set()
    for moment, language in (("2026-01-31 23:59", "nl"), ("2033-08-01 12:00", "en")):
        with time_machine.travel(moment), override(language):
            slots = [Person(name, who) for name in inspect.signature(make).parameters]
            try:
                compiled.add(str(make(*slots).query.sql_with_params()))
            except EmptyResultSet:
                compiled.add("")
    return len(compiled) > 1


def test_nothing_is_frozen_but_what_never_changes() -> None:
    resolve("/")  # loads every room
    ours = [make for make in MARKED if not make.__module__.startswith("tests.")]
    assert len(ours) > 40
    assert [make.__qualname__ for make, roles in product(ours, PEOPLE_TRIED) if depends_on_more(make, roles)] == []


def test_a_clock_or_a_word_inside_is_found() -> None:
    def late(owner: Any) -> QuerySet[Member]:
        return Member.objects.filter(pk=owner, date_joined__lt=timezone.now())

    def worded(owner: Any) -> QuerySet[Member]:
        return Member.objects.filter(pk=owner).annotate(word=Value(gettext("Search")))

    assert depends_on_more(late, PEOPLE_TRIED[1])
    assert depends_on_more(worded, PEOPLE_TRIED[1])


made: list[str] = []


@prepared
def seen_by(owner: Member, reader: Member, now: datetime = NOW) -> QuerySet[Member]:
    made.append("")
    found = Member.objects.filter(pk=owner, date_joined__lte=now)
    return found if reader.is_moderator else found.filter(is_listed=True)


def test_a_query_is_made_once_for_all_of_whom_the_same_is_so_as_far_as_it_looks(cast: Cast) -> None:
    made.clear()
    Member.objects.filter(pk=cast.samira.pk).update(is_listed=False)
    for owner in (cast.samira, cast.noor, cast.pieter, cast.beheer):
        assert seen_by(owner, cast.beheer) == [owner]
    assert len(made) == 1
    assert cast.beheer.is_moderator
    assert seen_by(cast.samira, cast.pieter) == []
    assert seen_by(cast.samira, cast.samira) == []
    assert len(made) == 2


def test_the_moment_is_that_of_each_call(cast: Cast) -> None:
    assert seen_by(cast.samira, cast.beheer) == [cast.samira]
    with time_machine.travel(cast.samira.date_joined - timedelta(days=1)):
        assert seen_by(cast.samira, cast.beheer) == []
    assert first(seen_by(cast.samira, cast.beheer, now=timezone.now())) == cast.samira


def test_of_a_person_only_what_is_true_or_false_can_shape_a_query(cast: Cast) -> None:
    person = Person("reader", cast.beheer)
    assert person.is_moderator is True
    assert person.noted == {"is_moderator": True}
    with pytest.raises(AttributeError, match="'perspective'"):
        _ = person.perspective
    assert isinstance(person.pk, Slot)


@prepared
def some_of(people: Any) -> QuerySet[Member]:
    made.append("")
    return Member.objects.filter(Among("pk", people), is_active=True).order_by("pk")


def test_a_list_of_any_length_is_one_value(cast: Cast) -> None:
    made.clear()
    for people in ([], [cast.noor], [cast.samira, cast.noor, cast.pieter]):
        assert some_of([one.pk for one in people]) == sorted(people, key=lambda one: one.pk)
    assert len(made) == 1


@prepared
def all_for_moderators(reader: Any) -> QuerySet[Member]:
    return Member.objects.all() if getattr(reader, "is_moderator", False) else Member.objects.none()


def test_what_a_visitor_lacks_shapes_a_query_too(cast: Cast) -> None:
    assert all_for_moderators(AnonymousUser()) == []
    assert len(all_for_moderators(cast.beheer)) == Member.objects.count()


@prepared
def nothing_to_find() -> QuerySet[Voice]:
    return Voice.objects.order_by("pk")


def test_a_value_is_never_part_of_the_sql(cast: Cast) -> None:
    assert with_members("'; DROP TABLE members_member; --") == []
    assert nothing_to_find() == []
    assert Member.objects.exists()
