"""Learning questions, projects, milestones, outputs."""

from datetime import date, datetime, timedelta
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.text import slugify

from atelier.demo.fill import words
from atelier.demo.fill.cases import YEARS, People
from atelier.demo.fill.table import FLUSH_AT, Table, take_ids
from cases.models import Case
from cases.states import OPEN_TO_MEMBERS
from members.models import Organisation
from research.models import (
    LearningQuestion,
    LearningQuestionMove,
    Milestone,
    Output,
    OutputMove,
    Project,
    ProjectMove,
)
from research.states import Promise

SPREAD = {"registered": 5, "changes_asked": 3, "approved": 7, "running": 25, "delivered": 5, "published": 50,
          "withdrawn": 5}  # fmt: skip
PATH = ("registered", "approved", "running", "delivered", "published")
SAMPLE = "outputs/voorbeeld.pdf"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def fill_research(number: int, rng: Random, now: datetime, people: People) -> dict[str, int]:
    """Write `number` projects, and learning questions when there are few; says how many rows of each."""
    if not number:
        return {}
    writer = _Writer(rng, now, people)
    for pk in take_ids(Project, number):
        writer.project(pk)
        if len(writer.projects.rows) >= FLUSH_AT:
            writer.flush()
    writer.flush()
    return writer.written


class _Writer:
    def __init__(self, rng: Random, now: datetime, people: People) -> None:
        self.rng, self.now, self.people = rng, now, people
        self.cases = list(
            Case.objects.filter(state__in=OPEN_TO_MEMBERS).order_by("-pk").values_list("pk", flat=True)[:5000]
        )
        self.partners = list(Organisation.objects.filter(is_confirmed=True).values_list("pk", flat=True)[:500])
        self.questions = _learning_questions(rng, now, people, self.cases)
        self.file = SAMPLE if default_storage.exists(SAMPLE) else default_storage.save(SAMPLE, ContentFile(PDF))
        self.projects = Table(
            Project, "id", "title", "slug", "question", "reason", "method", "starts_on", "ends_on", "state",
            "registered_by_id", "supervisor_id", "partner_id", "promises", "created_at", "updated_at", "registered_at",
            "published_at",
        )  # fmt: skip
        self.moves = Table(ProjectMove, "subject_id", "from_state", "to_state", "by_id", "at", "why")
        self.participants = Table(Project.participants.through, "project_id", "member_id")
        self.linked = Table(Project.cases.through, "project_id", "case_id")
        self.asks = Table(Project.learning_questions.through, "project_id", "learningquestion_id")
        self.milestones = Table(Milestone, "project_id", "title", "due_on", "done_at")
        self.outputs = Table(
            Output, "id", "project_id", "title", "kind", "summary", "file", "state", "judgement", "judged_as",
            "created_at", "updated_at", "published_at",
        )  # fmt: skip
        self.output_moves = Table(OutputMove, "subject_id", "from_state", "to_state", "by_id", "at", "why")

    @property
    def tables(self) -> dict[str, Table]:
        return {name: table for name, table in vars(self).items() if isinstance(table, Table)}

    @property
    def written(self) -> dict[str, int]:
        return {name: table.written for name, table in self.tables.items()}

    def flush(self) -> None:
        outputs = take_ids(Output, len(self.outputs.rows))
        # Outputs were numbered from 0; their keys are taken in one go.
        self.outputs.rows = [(outputs[row[0]], *row[1:]) for row in self.outputs.rows]
        self.output_moves.rows = [(outputs[row[0]], *row[1:]) for row in self.output_moves.rows]
        for table in self.tables.values():
            table.flush()

    def project(self, pk: int) -> None:
        rng = self.rng
        state = rng.choices(list(SPREAD), weights=list(SPREAD.values()))[0]
        ended = state in ("published", "withdrawn")
        created = self.now - timedelta(days=rng.randint(200, YEARS * 365) if ended else rng.randint(2, 120))
        starts = (created + timedelta(days=20)).date()
        ends = starts + timedelta(days=rng.randint(90, 170))
        students = rng.sample(self.people.students, min(len(self.people.students), rng.randint(1, 3)))
        others = [one for one in self.people.teachers if one not in students]
        supervisor = rng.choice(others) if others else None
        title = rng.choice(words.RESEARCH_TITLES)
        at = self._steps(pk, state, created, students[0], supervisor)
        self.projects.add(
            pk, title, f"{slugify(title)}-{pk}", f"Wat gebeurt er bij: {title.lower()}?",
            "Professionals en bewoners vragen hierom.", rng.choice(words.METHODS), starts, ends, state, students[0],
            supervisor, rng.choice(self.partners) if self.partners and rng.random() < 0.7 else None,
            list(Promise.values), created, max(at.values()), at["registered"], at.get("published"),
        )  # fmt: skip
        for student in students:
            self.participants.add(pk, student)
        for case in rng.sample(self.cases, min(len(self.cases), rng.randint(0, 3))):
            self.linked.add(pk, case)
        for question in rng.sample(self.questions, min(len(self.questions), rng.randint(1, 2))):
            self.asks.add(pk, question)
        if state in PATH[1:]:
            self._milestones(pk, starts, ends)
        if state in ("delivered", "published"):
            self._output(pk, title, state, at, students[0], supervisor)

    def _steps(self, pk: int, state: str, created: datetime, student: int, teacher: int | None) -> dict[str, datetime]:
        path = PATH[: PATH.index(state) + 1] if state in PATH else ("registered", state)
        at: dict[str, datetime] = {}
        moment, seen = created, "draft"
        for to in path:
            days = {"running": 15, "delivered": 100}.get(to, 6) * self.rng.uniform(0.2, 1.0)
            moment = min(moment + timedelta(days=days), self.now - timedelta(minutes=len(path) - len(at)))
            by = teacher if to in ("approved", "changes_asked", "published") else student
            self.moves.add(pk, seen, to, by, moment, "")
            at[to] = moment
            seen = to
        return at

    def _milestones(self, pk: int, starts: date, ends: date) -> None:
        length = ends - starts
        for nth, title in enumerate(words.MILESTONES, 1):
            due = starts + length * nth / len(words.MILESTONES)
            done = due < self.now.date() and self.rng.random() < 0.95
            moment = self.now - (self.now.date() - due) if done else None
            self.milestones.add(pk, title, due, moment)

    def _output(
        self, pk: int, title: str, state: str, at: dict[str, datetime], student: int, teacher: int | None
    ) -> None:
        public = state == "published"
        nth = len(self.outputs.rows)
        published = at.get("published")
        judged = self.rng.choice(("usable", "partly", "")) if public else ""
        self.outputs.add(
            nth, pk, f"{title}: verslag", self.rng.choice(("report", "poster", "tool")), words.SUMMARY, self.file,
            "published" if public else "waiting", judged, "partner" if judged else "",
            at["delivered"], published or at["delivered"], published,
        )  # fmt: skip
        if public:
            self.output_moves.add(nth, "waiting", "published", teacher, published, "")


def _learning_questions(rng: Random, now: datetime, people: People, cases: list[int]) -> list[int]:
    """The learning questions that are there; on an empty portal the six of `words`, with some cases."""
    if known := list(LearningQuestion.objects.values_list("pk", flat=True)[:500]):
        return known
    created = now - timedelta(days=YEARS * 365)
    for title, question in words.LEARNING_QUESTIONS:
        made = LearningQuestion.objects.create(
            title=title, slug=slugify(title), question=question, state="open", created_at=created,
            proposed_by_id=rng.choice(people.all)[0],
        )  # fmt: skip
        LearningQuestionMove.objects.create(
            subject=made, from_state="proposed", to_state="open", by_id=rng.choice(people.teachers), at=created
        )
        made.cases.set(rng.sample(cases, min(len(cases), 12)))
    return list(LearningQuestion.objects.values_list("pk", flat=True))
