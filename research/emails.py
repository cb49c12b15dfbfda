"""The mails of research: one function per message. They name the action, hold no case text, and are rendered when
they leave, so what is no longer true is not sent."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from atelier.mail.messages import Mail, Obsolete, Recipient, absolute_url, compose, message
from research.models import AskedQuestion, LearningQuestion, Milestone, Output, Project, ProjectChange
from research.states import (
    AT_WORK,
    ENDED,
    PUBLISHED_QUESTIONS,
    AskedState,
    ChangeState,
    JudgedAs,
    OutputState,
    ProjectState,
    QuestionState,
)


@message("research.asked", called=gettext_lazy("Question for research received"))
def asked(to: Recipient, *, asked: int) -> Mail:
    """To the asker: we have your question."""
    question = _asked(asked)
    return _mail("asked", to, question.get_absolute_url(), asked=question)


@message("research.picked_up", called=gettext_lazy("Question for research picked up"))
def picked_up(to: Recipient, *, asked: int) -> Mail:
    """To the asker: students took it up."""
    question = _asked(asked)
    if question.state != AskedState.PICKED_UP:
        raise Obsolete
    return _mail("picked_up", to, question.get_absolute_url(), asked=question)


@message("research.research_on_asked_stopped", called=gettext_lazy("Research on a question stopped"))
def research_on_asked_stopped(to: Recipient, *, asked: int) -> Mail:
    """To the asker: the research that took it up was withdrawn."""
    question = _asked(asked)
    if question.state not in (AskedState.OPEN, AskedState.PICKED_UP):
        raise Obsolete
    return _mail("research_on_asked_stopped", to, question.get_absolute_url(), asked=question)


@message("research.asked_withdrawn", called=gettext_lazy("Question for research taken back"))
def asked_withdrawn(to: Recipient, *, project: int) -> Mail:
    """To the researchers: the question they took up was taken back."""
    found = Project.objects.filter(pk=project, asked__state=AskedState.WITHDRAWN).exclude(state__in=ENDED)
    subject = found.select_related("asked").first()
    if subject is None:
        raise Obsolete
    return _mail("asked_withdrawn", to, subject.get_absolute_url(), project=subject, asked=subject.asked)


@message("research.question_opened", called=gettext_lazy("Learning question taken on"))
def question_opened(to: Recipient, *, question: int) -> Mail:
    """To who proposed it: the studio takes it on."""
    return _about_question("question_opened", to, question, *PUBLISHED_QUESTIONS)


@message("research.question_set_aside", called=gettext_lazy("Learning question set aside"))
def question_set_aside(to: Recipient, *, question: int) -> Mail:
    """To who proposed it; the reason stands on the page."""
    return _about_question("question_set_aside", to, question, QuestionState.SET_ASIDE)


@message("research.received", called=gettext_lazy("Registration of research received"))
def received(to: Recipient, *, project: int) -> Mail:
    """To the researchers: your registration is in."""
    return _about_project("received", to, project, ProjectState.REGISTERED)


@message("research.to_review", called=gettext_lazy("Registration waits for the supervisor"))
def to_review(to: Recipient, *, project: int) -> Mail:
    """To the supervisor: a registration waits for you."""
    return _about_project("to_review", to, project, ProjectState.REGISTERED)


@message("research.changes_asked", called=gettext_lazy("Changes asked in a registration"))
def changes_asked(to: Recipient, *, project: int) -> Mail:
    return _about_project("changes_asked", to, project, ProjectState.CHANGES_ASKED)


@message("research.approved", called=gettext_lazy("Research approved"))
def approved(to: Recipient, *, project: int) -> Mail:
    return _about_project("approved", to, project, *AT_WORK)


@message("research.withdrawn", called=gettext_lazy("Research stopped"))
def withdrawn(to: Recipient, *, project: int) -> Mail:
    return _about_project("withdrawn", to, project, ProjectState.WITHDRAWN)


@message("research.milestone_soon", called=gettext_lazy("A milestone is near"))
def milestone_soon(to: Recipient, *, milestone: int) -> Mail:
    return _about_milestone("milestone_soon", to, milestone)


@message("research.milestone_late", called=gettext_lazy("A milestone is late"))
def milestone_late(to: Recipient, *, milestone: int) -> Mail:
    return _about_milestone("milestone_late", to, milestone)


@message("research.output_to_review", called=gettext_lazy("Output waits for the supervisor"))
def output_to_review(to: Recipient, *, output: int) -> Mail:
    return _about_output("output_to_review", to, output, Output.objects.waiting())


@message("research.output_returned", called=gettext_lazy("Changes asked in an output"))
def output_returned(to: Recipient, *, output: int) -> Mail:
    return _about_output("output_returned", to, output, Output.objects.returned())


@message("research.output_published", called=gettext_lazy("Output published"))
def output_published(to: Recipient, *, output: int) -> Mail:
    return _about_output("output_published", to, output, Output.objects.published())


@message("research.output_withdrawn", called=gettext_lazy("Output taken back"))
def output_withdrawn(to: Recipient, *, output: int) -> Mail:
    """To the researchers and their supervisor: it is off the public page; why stands there."""
    off = Output.objects.filter(published_at__isnull=False).exclude(state=OutputState.PUBLISHED)
    return _about_output("output_withdrawn", to, output, off)


@message("research.left_alone", called=gettext_lazy("Research misses somebody"))
def left_alone(to: Recipient, *, project: int) -> Mail:
    """To who stays, and the moderators: nobody does this research any more, or nobody supervises it."""
    found = Project.objects.left_alone().filter(pk=project).select_related("supervisor").first()
    if found is None:
        raise Obsolete
    done_by_nobody = not found.participants.filter(is_active=True).exists()
    return _mail("left_alone", to, found.get_absolute_url(), project=found, done_by_nobody=done_by_nobody)


@message("research.change_asked", called=gettext_lazy("Change of research waits for the supervisor"))
def change_asked(to: Recipient, *, change: int) -> Mail:
    return _about_change("change_asked", to, change, ChangeState.WAITING)


@message("research.change_agreed", called=gettext_lazy("Change of research agreed"))
def change_agreed(to: Recipient, *, change: int) -> Mail:
    return _about_change("change_agreed", to, change, ChangeState.AGREED)


@message("research.change_refused", called=gettext_lazy("Change of research not agreed"))
def change_refused(to: Recipient, *, change: int) -> Mail:
    return _about_change("change_refused", to, change, ChangeState.REFUSED)


@message("research.please_judge", called=gettext_lazy("Judge an output, to the asker"))
def please_judge(to: Recipient, *, output: int) -> Mail:
    """To the asker: read what came out, and say whether you can use it."""
    published = _output(output, Output.objects.published())
    if published.judged_as == JudgedAs.ASKER:
        raise Obsolete
    return _mail("please_judge", to, reverse("research:output_judge", args=[published.pk]), output=published)


def _asked(pk: int) -> AskedQuestion:
    try:
        return AskedQuestion.objects.get(pk=pk)
    except AskedQuestion.DoesNotExist as gone:
        raise Obsolete from gone


def _about_question(name: str, to: Recipient, pk: int, *states: str) -> Mail:
    question = LearningQuestion.objects.filter(pk=pk, state__in=states).first()
    if question is None:
        raise Obsolete
    return _mail(name, to, question.get_absolute_url(), question=question)


def _about_project(name: str, to: Recipient, pk: int, *states: str) -> Mail:
    project = Project.objects.filter(pk=pk, state__in=states).select_related("supervisor").first()
    if project is None:
        raise Obsolete
    return _mail(name, to, project.get_absolute_url(), project=project)


def _about_change(name: str, to: Recipient, pk: int, state: str) -> Mail:
    change = ProjectChange.objects.filter(pk=pk, state=state).select_related("project").first()
    if change is None:
        raise Obsolete
    return _mail(name, to, f"{change.project.get_absolute_url()}#changes", project=change.project)


def _about_milestone(name: str, to: Recipient, pk: int) -> Mail:
    milestone = Milestone.objects.to_do().filter(pk=pk).select_related("project").first()
    if milestone is None:
        raise Obsolete
    return _mail(name, to, milestone.project.get_absolute_url(), milestone=milestone, project=milestone.project)


def _about_output(name: str, to: Recipient, pk: int, among: QuerySet[Output]) -> Mail:
    output = _output(pk, among)
    return _mail(name, to, output.project.get_absolute_url(), output=output, project=output.project)


def _output(pk: int, among: QuerySet[Output]) -> Output:
    output = among.filter(pk=pk).select_related("project").first()
    if output is None:
        raise Obsolete
    return output


def _mail(name: str, to: Recipient, path: str, **context: object) -> Mail:
    return compose(f"research/email/{name}", to, {**context, "link": absolute_url(path)})
