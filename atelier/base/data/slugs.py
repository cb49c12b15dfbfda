"""Addresses made of titles."""

from secrets import token_hex

from django.db import models
from django.utils.text import slugify

TAIL = 7


def free_slug(
    model: type[models.Model], title: str, *, nameless: str = "", taken: frozenset[str] = frozenset()
) -> str:
    """An address of `title` that no other row has; `nameless` stands for a title without any letter or digit.

    It ends in a random tail where two share a title, or where it would shadow a page (`taken`): two that are made at
    the same moment get two addresses.
    """
    longest = getattr(model._meta.get_field("slug"), "max_length", 0) - TAIL
    slug = slugify(title)[:longest].strip("-") or nameless
    if slug and slug not in taken and not model._default_manager.filter(slug=slug).exists():
        return slug
    return f"{slug}-{token_hex(TAIL // 2)}".strip("-")
