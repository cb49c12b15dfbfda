"""A meeting that is planned and not published: a mark in each of its texts, and it hangs on all that leads to one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.states import CaseState
from meetings.models import AgendaItem, Answer, GuestExpert, Meeting, Series
from meetings.states import Choice, ItemKind
from members.models import Member
from research.models import LearningQuestion

MARK = "ijsvogelmarkering"
# Stands beside MARK: who searches for it may not find the other.
SOUGHT = "wielewaalmarkering"
NUMBER = 804217
# At an hour that nothing else has.
ZONE = ZoneInfo("Europe/Amsterdam")
# "4.17 uur" is a part of "14.17 uur", which may be now.
HOUR = 7 if datetime.now(ZONE).hour % 10 in (3, 4, 5) else 4
STARTS = datetime(2031, 3, 19, HOUR, 17, tzinfo=ZONE)
MARKS = (MARK, str(NUMBER), f"0{HOUR}.17", f"{HOUR}.17 uur", f"0{HOUR}1700")


def marked(row: models.Model, *names: str) -> None:
    """The marker in these fields, or in every text that somebody types."""
    typed = [
        field.name
        for field in row._meta.fields
        if field.get_internal_type() in ("CharField", "TextField", "URLField") and not field.choices
    ]
    for name in names or [one for one in typed if not one.endswith(("_kind", "code"))]:
        text = f"https://{MARK}.voorbeeld.test/" if "url" in name else f"{MARK} {SOUGHT}"
        setattr(row, name, text)
    row.save()


def make_plan() -> Meeting:
    series = Series.objects.exclude(meetings=None)[0]
    plan = Meeting.objects.create(
        number=NUMBER, title=MARK, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2), place=MARK, series=series
    )
    marked(plan)
    case = Case.objects.filter(state=CaseState.RELEASED, agenda_items=None)[0]
    LearningQuestion.objects.filter(state="open")[0].cases.add(case)
    item = AgendaItem(meeting=plan, position=1, minutes=20, kind=ItemKind.CASE, case=case)
    marked(item, "note", "expert_name")
    marked(AgendaItem(meeting=plan, position=2, minutes=20, kind=ItemKind.EXPERT))
    marked(AgendaItem(meeting=plan, position=3, minutes=20, kind=ItemKind.WELCOME))
    marked(
        GuestExpert(
            meeting=plan,
            item=item,
            email="gast@voorbeeld.test",
            expires_at=STARTS,
            slides=ContentFile(b"%PDF-1.4", "dia.pdf"),
        ),
        "name",
        "organisation",
    )
    for number, person in enumerate(Member.objects.filter(is_active=True)):
        answer = Answer(meeting=plan, member=person, shows_name=True)
        if number % 2:
            answer.choice, answer.answered_at = Choice.YES_ONSITE, timezone.now()
        answer.save()
    return plan


def ways_to(plan: Meeting) -> tuple[str, ...]:
    """Where who guesses would look for it."""
    case = plan.agenda_items.exclude(case=None).get().case
    question = case.learning_questions.first()
    found = [f"/zoeken/?q={words}" for words in (SOUGHT, NUMBER, f"bijeenkomst+{NUMBER}")]
    own = [reverse(f"meetings:{name}", args=[NUMBER]) for name in ("detail", "workplace")]
    shown = [case.get_absolute_url(), question.get_absolute_url(), *own]
    fixed = ["/", "/mijn/", "/coordinatie/", "/bijeenkomsten/", "/sitemap.xml", "/sitemap-meetings.xml"]
    return (*fixed, *found, *shown)
