"""What several pages of research begin with: the project or output, and who it is for."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from members.requests import MemberRequest
from research.models import Output, Project
from research.states import ProjectState

RESEARCHERS_ONLY = gettext_lazy("Only who works on this research can do this.")
RUNNING_ONLY = gettext_lazy("This is possible while the research runs.")
MODERATORS_ONLY = gettext_lazy("Only a moderator can do this.")
REVIEWERS_ONLY = gettext_lazy("Only the supervisor of this research, or a moderator, can do this.")


def found_project(request: MemberRequest, slug: str) -> Project:
    visible = Project.objects.visible_to(request.user).exclude(state=ProjectState.DRAFT)
    return get_object_or_404(visible.prefetch_related("participants"), slug=slug)


def found_output(request: HttpRequest, pk: int) -> Output:
    visible = Output.objects.visible_to(request.user).select_related(
        "project", "project__asked", "project__supervisor"
    )
    return get_object_or_404(visible.prefetch_related("project__participants"), pk=pk)


def page_of_output(request: HttpRequest, pk: int) -> str:
    return found_output(request, pk).get_absolute_url()
