"""What was decided on a piece of text that may lead to a person, and by whom. Digests are kept, no words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atelier.base.files.findings import Found, Look
from atelier.base.guard.finder import Finding, find
from atelier.base.guard.known import known_names
from atelier.base.models import Decision

# Longer than any text is worked on; after that its pieces are asked for again.
KEPT = timedelta(days=730)


class Choice(TextChoices):
    """Why a piece stays as it is."""

    ORGANISATION = "organisation", _("It is the public name, number or address of an organisation")
    LEAVE = "leave", _("I have leave of this person")
    NOBODY = "nobody", _("No person is meant")


def digest_of_text(text: str) -> str:
    return salted_hmac("guard.text", " ".join(text.split()), algorithm="sha256").hexdigest()


def digest_of(finding: Finding) -> str:
    """The same piece has the same digest wherever it stands."""
    return digest_of_piece(finding.kind, finding.text)


def digest_of_piece(kind: str, words: str) -> str:
    said = " ".join(words.split()).casefold()
    return salted_hmac("guard.piece", f"{kind}:{said}", algorithm="sha256").hexdigest()[:24]


def undecided(text: str) -> list[Finding]:
    """The pieces of a text that stands somewhere on which nobody decided; two queries."""
    found = find(text, known_names())
    known = decided_in(text) if found else set()
    return [finding for finding in found if digest_of(finding) not in known]


def decided_in(*texts: str) -> set[str]:
    """The digests of the pieces on which was decided in one of these texts."""
    digests = [digest_of_text(text) for text in texts if text]
    return set(Decision.objects.filter(text__in=digests).values_list("piece", flat=True)) if digests else set()


@dataclass(frozen=True)
class Weighed:
    """A piece of a text that may lead to a person, and why it stayed; empty when nobody decided."""

    text: str
    reason: str
    choice: str


def told(text: str) -> list[Weighed]:
    """Each different piece of `text`, for who reads it before it is published; two queries."""
    pieces = {digest_of(finding): finding for finding in find(text, known_names())}
    kept = Decision.objects.filter(text=digest_of_text(text), piece__in=pieces)
    chosen = {one.piece: str(Choice(one.choice).label) for one in kept} if pieces else {}
    return [Weighed(one.text, str(one.reason), chosen.get(piece, "")) for piece, one in pieces.items()]


def with_choices(look: Look, *texts: str) -> Look:
    """With why each piece stayed: of the text of a file, or of `texts` that were looked at as one. All of it counts,
    also where the look stopped half way."""
    whole = [digest_of_text(text) for text in texts]
    chosen = dict(Decision.objects.filter(text__in=whole).values_list("piece", "choice")) if look.found else {}

    def said(one: Found) -> str | Promise:
        choice = chosen.get(digest_of_piece(one.kind, one.words))
        return Choice(choice).label if choice else ""

    return replace(look, found=[replace(one, choice=said(one)) for one in look.found])


def keep(text: str, chosen: Iterable[tuple[str, str, str]], *, by: int | None) -> None:
    """Remember what was decided on pieces of `text`: (kind, words, choice) of each."""
    whole = digest_of_text(text)
    rows = [
        Decision(text=whole, piece=digest_of_piece(kind, words), kind=kind, choice=choice, by_id=by)
        for kind, words, choice in chosen
    ]
    Decision.objects.bulk_create(rows, ignore_conflicts=True)


def carry_over(before: str, text: str, pieces: Iterable[str]) -> None:
    """What was decided in an earlier text counts in the one that takes its place."""
    whole = digest_of_text(text)
    known = Decision.objects.filter(text=digest_of_text(before), piece__in=list(pieces))
    rows = [
        Decision(text=whole, piece=row.piece, kind=row.kind, choice=row.choice, by_id=row.by_id, at=row.at)
        for row in known
    ]
    Decision.objects.bulk_create(rows, ignore_conflicts=True)


def purge() -> int:
    """Decisions on texts of long ago go; returns how many."""
    return Decision.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
