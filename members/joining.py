"""What other rooms do when somebody joins or comes back, without this room knowing them: each registers at start."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.models import Member

type Work = Callable[["Member"], None]

_works: list[Work] = []


def on_joining(work: Work) -> None:
    """Called once at start by an upper room. `work(member)` runs in the transaction, after the member is let in."""
    if work not in _works:
        _works.append(work)


def let_in(member: "Member") -> None:
    """Ask the member for whatever those who take part are asked for."""
    for work in _works:
        work(member)
