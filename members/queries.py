"""Reads that join: the directory, organisations, bring and seek, and what is asked of a member."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.data.names import as_query, name_vector, names_query, same_name, who_are_called
from atelier.base.data.search import CONFIG
from members.models import BringSeek, Member, Organisation
from members.models.member import SEARCHED


def directory(*, perspective: str = "", organisation: Organisation | None = None, words: str = "") -> QuerySet[Member]:
    """Members who chose to stand in the directory; by organisation only who shows it."""
    found: QuerySet[Member] = Member.objects.listed().select_related("organisation")
    if perspective:
        found = found.filter(perspective=perspective)
    if organisation:
        found = found.filter(organisation=organisation, show_organisation=True)
    return _about(found, words) if words.strip() else found


def _about(found: QuerySet[Member], words: str) -> QuerySet[Member]:
    """Whose name it may be, or whose words about themselves hold it."""
    begun, name = starting_with(words), as_query(words)
    if not begun or not name:
        return found.none()
    both = found.alias(searched=SearchVector(*SEARCHED, config=CONFIG), name_words=name_vector())
    return both.filter(Q(searched=begun) | Q(name_words=names_query(name)))


NEAR, NEAR_ENOUGH = 4, 50


@dataclass(frozen=True)
class Called:
    """Who a typed name or address means: `exact` when it is theirs to the letter, else who comes near."""

    exact: list[Member]
    near: list[Member]

    @property
    def one(self) -> Member | None:
        return self.exact[0] if len(self.exact) == 1 else None

    @property
    def named(self) -> str:
        """The possible ones with their organisation, to choose from."""
        found = self.exact or self.near
        return "; ".join(f"{one.name}, {one.organisation}" if one.organisation else one.name for one in found)


def called(typed: str, among: QuerySet[Member]) -> Called:
    """The one way to find the person that somebody typed, whatever signs, accents or capitals. One query, or two."""
    people = among.select_related("organisation").order_by("name", "pk")
    if "@" in typed:
        return Called(list(people.annotate(lower=Lower("email")).filter(lower=typed.strip().lower())[:2]), [])
    near = list(who_are_called(people, typed)[:NEAR_ENOUGH])
    exact = [one for one in near if same_name(one.name, typed)]
    return Called(exact[:NEAR], near[:NEAR])


def starting_with(words: str) -> SearchQuery | None:
    """Every word as the beginning of one: "sam had" finds Samira Haddad. Signs have no meaning; signs only: None."""
    plain = ["".join(sign for sign in word if sign.isalnum()) for word in words.split()]
    query = " & ".join(f"{word}:*" for word in plain if word)
    return SearchQuery(query, config=CONFIG, search_type="raw") if query else None


def colleagues_of(member: Member) -> QuerySet[Member]:
    """Who shows to work at the same organisation; nobody where it has none."""
    at = member.organisation
    return directory(organisation=at).exclude(pk=member.pk) if at else Member.objects.none()


def organisations(*, kind: str = "") -> QuerySet[Organisation]:
    """Known organisations with how many members show that they belong there."""
    shown = Q(members__is_active=True, members__is_listed=True, members__show_organisation=True)
    found = Organisation.objects.confirmed().annotate(shown_members=Count("members", filter=shown))
    return found.filter(kind=kind) if kind else found


def bring_and_seek(*, kind: str = "") -> QuerySet[BringSeek]:
    found = BringSeek.objects.active().select_related("member", "organisation")
    return found.filter(kind=kind) if kind else found


@dataclass(frozen=True)
class ChecklistItem:
    name: str
    title: str | Promise
    url: str
    done: bool


def checklist(member: Member) -> list[ChecklistItem]:
    """The first-visit checklist; one query. Show it until every item is done."""
    brought, second = (
        Member.objects.filter(pk=member.pk)
        .values_list(
            Exists(BringSeek.objects.filter(member=OuterRef("pk"))),
            Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
        )
        .get()
    )
    return [
        ChecklistItem("rules", _("Read the house rules"), reverse("house_rules"), member.house_rules_at is not None),
        ChecklistItem(
            "visibility",
            _("Choose what other people see of you"),
            reverse("members:visibility"),
            member.visibility_chosen_at is not None,
        ),
        ChecklistItem(
            "bring",
            _("Say what you bring and what you seek"),
            reverse("members:bring_seek"),
            brought,
        ),
        ChecklistItem(
            "second",
            _("Set up a second way to log in"),
            reverse("mfa_index"),
            second,
        ),
    ]
