"""Wash the files that came in before files were washed: once, after the upgrade. Again does no harm."""

from collections.abc import Iterator

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandParser
from django.db import models, transaction

from atelier.base.files.uploads import MEDIA_TYPES, discard, suffix_of
from atelier.base.files.washing import Refused, wash
from atelier.base.models import KeptFile


class Command(BaseCommand):
    help = "Takes names, comments, places and what acts out of every stored file; names those it could not wash."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, change nothing.")

    def handle(self, *args: object, dry_run: bool, **options: object) -> None:
        washed = 0
        for model, name in file_fields():
            for pk in model._default_manager.exclude(**{name: ""}).order_by("pk").values_list("pk", flat=True):
                trouble = wash_one(model, pk, name, dry_run=dry_run)
                washed += not trouble
                if trouble:
                    self.stdout.write(f"{model._meta.label} {pk}: not washed ({trouble}); look at it yourself.")
        self.stdout.write(f"{washed} files {'can be ' if dry_run else ''}washed.")


def file_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Of every model; a file that waits for its form was washed when it came."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, models.FileField) and model is not KeptFile:
                yield model, field.name


def wash_one(model: type[models.Model], pk: object, name: str, *, dry_run: bool = False) -> str:
    """Why it was not done; empty when it was. Who hands in a new file at the same moment keeps that one."""
    stored = getattr(model._default_manager.get(pk=pk), name)
    try:
        with stored.open("rb") as opened:
            content = opened.read()
        clean = wash(content, suffix_of(stored.name)).content if suffix_of(stored.name) in MEDIA_TYPES else None
    except OSError:
        return "missing"
    except Refused as refusal:
        return refusal.code
    if clean is None:
        return "kind"
    if dry_run or clean == content:
        return ""
    new = stored.storage.save(stored.field.generate_filename(stored.instance, stored.name), ContentFile(clean))
    with transaction.atomic():
        if model._default_manager.filter(pk=pk, **{name: stored.name}).update(**{name: new}):
            discard(stored)
        else:
            stored.storage.delete(new)
    return ""
