"""Errors a person can read: every domain error is a class with one plain sentence."""

from typing import ClassVar

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """What the domain refuses. `str()` gives the sentence for the person."""

    sentence: ClassVar[str | Promise] = _("This cannot be done.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        super().__init__(sentence or self.sentence)

    # Whether the page can be opened again; not when what it is about is gone.
    has_page: ClassVar[bool] = True
    # The form that was sent, where there was one: the conflict page shows its labels beside what was typed.
    form: BaseForm | None = None

    def __str__(self) -> str:
        return str(self.args[0])


class NotAllowed(DomainError):
    """This person may not do this; pages answer 403 with the sentence."""

    sentence = _("You do not have the right to do this.")


class WroteItOneself(NotAllowed):
    """A second person reads what the public will read."""

    sentence = _("You wrote in this text yourself. Somebody else has to read and publish it.")


class AnotherMustPublish(NotAllowed):
    """Who wrote what everybody reads never publishes it."""

    sentence = _("You wrote this yourself. Somebody else has to read and publish it.")


class TakenMeanwhile(DomainError):
    """Words that no two may share stand elsewhere by now."""

    sentence = _("Something else has this name by now. Leave it as it was, and give it another one.")


class ReasonMissing(DomainError):
    """Somebody reads why this was done, and nothing was written."""

    sentence = _("Give a reason.")


class MoveNotAllowed(DomainError):
    """The state table has no such move."""

    sentence = _("This step is not possible from the present state.")


class Stale(DomainError):
    """Someone else changed the object meanwhile; pages answer 409 and keep the typed text."""

    sentence = _("Someone else changed this while you were working on it.")
    # What the page would say now, for who chooses the own words after all.
    version = ""


class NoRoom(DomainError):
    """There is nearly no room for files."""

    sentence = _(
        "There is no room for new files now, so no file is taken. Send your text without it, or try again later."
    )


class StoreAway(DomainError, OSError):
    """The store of files, on another machine, does not answer or refuses."""

    sentence = _(
        "Files cannot be kept or opened at this moment; all else works. Try again in a few minutes, or send your text "
        "without the file."
    )


class TooLate(DomainError):
    """What was thrown away cannot be brought back."""

    sentence = _("This cannot be undone any more: it is longer ago than ten minutes, or somebody went on with it.")


class StillBusy(DomainError):
    """The same submit is being worked on in another request."""

    sentence = _(
        "What you sent is still being worked on. Wait a minute, and look at the page before you send it again."
    )


class Unfinished(DomainError):
    """Something that must be there is not, or holds no more; `field` is what asks for it in the form."""

    sentence = _("Something is missing, or no longer right. Please look at this first.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field
