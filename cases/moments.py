"""When others do something too: a case is withdrawn. All in the transaction of the change."""

from typing import TYPE_CHECKING

from atelier.base.moments import Moment
from atelier.base.types import Rows

if TYPE_CHECKING:
    from cases.models import Case
    from members.models import Member

# (case, by), before the case moves: take it from wherever it stands; whether the coordinators have been told of it.
on_withdrawal: "Moment[[Case, Member], bool]" = Moment()
# (case): the rows that a withdrawal changes elsewhere, so that it can be undone.
touched_by_withdrawal: "Moment[[Case], Rows]" = Moment()
