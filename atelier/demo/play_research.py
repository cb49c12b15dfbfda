"""Learning questions, questions from practice, and eight projects from draft to published."""

from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile

from atelier.demo.research import ASKED, PROJECTS, QUESTIONS, DemoAsked, DemoProject, DemoQuestion, Output
from atelier.demo.stage import Stage
from members.models import Member
from research import actions
from research.models import Project
from research.states import OutputKind, ProjectState, Promise, QuestionState

S = ProjectState


def research(stage: Stage) -> None:
    for told in QUESTIONS:
        _question(stage, told)
    for wish in ASKED:
        stage.then(stage.ago(wish.days), partial(_ask, stage, wish))
    for project in PROJECTS:
        _project(stage, project)


def _question(stage: Stage, told: DemoQuestion) -> None:
    ingrid = stage.people["ingrid"]

    def propose() -> None:
        stage.questions[told.key] = actions.propose_question(
            by=stage.people[told.by], title=told.title, question=told.question, about=told.about
        )

    def take_on() -> None:
        question = stage.questions[told.key]
        if question.state == QuestionState.PROPOSED:
            actions.move_question(question, QuestionState.OPEN, by=ingrid)

    def link() -> None:
        for key in told.cases:
            actions.link_case(stage.questions[told.key], stage.case(key), by=ingrid)

    def answer() -> None:
        question = stage.questions[told.key]
        actions.edit_question(
            question, by=ingrid, title=told.title, question=told.question, about=told.about, answer=told.answer
        )
        actions.move_question(question, QuestionState.ANSWERED, by=ingrid, reason="We weten genoeg om te beginnen.")

    stage.then(stage.ago(told.days), propose)
    if told.state == QuestionState.PROPOSED:
        return
    stage.then(stage.ago(told.days - 9), take_on)
    stage.then(stage.ago(0.4), link)
    if told.state == QuestionState.ANSWERED:
        stage.then(stage.ago(90), answer)


def _ask(stage: Stage, wish: DemoAsked) -> None:
    asker = stage.people[wish.by]
    stage.asked[wish.key] = actions.ask_question(
        by=asker,
        title=wish.title,
        question=wish.question,
        why=wish.why,
        help=wish.help,
        organisation=asker.organisation,
    )


def _project(stage: Stage, told: DemoProject) -> None:
    by, supervisor = stage.people[told.by], stage.people[told.supervisor]
    begins = stage.ago(-told.starts)
    registered = min(begins - timedelta(days=21), stage.ago(3 if told.state == S.REGISTERED else 9))
    stage.then(registered - timedelta(days=2), lambda: _draft(stage, told))
    stage.then(registered, lambda: _fill_and_register(stage, told))
    if told.state == S.REGISTERED:
        return
    judged = registered + timedelta(days=5)
    if told.state == S.CHANGES_ASKED:
        stage.then(judged, lambda: actions.ask_changes(_now(stage, told), by=supervisor, note=told.why))
        return
    stage.then(judged, lambda: actions.approve(_now(stage, told), by=supervisor))
    if told.state == S.WITHDRAWN:
        stage.then(begins, lambda: actions.withdraw(_now(stage, told), by=by, reason=told.why))
        return
    stage.then(begins, lambda: _start(stage, told, by))
    for title, due, done in told.milestones:
        if done:
            stage.then(stage.ago(-due + 1), partial(_finish, stage, told, by, title))
    delivered = min(stage.ago(-told.ends + 14), stage.ago(4))
    for output in told.outputs:
        _output(stage, told, output, delivered)


def _now(stage: Stage, told: DemoProject) -> Project:
    project = stage.projects[told.key]
    project.refresh_from_db()
    return project


def _draft(stage: Stage, told: DemoProject) -> None:
    stage.projects[told.key] = actions.start_draft(
        by=stage.people[told.by],
        title=told.title,
        question=told.question,
        reason=told.reason,
        asked=stage.asked.get(told.asked),
    )


def _fill_and_register(stage: Stage, told: DemoProject) -> None:
    by, project = stage.people[told.by], _now(stage, told)
    actions.save_registration(
        project,
        by=by,
        method=told.method,
        starts_on=stage.ago(-told.starts).date(),
        ends_on=stage.ago(-told.ends).date(),
        supervisor=stage.people[told.supervisor],
        partner=stage.organisations.get(told.partner),
        participants=[by, *(stage.people[one] for one in told.with_)],
        cases=[stage.case(key) for key in told.cases if key in stage.cases],
        learning_questions=[stage.questions[key] for key in told.questions if key in stage.questions],
        promises=list(Promise.values),
    )
    actions.register(_now(stage, told), by=by)


def _start(stage: Stage, told: DemoProject, by: Member) -> None:
    actions.start(_now(stage, told), by=by)
    for title, due, _done in told.milestones:
        actions.add_milestone(_now(stage, told), by=by, title=title, due_on=stage.ago(-due).date())


def _finish(stage: Stage, told: DemoProject, by: Member, title: str) -> None:
    actions.finish_milestone(_now(stage, told).milestones.get(title=title), by=by)


def _output(stage: Stage, told: DemoProject, output: Output, delivered: datetime) -> None:
    by, supervisor = stage.people[told.by], stage.people[told.supervisor]

    def deliver() -> None:
        file = ContentFile(pdf(output.title), name="opbrengst.pdf")
        actions.deliver_output(
            _now(stage, told),
            by=by,
            title=output.title,
            kind=output.kind,
            summary=output.summary,
            file=file,
            show_my_name=told.by == "lars" or output.kind == OutputKind.POSTER,
        )

    def publish() -> None:
        actions.publish_output(_now(stage, told).outputs.get(title=output.title), by=supervisor)

    def judge() -> None:
        made = _now(stage, told).outputs.select_related("project__asked").get(title=output.title)
        asked = made.project.asked
        by = asked.asker if asked else _somebody_of(stage, told.partner)
        if by is not None:
            actions.judge_output(made, by=by, judgement=output.judgement, judgement_words=output.words)
            if output.words:
                actions.read_words(made, by=supervisor)

    stage.then(delivered, deliver)
    if output.published:
        stage.then(delivered + timedelta(days=6), publish)
        if output.judgement:
            stage.then(delivered + timedelta(days=20), judge)


def _somebody_of(stage: Stage, organisation: str) -> Member | None:
    return next((one for one in stage.people.values() if one.organisation == stage.organisations[organisation]), None)


def pdf(title: str) -> bytes:
    """A real one-page PDF with the title on it."""
    line = "".join(sign if sign.isascii() and sign not in "()\\" else " " for sign in title)
    text = f"BT /F1 24 Tf 60 740 Td ({line}) Tj ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
