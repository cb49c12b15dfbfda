"""An output: hand it in, publish it, judge it, correct or withdraw it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from atelier.audit.actions import record
from atelier.base.data.moves import move
from atelier.base.data.notes import Happened
from atelier.base.exceptions import NotAllowed, WroteItOneself
from atelier.base.files.uploads import discard, discarded_on_error, why_of
from atelier.desk.seconds import propose
from atelier.mail.actions import queue_many
from research.actions.project import stop_reminders
from research.models import NameShown, Output, Project
from research.models.output import OutputQuerySet
from research.permissions import (
    judges_as,
    may_add_output,
    may_correct,
    may_judge,
    may_read_words,
    may_review_output,
    may_revise,
    may_take_back,
    may_take_words_off,
    may_withdraw_output,
    works_on,
)
from research.states import ASKED_MOVES, OUTPUT_MOVES, PROJECT_MOVES, AskedState, OutputState, ProjectState

if TYPE_CHECKING:
    from members.models import Member

JUDGED = ("judgement", "judgement_words", "judged_by", "judged_as", "judged_at", "words_read_at")


@transaction.atomic
def deliver_output(
    project: Project,
    *,
    by: "Member",
    title: str,
    kind: str,
    summary: str,
    file: "File[bytes]",
    show_my_name: bool = False,
) -> Output:
    """Hand in something the project made; it waits for the supervisor, who gets a mail.

    The first one makes the project delivered. `show_my_name`: of who hands it in; each other researcher chooses alone.
    """
    if not may_add_output(by, project):
        raise NotAllowed
    output = Output(project=project, title=title, kind=kind, summary=summary, file=file)
    with discarded_on_error(output.file):
        output.save()
        output.writers.add(by)
        if project.state == ProjectState.RUNNING:
            move(project, ProjectState.DELIVERED, table=PROJECT_MOVES, by=by)
        record("output.delivered", output, by=by, note=why_of(file))
        if show_my_name:
            show_name(output, by=by)
        _ask_review(output)
    return output


@transaction.atomic
def return_output(output: Output, *, by: "Member", note: str) -> None:
    """Ask the researchers to change it, by a mail; with nothing else under review the project runs again."""
    project = output.project
    if not may_review_output(by, output):
        raise NotAllowed
    move(output, OutputState.RETURNED, table=OUTPUT_MOVES, by=by, reason=note, note=note)
    if project.state == ProjectState.DELIVERED and not _under_review(project).exists():
        move(project, ProjectState.RUNNING, table=PROJECT_MOVES, by=by)
    record("output.returned", output, by=by)
    _tell("research.output_returned", output, project.participants.all())


@transaction.atomic
def revise_output(
    output: Output,
    *,
    by: "Member",
    title: str,
    kind: str,
    summary: str,
    file: "File[bytes] | None" = None,
    show_my_name: bool | None = None,
) -> None:
    """Hand in a better version of what came back; the supervisor gets a mail.

    `show_my_name` None leaves that choice as it is.
    """
    project = output.project
    if not may_revise(by, output):
        raise NotAllowed
    with _rewritten(output, by=by, title=title, kind=kind, summary=summary, file=file):
        move(output, OutputState.WAITING, table=OUTPUT_MOVES, by=by, note="")
        if project.state == ProjectState.RUNNING:
            move(project, ProjectState.DELIVERED, table=PROJECT_MOVES, by=by)
        record("output.revised", output, by=by, note=why_of(file))
        if show_my_name is not None:
            (show_name if show_my_name else hide_name)(output, by=by)
        _ask_review(output)


@transaction.atomic
def take_back_output(output: Output, *, by: "Member") -> None:
    """The researchers do not hand it in after all: it goes, and its file too. Nothing left: the project runs again."""
    project = output.project
    if not may_take_back(by, output):
        raise NotAllowed
    record("output.taken_back", output, by=by)
    discard(output.file)
    output.delete()
    if project.state == ProjectState.DELIVERED and not _under_review(project).exists():
        move(project, ProjectState.RUNNING, table=PROJECT_MOVES, by=by)


@contextmanager
def _rewritten(
    output: Output, *, by: "Member", title: str, kind: str, summary: str, file: "File[bytes] | None"
) -> Iterator[None]:
    """Saved; what is done with it follows, and when that fails a new file is gone from the disk again."""
    output.title, output.kind, output.summary = title, kind, summary
    if file:
        discard(output.file)
        output.file = file
    with discarded_on_error(*([output.file] if file else [])):
        output.save(update_fields=["title", "kind", "summary", "file", "updated_at"])
        output.writers.add(by)
        yield


@transaction.atomic
def withdraw_output(output: Output, *, by: "Member", reason: str) -> None:
    """Off the public page at once, text and file; `reason` stands in its place once a second person read it.

    The other researchers and the supervisor get a mail.
    """
    if not may_withdraw_output(by, output):
        raise NotAllowed
    move(output, OutputState.WITHDRAWN, table=OUTPUT_MOVES, by=by, reason=reason)
    propose(output.notes.create(what=Happened.WITHDRAWN, by=by), {"why": reason}, by=by)
    record("output.withdrawn", output, by=by)
    involved = [*output.project.participants.all(), output.project.supervisor]
    _tell("research.output_withdrawn", output, (one for one in involved if one != by))


@transaction.atomic
def correct_output(
    output: Output,
    *,
    by: "Member",
    title: str,
    kind: str,
    summary: str,
    reason: str = "",
    file: "File[bytes] | None" = None,
) -> None:
    """Other words or another file. What was public goes off the page until a second person publishes it again.

    The supervisor gets a mail.
    """
    if not may_correct(by, output):
        raise NotAllowed
    if output.state == OutputState.PUBLISHED:
        withdraw_output(output, by=by, reason=reason)
    with _rewritten(output, by=by, title=title, kind=kind, summary=summary, file=file):
        if output.state == OutputState.WITHDRAWN:
            move(output, OutputState.WAITING, table=OUTPUT_MOVES, by=by, reason=reason)
        record("output.corrected", output, by=by, note=why_of(file))
        _ask_review(output)


@transaction.atomic
def publish_output(output: Output, *, by: "Member") -> None:
    """Everybody may read it from now on. With nothing left under review the project is published too.

    The researchers get a mail; the first time also who asked the question, to say whether it is of use. What was
    published before keeps its day, and says that it was improved.
    """
    project = output.project
    if not may_review_output(by, output):
        raise NotAllowed
    if output.writers.filter(pk=by.pk).exists():
        raise WroteItOneself
    again = output.published_at
    move(output, OutputState.PUBLISHED, table=OUTPUT_MOVES, by=by, published_at=again or timezone.now())
    output.writers.clear()
    if again:
        output.notes.create(what=Happened.AGAIN, by=by)
    if project.state == ProjectState.DELIVERED and not _under_review(project).exists():
        _publish_project(project, by=by)
    record("output.published", output, by=by)
    _tell("research.output_published", output, project.participants.all())
    if project.asked and not again:
        _tell("research.please_judge", output, [project.asked.asker])


def _publish_project(project: Project, *, by: "Member") -> None:
    move(project, ProjectState.PUBLISHED, table=PROJECT_MOVES, by=by, published_at=timezone.now())
    stop_reminders(project)
    record("project.published", project, by=by)
    asked = project.asked
    if asked and asked.state == AskedState.PICKED_UP:
        move(asked, AskedState.ANSWERED, table=ASKED_MOVES, by=by)


@transaction.atomic
def show_name(output: Output, *, by: "Member") -> None:
    """A researcher's own consent, and nobody else's: everybody who reads the output sees the name."""
    if not works_on(by, output.project):
        raise NotAllowed
    _consent, made = NameShown.objects.get_or_create(output=output, member=by)
    if made:
        record("output.name_shown", output, by=by)


@transaction.atomic
def hide_name(output: Output, *, by: "Member") -> None:
    """Consent can be taken back at any time, also by who no longer works on the project."""
    gone, _rows = NameShown.objects.filter(output=output, member=by).delete()
    if gone:
        record("output.name_hidden", output, by=by)


@transaction.atomic
def judge_output(output: Output, *, by: "Member", judgement: str, judgement_words: str = "") -> None:
    """Practice tells whether it can use this; telling again replaces the first words, the asker's the partner's."""
    if not may_judge(by, output):
        raise NotAllowed
    output.judgement, output.judgement_words = judgement, judgement_words
    output.judged_by, output.judged_as, output.judged_at = by, judges_as(by, output), timezone.now()
    output.words_read_at = None
    output.save(update_fields=[*JUDGED, "updated_at"])
    record("output.judged", output, by=by)


@transaction.atomic
def read_words(output: Output, *, by: "Member") -> None:
    """The second person: everybody may read the words of practice from now on."""
    if not may_read_words(by, output):
        raise NotAllowed
    output.words_read_at = timezone.now()
    output.save(update_fields=["words_read_at", "updated_at"])
    record("output.words_read", output, by=by)


@transaction.atomic
def take_words_off(output: Output, *, by: "Member", reason: str) -> None:
    """The words of practice go, at once and for good; the judgement stays. Where all could read them a note stays."""
    if not may_take_words_off(by, output):
        raise NotAllowed
    if output.words_read_at:
        propose(output.notes.create(what=Happened.WORDS_OFF, by=by), {"why": reason}, by=by)
    output.judgement_words, output.words_read_at = "", None
    output.save(update_fields=["judgement_words", "words_read_at", "updated_at"])
    record("output.words_off", output, by=by)


def _under_review(project: Project) -> OutputQuerySet:
    return project.outputs.filter(state=OutputState.WAITING)


def _ask_review(output: Output) -> None:
    _tell("research.output_to_review", output, [output.project.supervisor])


def _tell(kind: str, output: Output, people: "Iterable[Member | None]") -> None:
    queue_many(
        kind,
        to=[one for one in people if one is not None],
        params={"output": output.pk},
        occasion=f"output:{output.pk}",
        version=output.moves.count(),
    )
