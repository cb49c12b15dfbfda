"""Addresses made of titles."""

from secrets import token_hex

from django.db import models
from django.utils.text import slugify

LENGTH = 120


def free_slug(model: type[models.Model], title: str, *, taken: frozenset[str] = frozenset()) -> str:
    """A slug of `title` that no other row has; a random tail where two share a title or would shadow a page."""
    slug = slugify(title)[:LENGTH].strip("-")
    if slug and slug not in taken and not model._default_manager.filter(slug=slug).exists():
        return slug
    return f"{slug}-{token_hex(3)}".strip("-")
