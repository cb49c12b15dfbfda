"""What the pages of the review say, in one place: titles, sentences and buttons."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ReviewPage:
    """The words around one form of the review; %(number)s in the title is the case's."""

    title: Promise
    heading: str | Promise = ""
    intro: str | Promise = ""
    button: str | Promise = ""
    # Of a page on which a text is written anew: what stands above its differences.
    differs: str | Promise = ""
    refuses: bool = False
    # Whether its text can be laid aside, whole or not.
    parks: bool = False


RELEASED = _("Released. Members can read the case.")
SHOWN = _("Released. The submitter looks at the text first, and gets a mail.")
# What comes of a release, by why nobody looks at the text before members do (`actions.why_nobody_looks`).
FOLLOWS: Mapping[str, Promise] = {
    "": _("The submitter looks at it first. Without an answer it opens to members by itself."),
    "text_at_once": _("Members read it at once: it is urgent, and the submitter said that it may."),
    "nobody_looks": _("Members read it at once: nobody who submitted it is here any more."),
}

REVIEW_PAGES: Mapping[str, ReviewPage] = {
    "read": ReviewPage(_("The intake of case %(number)s")),
    "release": ReviewPage(
        _("Release case %(number)s"),
        heading=_("What members will read"),
        intro=_(
            "This is the text of the submitter. Words between brackets stand for what may lead to a person. Look at"
            " each of them, and write the rest more generally, so that nobody can be traced."
        ),
        button=_("Release"),
        differs=_("What differs from the raw text"),
        parks=True,
    ),
    "correct": ReviewPage(
        _("Correct the text of case %(number)s"),
        heading=_("What members read"),
        intro=_("Members read your new words at once. The old ones are kept nowhere."),
        button=_("Correct the text"),
        differs=_("What differs from the text until now"),
    ),
    "changes": ReviewPage(
        _("Ask for changes to case %(number)s"),
        intro=_("Say at each question what you want to be changed. The submitter reads it there, and gets a mail."),
        button=_("Ask for these changes"),
    ),
    "decline": ReviewPage(
        _("Decline case %(number)s"),
        intro=_("The submitter reads the reason and what you offer instead."),
        button=_("Decline"),
        refuses=True,
    ),
}
