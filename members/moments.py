"""When others do something too: somebody joins or leaves, an address ends. All in the transaction of the change."""

from datetime import datetime
from typing import TYPE_CHECKING

from atelier.base.moments import Moment

if TYPE_CHECKING:
    from members.models import Member

# After the member is let in, or back: ask for whatever those who take part are asked for.
on_joining: "Moment[[Member], None]" = Moment()
# After the member has left: take them from wherever somebody counts on them.
on_leaving: "Moment[[Member], None]" = Moment()
# (member, address): end what was given out to the member, or to the address that ends.
on_ending_keys: "Moment[[Member, str], None]" = Moment()
# (member, old, until): write `member.email` where the old address of that person was held then.
on_new_address: "Moment[[Member, str, datetime], None]" = Moment()
