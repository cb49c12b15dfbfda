"""`manage.py demo`: fill an empty portal with the demo's people and two years of their work."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from atelier.demo.play import play


class Command(BaseCommand):
    help = "Load the demo into an empty portal; does nothing when there are members already."

    def handle(self, *args: object, **options: object) -> None:
        if settings.ATELIER_MODE == "production":
            raise CommandError("The demo has known passwords; it is not for production.")
        stage = play()
        if stage is None:
            self.stdout.write("There are members already; the demo was not loaded.")
            return
        people, meetings, cases = len(stage.people), len(stage.meetings), len(stage.cases)
        self.stdout.write(f"The demo is loaded: {people} members, {meetings} meetings, {cases} cases.")
