"""What the roof writes itself."""

from django.db import transaction

from atelier.audit.actions import record
from atelier.base.exceptions import NotAllowed
from atelier.mail.actions import address_works_again as try_address_again
from atelier.mail.models import UndeliverableAddress
from members.models import Member
from members.permissions import may_coordinate


@transaction.atomic
def address_works_again(bounced: UndeliverableAddress, *, by: Member) -> None:
    """Somebody heard that the mailbox works again: mail to it is tried once more from now."""
    if not may_coordinate(by):
        raise NotAllowed
    record("mail.address_works_again", bounced, by=by)
    try_address_again(bounced.address)
