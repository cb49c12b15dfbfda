"""What taking off refuses, with its sentence."""

from django.utils.translation import gettext_lazy as _

from atelier.base.exceptions import DomainError


class NothingThere(DomainError):
    """The text is empty, or was taken off already."""

    sentence = _("Nothing stands there any more.")
