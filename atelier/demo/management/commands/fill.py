"""manage.py fill: believable Dutch data of any size, for benchmarks and load tests."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from atelier.demo.fill.cases import People, drop_old_texts, fill_cases
from atelier.demo.fill.meetings import fill_meetings
from atelier.demo.fill.people import fill_people
from atelier.demo.fill.research import fill_research
from members.models import Member


class Command(BaseCommand):
    help = "Adds made-up members, cases, meetings and research projects, in bulk. Never run it on a real portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("members", "cases", "meetings", "projects"):
            parser.add_argument(f"--{name}", type=_count, default=0, metavar="N", help=f"how many {name} to add")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same data (default 1)")

    def handle(
        self, *args: object, members: int, cases: int, meetings: int, projects: int, seed: int, **options: object
    ) -> None:
        if not any((members, cases, meetings, projects)):
            raise CommandError("Say how many: for example --members 200 --cases 1000 --meetings 12 --projects 20")
        if not members and not Member.objects.exists():
            raise CommandError("There are no members yet to submit a case: add --members N")
        rng, now = Random(seed), timezone.now()  # noqa: S311
        began = perf_counter()
        with transaction.atomic():
            with self._told("members"):
                fill_people(members, rng, now)
            people = People.read()
            with self._told("cases"):
                self._say(fill_cases(cases, rng, now, people))
            with self._told("meetings"):
                self._say(fill_meetings(meetings, rng, now, people))
            drop_old_texts()
            with self._told("projects"):
                self._say(fill_research(projects, rng, now, people))
        with self._told("statistics for the planner"), connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"Done in {perf_counter() - began:.1f} s")

    def _say(self, written: dict[str, int]) -> None:
        if written:
            self.stdout.write("  " + ", ".join(f"{number:,} {name}" for name, number in written.items() if number))

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.stdout.write(f"{what}: {perf_counter() - began:.1f} s")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number
