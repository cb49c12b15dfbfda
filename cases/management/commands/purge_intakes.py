"""Delete the raw texts of cases that ended longer ago than INTAKE_RETENTION_DAYS, and forgotten drafts."""

from django.core.management.base import BaseCommand, CommandParser

from cases.actions import purge_drafts, purge_intakes
from cases.models import Case, Intake


class Command(BaseCommand):
    help = "Delete the intakes and drafts whose retention time is over. The worker does this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only tell how many it would be.")

    def handle(self, *args: object, **options: object) -> None:
        if options["dry_run"]:
            self.stdout.write(f"{Intake.objects.due_for_deletion().count()} intakes would be deleted.")
            self.stdout.write(f"{Case.objects.drafts_due_for_deletion().count()} drafts would be deleted.")
        else:
            self.stdout.write(f"{purge_intakes()} intakes deleted.")
            self.stdout.write(f"{purge_drafts()} drafts deleted.")
