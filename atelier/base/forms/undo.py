"""Thrown away or taken back by accident: for ten minutes it can be undone, by who did it, in the same session.

    with undoable(request, _("Your draft has been thrown away."), case, back=...):
        actions.discard(case, by=request.user)

The action does its work at once: everybody sees what is so. What it changed and deleted (the rows given, what hangs on
them, and those in `also`) waits encrypted in `Undoable`, and its files stay on the disk; the tick throws both away.
Undoing writes back exactly that, unless somebody changed one of these rows since.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from atelier.base.data.sealed import seal, unseal
from atelier.base.exceptions import TooLate
from atelier.base.files.gone import let_go
from atelier.base.files.uploads import files_stay
from atelier.base.forms.keep import digest as digest_of
from atelier.base.models import Undoable
from atelier.base.types import Rows, Values

TIME = timedelta(minutes=10)
MOST_OFFERED = 3
SESSION_KEY = PURPOSE = "undo"

type Found = dict[tuple[str, str], Values]


@contextmanager
def undoable(
    request: HttpRequest, said: str | Promise, *roots: models.Model, back: str, also: Iterable[Rows] = ()
) -> Iterator[None]:
    """What this block does to `roots`, to what hangs on them, and to the rows of the querysets `also`."""
    whole = [type(root)._base_manager.filter(pk=root.pk) for root in roots]
    alone = list(also)
    with transaction.atomic():
        before = _rows(whole, alone)
        with files_stay() as files:
            yield
        after = _rows(whole, alone)
        touched = [key for key in before if after.get(key) != before[key]]
        made = [key for key in after if key not in before]
        told = {"rows": _json([before[key] for key in touched]), "made": made, "files": files, "keys": touched}
        kept = Undoable.objects.create(
            who=digest_of(request.user),
            before=seal(told, PURPOSE),
            after=_digest([after.get(key) for key in (*touched, *made)]),
            until=timezone.now() + TIME,
        )
    offered = [one for one in request.session.get(SESSION_KEY, []) if one["until"] > timezone.now().isoformat()]
    offer = {"key": str(kept.key), "until": kept.until.isoformat(), "said": str(said), "back": back}
    request.session[SESSION_KEY] = [*offered, offer][-MOST_OFFERED:]


def offers(request: HttpRequest) -> list[Values]:
    """What this person can still undo, newest first; no query."""
    now = timezone.now()
    found = [{**one, "until": datetime.fromisoformat(one["until"])} for one in request.session.get(SESSION_KEY, [])]
    return [one for one in reversed(found) if one["until"] > now]


@transaction.atomic
def undo(request: HttpRequest, key: UUID | str) -> tuple[str, str]:
    """Put back what was there; gives the page where it is seen, and what it was ("cases.Case 7"). Raises TooLate."""
    mine = [one for one in request.session.get(SESSION_KEY, []) if one["key"] == str(key)]
    fresh = Undoable.objects.select_for_update().filter(who=digest_of(request.user), until__gt=timezone.now())
    kept = fresh.filter(key=key).first() if mine else None
    told = unseal(kept.before, PURPOSE) if kept else None
    if kept is None or not told:
        raise TooLate
    keys = [(label, pk) for label, pk in (*told["keys"], *told["made"])]
    now = _now(keys)
    if _digest([now.get(one) for one in keys]) != kept.after:
        raise TooLate
    _put_back(json.loads(told["rows"]), [(label, pk) for label, pk in told["made"]])
    kept.delete()
    request.session[SESSION_KEY] = [one for one in request.session[SESSION_KEY] if one["key"] != str(key)]
    return str(mine[0]["back"]), " ".join(keys[0]) if keys else ""


def _put_back(rows: list[Values], made: list[tuple[str, str]]) -> None:
    try:
        with transaction.atomic():
            for label, pk in reversed(made):
                apps.get_model(label)._base_manager.filter(pk=pk).delete()
            for one in serializers.deserialize("python", rows):
                one.save()
            connection.check_constraints()
    except IntegrityError as error:  # what it belonged to is gone, or its place is taken
        raise TooLate from error


def purge() -> int:
    """What nobody undid in time is really thrown away now; how many."""
    return _throw_away(Undoable.objects.filter(until__lte=timezone.now()))


def forget_all() -> None:
    """Somebody is erased or leaves: nothing of them may wait, or come back, in what others did either."""
    _throw_away(Undoable.objects.all())


def _throw_away(kept: models.QuerySet[Undoable]) -> int:
    gone = list(kept.select_for_update(skip_locked=True)) if connection.in_atomic_block else list(kept)
    Undoable.objects.filter(pk__in=[one.pk for one in gone]).delete()
    let_go(name for one in gone for name in (unseal(one.before, PURPOSE) or {}).get("files", []))
    return len(gone)


# -- Rows ------------------------------------------------------------------------------------------------------------


def _rows(whole: Iterable[Rows], alone: Iterable[Rows]) -> Found:
    """Each row as it is now, with all that would go or lose its way when the row went."""
    found: Found = {}
    waiting = list(whole)
    while waiting:
        rows = waiting.pop(0)
        new = [one for one in rows.all() if _key(one) not in found]
        found.update({_key(one): _plain(one) for one in new})
        if new:
            for relation in _relations(rows.model):
                hanging = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": new})
                if relation.on_delete is models.CASCADE:
                    waiting.append(hanging)
                else:
                    found.update({_key(one): _plain(one) for one in hanging if _key(one) not in found})
    for rows in alone:
        found.update({_key(one): _plain(one) for one in rows.all() if _key(one) not in found})
    return found


def _relations(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    every = model._meta.get_fields(include_hidden=True)
    return [
        one
        for one in every
        if isinstance(one, models.ForeignObjectRel)
        and (one.one_to_many or one.one_to_one)
        and one.auto_created
        and not one.concrete
        and one.on_delete in (models.CASCADE, models.SET_NULL)
    ]


def _key(one: models.Model) -> tuple[str, str]:
    return one._meta.label, str(one.pk)


def _plain(one: models.Model) -> Values:
    stored = [field.name for field in one._meta.local_fields if not field.generated]
    row: Values = serializers.serialize("python", [one], fields=stored)[0]
    return row


def _now(keys: Iterable[tuple[str, str]]) -> Found:
    found: Found = {}
    for label, pk in keys:
        one = apps.get_model(label)._base_manager.select_for_update(no_key=True).filter(pk=pk).first()
        if one is not None:
            found[_key(one)] = _plain(one)
    return found


def _json(rows: object) -> str:
    """With every microsecond: Django's own encoder drops some."""
    return json.dumps(rows, default=lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value))


def _digest(rows: object) -> str:
    return hashlib.sha256(_json(rows).encode()).hexdigest()
