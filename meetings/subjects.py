"""What other rooms may put on an agenda, without this room knowing them: the roof registers each kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Subject:
    """One thing to talk about: its title and where to read it."""

    pk: int
    title: str
    url: str


@dataclass(frozen=True)
class Source:
    """A kind of subject. `offered(member)` lists what may be chosen; `found(pks)` gives those that may be shown."""

    label: str | Promise
    offered: Callable[[Any], Iterable[Subject]]
    found: Callable[[Iterable[int]], Mapping[int, Subject]]


_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Called once at start by the roof: `register("project", Source(...))`."""
    _sources[kind] = source


def sources() -> Mapping[str, Source]:
    return _sources


def find(kind: str, pks: Iterable[int]) -> Mapping[int, Subject]:
    """One query of that room; nothing for a kind nobody registered."""
    source = _sources.get(kind)
    return source.found(pks) if source else {}
