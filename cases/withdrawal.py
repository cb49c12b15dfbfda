"""What other rooms do when a case is withdrawn, without this room knowing them: each registers at start."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.models import Case
    from members.models import Member

type Work = Callable[["Case", "Member"], bool]

_works: list[Work] = []
_touched: list[Callable[["Case"], object]] = []


def on_withdrawal(work: Work) -> None:
    """Called once at start by an upper room. `work(case, by)` runs in the transaction, before the case moves.

    It gives whether it told the coordinators itself.
    """
    if work not in _works:
        _works.append(work)


def let_go(case: "Case", *, by: "Member") -> bool:
    """Take the case from wherever it stands; whether the coordinators have been told."""
    told = [work(case, by) for work in _works]
    return any(told)


def also_touched(rows: Callable[["Case"], object]) -> None:
    """Called once at start: `rows(case)` is what else a withdrawal changes, so that it can be undone."""
    if rows not in _touched:
        _touched.append(rows)


def touched_by_withdrawal(case: "Case") -> list[object]:
    return [rows(case) for rows in _touched]
