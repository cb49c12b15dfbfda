"""Delete the raw texts of cases that ended longer ago than INTAKE_RETENTION_DAYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cases.actions import purge_intakes
from cases.models import Intake


class Command(BaseCommand):
    help = "Delete the intakes whose retention time is over. The worker does this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only tell how many it would be.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self.stdout.write(f"{Intake.objects.due_for_deletion().count()} intakes would be deleted.")
        else:
            self.stdout.write(f"{purge_intakes()} intakes deleted.")
