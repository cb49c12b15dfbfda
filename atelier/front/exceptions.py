"""What the front refuses, with its sentence."""

from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError


class LastKeeper(DomainError):
    """Erasing this member would leave the studio without anybody who can let people in."""

    sentence = _("You are the only moderator. Ask somebody else to become one first; then you can be erased.")
