"""What is asked of a member now: each room offers a few, the dashboard gathers them."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Ask:
    """One line under "what is asked of you". A higher `weight` stands higher."""

    title: str | Promise
    meta: str | Promise
    url: str
    label: str | Promise
    weight: int = 0
