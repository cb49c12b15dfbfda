"""What a finding says, and the more general wording it proposes."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "bsn": _("This looks like a citizen service number (BSN)."),
    "iban": _("This is an account number."),
    "phone": _("This looks like a telephone number."),
    "email": _("This is an e-mail address."),
    "postcode": _("A postcode leads to a few houses."),
    "address": _("This looks like an address."),
    "birthdate": _("This looks like a date of birth."),
    "plate": _("This looks like a number plate."),
    "reference": _("This looks like a case or client number."),
    "name": _("This looks like the name of a person."),
    "place": _("This name of a place narrows the circle of people."),
    "organisation": _("This name narrows the circle of people."),
    "rare": _("Few people are meant by this: who lives near knows who it is."),
}

# By kind and sort; the sort "" is for the rest of the kind.
SUGGESTIONS: dict[str, dict[str, Promise]] = {
    "bsn": {"": _("a number")},
    "iban": {"": _("an account number")},
    "phone": {"": _("a telephone number")},
    "email": {"": _("an e-mail address")},
    "postcode": {"": _("a neighbourhood in the region")},
    "address": {"": _("a house in the neighbourhood"), "street": _("a street in the neighbourhood")},
    "birthdate": {"": _("a day in that season")},
    "plate": {"": _("the car")},
    "reference": {"": _("a number")},
    "name": {"": _("N."), "alone": _("the resident")},
    "place": {
        "": _("a place in the region"),
        "town": _("a town in the region"),
        "municipality": _("a municipality in the region"),
        "village": _("a village in the region"),
        "neighbourhood": _("a neighbourhood in the region"),
    },
    "organisation": {
        "": _("an organisation"),
        "school": _("a school"),
        "housing": _("a housing corporation"),
        "care": _("a care organisation"),
        "welfare": _("a welfare organisation"),
        "shop": _("a shop"),
        "employer": _("an employer"),
        "church": _("a church or mosque"),
        "club": _("a club"),
        "business": _("an employer"),
        "nearby": _("in the neighbourhood"),
    },
    "rare": {
        "": _("somebody in the neighbourhood"),
        "lone": _("somebody in the neighbourhood"),
        "function": _("somebody with a task in the village"),
        "household": _("a family in the neighbourhood"),
        "event": _("something that happened in the neighbourhood"),
        "news": _("something that many people heard of"),
        "illness": _("a serious illness"),
    },
}


def instead(kind: str, sort: str) -> str | Promise:
    if kind == "birthdate" and sort:
        return format_lazy(_("in the {decade}s"), decade=sort)
    if kind == "rare" and sort.startswith("age "):
        return _of_age(int(sort.removeprefix("age ")))
    of_kind = SUGGESTIONS[kind]
    return of_kind.get(sort) or of_kind["nearby" if sort.endswith(" nearby") else ""]


def _of_age(decade: int) -> str | Promise:
    if decade < 10:
        return _("a child")
    if decade < 20:
        return _("a young person")
    return (
        format_lazy(_("somebody between {low} and {high}"), low=decade, high=decade + 10)
        if decade < 80
        else _("an old person")
    )
