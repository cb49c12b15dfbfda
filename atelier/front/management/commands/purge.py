"""Throw away what has had its time, or tell what would go. The worker does it by itself each hour."""

from django.core.management.base import BaseCommand, CommandParser

from atelier.desk import seconds
from atelier.front import privacy
from cases import actions as cases
from meetings import actions as meetings
from members import actions as members
from members.models import Member

type Counts = dict[str, int]


class Command(BaseCommand):
    help = (
        "Delete raw texts, drafts, needs, guests, old requests, words that wait, and erase who left long ago. The"
        " worker does this by itself each hour."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only tell how many of each kind would go.")

    def handle(self, *args: object, **options: object) -> None:
        dry_run = bool(options["dry_run"])
        counts = self._would_go() if dry_run else self._gone()
        self.stdout.write("Would go:" if dry_run else "Gone:")
        for kind, count in counts.items():
            self.stdout.write(f"{count:>6}  {kind}")

    def _would_go(self) -> Counts:
        beside = {"waiting_texts": seconds.due().count(), "left": Member.objects.to_erase().count()}
        return cases.what_would_go() | meetings.purge(dry_run=True) | members.purge_requests(dry_run=True) | beside

    def _gone(self) -> Counts:
        counts = cases.purge() | meetings.purge() | members.purge_requests()
        counts["waiting_texts"], counts["left"] = seconds.end_waiting(), 0
        while erased := privacy.erase_who_left():
            counts["left"] += erased
        return counts
