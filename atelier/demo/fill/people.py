"""Organisations and members."""

from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from atelier.demo.fill import words
from atelier.demo.fill.table import FLUSH_AT, Table, flush_all, take_ids
from members.models import Member, Organisation

# No password fits this: filled members do not log in.
NO_PASSWORD = "!fill"  # noqa: S105
YEARS = 4


def fill_people(number: int, rng: Random, now: datetime) -> int:
    """Write `number` members with their organisations; says how many organisations came along."""
    if not number:
        return 0
    organisations = _organisations(max(8, min(300, number // 20)), rng, now)
    members = Table(
        Member,
        "id",
        "password",
        "email",
        "name",
        "language",
        "organisation_id",
        "perspective",
        "is_coordinator",
        "is_moderator",
        "is_student",
        "is_teacher",
        "date_joined",
        "is_listed",
        "show_organisation",
        "bio",
        "visibility_chosen_at",
        "house_rules_at",
        "welcomed_at",
    )
    addresses = Table(EmailAddress, "user_id", "email", "verified", "primary")
    for pk in take_ids(Member, number):
        organisation, kind = rng.choice(organisations)
        name = f"{rng.choice(words.FIRST_NAMES)} {rng.choice(words.LAST_NAMES)}"
        email = f"{slugify(name)}.{pk}@voorbeeld.test"
        joined = now - timedelta(days=rng.randint(1, YEARS * 365), minutes=rng.randint(0, 1439))
        school = kind == "education"
        listed = rng.random() < 0.7
        members.add(
            pk,
            NO_PASSWORD,
            email,
            name,
            "en" if rng.random() < 0.04 else "nl",
            None if kind == "lived" and rng.random() < 0.6 else organisation,
            rng.choice(words.PERSPECTIVE_OF[kind]),
            rng.random() < 0.004,
            rng.random() < 0.003,
            school and rng.random() < 0.8,
            school and rng.random() < 0.25,
            joined,
            listed,
            listed,
            rng.choice(words.BIOS) if listed else "",
            joined,
            joined,
            joined,
        )
        addresses.add(pk, email, True, True)
        flush_all(members, addresses, at=FLUSH_AT)
    flush_all(members, addresses)
    return len(organisations)


def _organisations(number: int, rng: Random, now: datetime) -> list[tuple[int, str]]:
    table = Table(Organisation, "id", "name", "slug", "kind", "place", "about")
    made = []
    kinds = list(words.ORGANISATIONS)
    for nth, pk in enumerate(take_ids(Organisation, number)):
        kind, place = kinds[nth % len(kinds)], rng.choice(words.PLACES)
        name = f"{rng.choice(words.ORGANISATIONS[kind]).format(place=place)} {pk}"
        table.add(pk, name, slugify(name), kind, place, "Wij werken aan bestaanszekerheid in de buurt.")
        made.append((pk, kind))
    table.flush()
    return made
