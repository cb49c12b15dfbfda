"""Reads that join: the directory, organisations, bring and seek, and what is asked of a member."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.lib.search import CONFIG
from members.models import BringSeek, Member, Organisation
from members.models.member import SEARCHED


def directory(*, perspective: str = "", organisation: Organisation | None = None, words: str = "") -> QuerySet[Member]:
    """Members who chose to stand in the directory; by organisation only who shows it."""
    found: QuerySet[Member] = Member.objects.listed().select_related("organisation")
    if perspective:
        found = found.filter(perspective=perspective)
    if organisation:
        found = found.filter(organisation=organisation, show_organisation=True)
    if words.strip():
        begun = starting_with(words)
        vector = SearchVector(*SEARCHED, config=CONFIG)
        found = found.annotate(searched=vector).filter(searched=begun) if begun else found.none()
    return found


def starting_with(words: str) -> SearchQuery | None:
    """Every word as the beginning of one: "sam had" finds Samira Haddad. Signs have no meaning; signs only: None."""
    plain = ["".join(sign for sign in word if sign.isalnum()) for word in words.split()]
    query = " & ".join(f"{word}:*" for word in plain if word)
    return SearchQuery(query, config=CONFIG, search_type="raw") if query else None


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
