"""What other rooms do when a member leaves, without this room knowing them: each registers at start."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.models import Member

type Work = Callable[["Member"], None]

_works: list[Work] = []


def on_leaving(work: Work) -> None:
    """Called once at start by an upper room. `work(member)` runs in the transaction, after the member has left."""
    if work not in _works:
        _works.append(work)


def let_go(member: "Member") -> None:
    """Take the member from wherever somebody counts on them."""
    for work in _works:
        work(member)
