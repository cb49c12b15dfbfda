"""What other rooms do when a member leaves, or an address ends, without this room knowing them.

Each registers at start. All of it runs in the transaction of the change.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.models import Member

type Work = Callable[["Member"], None]
type Ending = Callable[["Member", str], None]
type HandingOver = Callable[["Member", str, datetime], None]

_works: list[Work] = []
_ending: list[Ending] = []
_handing_over: list[HandingOver] = []


def on_leaving(work: Work) -> None:
    """`work(member)` after the member has left."""
    if work not in _works:
        _works.append(work)


def on_ending_keys(work: Ending) -> None:
    """`work(member, address)` ends what this room gave out: to the member, or to the address that ends."""
    if work not in _ending:
        _ending.append(work)


def on_new_address(work: HandingOver) -> None:
    """`work(member, old, until)` writes `member.email` where this room held the old address of that person then."""
    if work not in _handing_over:
        _handing_over.append(work)


def let_go(member: "Member") -> None:
    """Take the member from wherever somebody counts on them."""
    for work in _works:
        work(member)


def end_elsewhere(member: "Member", address: str) -> None:
    for work in _ending:
        work(member, address)


def write_new_address(member: "Member", old: str, until: datetime) -> None:
    for work in _handing_over:
        work(member, old, until)
