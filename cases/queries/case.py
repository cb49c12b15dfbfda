"""Cases: found by number, read on their page, and what became of them."""

import re

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from atelier.base.data.prepared import prepared
from atelier.base.words.dates import nice_moment
from cases.models import Attachment, Case, Voice
from cases.states import (
    OPEN_TO_MEMBERS,
    CaseState,
)
from members.models import Member
from members.permissions import may_take_part
from members.requests import Viewer

_NUMBER = re.compile(r"\s*(?:kwestie|case)?\s{0,3}([0-9]{4})\s?[-/]\s?([0-9]{1,6})\s*", re.IGNORECASE)


def number_in(typed: str) -> str:
    """The number of a case, where that is all somebody typed: "kwestie 2026-17" is 2026-017. Else empty."""
    found = _NUMBER.fullmatch(typed[:40])
    return f"{found[1]}-{int(found[2]):03d}" if found else ""


def page_of_number(typed: str, reader: Viewer) -> str:
    """Where the case with this number is read: by its readers, or by who submitted it. Empty when there is none."""
    number = number_in(typed)
    if not number:
        return ""
    if case := Case.objects.visible_to(reader).filter(number=number).first():
        return str(case.get_absolute_url())
    is_own = isinstance(reader, Member) and Case.objects.of(reader).filter(number=number).exists()
    return reverse("cases:intake", args=[number]) if is_own else ""


def mine(member: Member) -> QuerySet[Case]:
    """Cases of one's own, newest first, with the intake (which the submitter may read) in the same query."""
    return Case.objects.of(member).select_related("intake").order_by("-updated_at", "-pk")


@prepared
def case_page(number: str, reader: Viewer) -> QuerySet[Case]:
    """The released case with this number, with what its page shows of its submitter and whether the reader is one.

    `attached`: of each attachment that is released what `released_of` takes.
    """
    shown = Attachment.objects.released().filter(intake__case=OuterRef("pk"))
    rows = ArraySubquery(shown.values(one=JSONObject(pk="pk", title="title", name="name", size="size")))
    cases = Case.objects.visible_to(reader).with_submitter().with_presents(reader)
    declared: dict[str, ArraySubquery] = {"attached": rows}  # by name, since Case declares its type
    return cases.annotate(**declared).filter(number=number)


def released_of(case: Case) -> list[Attachment]:
    """The attachments that members have, of a case from `case_page`."""
    return [Attachment(**row) for row in case.attached]


def why_gone(number: str, reader: Viewer) -> str:
    """What happened to a case that members could read before; nothing of one that they never could."""
    if not may_take_part(reader):
        return ""
    gone = Case.objects.exclude(state__in=OPEN_TO_MEMBERS).filter(number=number, released_at__isnull=False).first()
    if gone is None:
        return ""
    if gone.state == CaseState.WITHDRAWN:
        return _("Who submitted this case has withdrawn it.")
    return _("A moderator took the text of this case back, to look at it again.")


def what_happened(case: Case) -> str:
    """The last move of a case, for who works on it and comes too late."""
    last = case.moves.select_related("by").order_by("-at", "-pk").first()
    if last is None:
        return _("This case is in another state now.")
    told = {"moment": nice_moment(last.at), "state": case.get_state_display(), "who": last.by or _("The portal")}
    return _("%(who)s was first, on %(moment)s: this case is now “%(state)s”. Your text is not saved.") % told


@prepared
def voices_of(case: Case) -> QuerySet[Voice]:
    return Voice.objects.filter(case=case).select_related("member")
