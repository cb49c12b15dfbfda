"""Research on the agenda of a meeting: the roof knows both rooms, they do not know each other."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from atelier.base.data.prepared import Among, prepared
from meetings.subjects import Source, Subject, register
from members.requests import Viewer
from research.models import Project
from research.states import AT_WORK, SHOWN_TO_MEMBERS

OFFERED = 100


def _subject(project: Project) -> Subject:
    return Subject(project.pk, project.title, project.get_absolute_url())


def _offered(member: Viewer) -> Iterable[Subject]:
    """Projects that are going on and that all who read the agenda may see."""
    return [_subject(project) for project in _going_on(member)]


@prepared
def _going_on(reader: Viewer) -> QuerySet[Project]:
    projects = Project.objects.visible_to(reader).filter(state__in=AT_WORK & SHOWN_TO_MEMBERS)
    return projects.order_by("title")[:OFFERED]


def _found(pks: Iterable[int]) -> Mapping[int, Subject]:
    return {project.pk: _subject(project) for project in _shown(list(pks))}


@prepared
def _shown(pks: list[int]) -> QuerySet[Project]:
    return Project.objects.filter(Among("pk", pks), state__in=SHOWN_TO_MEMBERS).order_by()


def register_subjects() -> None:
    register("project", Source(_("Research"), _offered, _found))
