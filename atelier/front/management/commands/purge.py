"""Throw away what has had its time, or tell what would go. The worker does it by itself each hour."""

from django.core.management.base import BaseCommand, CommandParser

from cases import actions as cases
from meetings import actions as meetings


class Command(BaseCommand):
    help = "Delete raw texts, drafts, needs and guests whose time is over. The worker does this by itself each hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only tell how many of each kind would go.")

    def handle(self, *args: object, **options: object) -> None:
        dry_run = bool(options["dry_run"])
        counts = (cases.what_would_go() if dry_run else cases.purge()) | meetings.purge(dry_run=dry_run)
        self.stdout.write("Would go:" if dry_run else "Gone:")
        for kind, count in counts.items():
            self.stdout.write(f"{count:>6}  {kind}")
