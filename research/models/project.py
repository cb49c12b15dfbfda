"""Research on a question, by students or teacher-researchers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from members.models import Member
from members.permissions import may_coordinate, may_moderate, may_take_part
from members.requests import Viewer
from research.models.asked import AskedQuestion
from research.models.learning_question import LearningQuestion
from research.states import NEEDS_PEOPLE, PROJECT_TONES, SHOWN_TO_MEMBERS, ProjectState, Promise

if TYPE_CHECKING:
    from cases.models import Case
    from research.models.change import ProjectChange
    from research.models.output import Output, OutputNote

# `may_supervise`, in the database.
MAY_SUPERVISE = Q(supervisor__is_teacher=True) | Q(supervisor__is_superuser=True)


class ProjectQuerySet(models.QuerySet["Project"]):
    def of(self, member: "Member") -> "ProjectQuerySet":
        """Projects this member works on."""
        return self.filter(doing(member))

    def supervised_by(self, member: "Member") -> "ProjectQuerySet":
        return self.filter(supervisor=member).exclude(state=ProjectState.DRAFT)

    def left_alone(self) -> "ProjectQuerySet":
        """Goes on without somebody it needs: nobody supervises it any more, or all who do it have left."""
        through = Project.participants.through
        someone = Exists(through.objects.filter(project=OuterRef("pk"), member__is_active=True))
        whole = Q(supervisor__is_active=True) & MAY_SUPERVISE & Q(someone)
        return self.filter(state__in=NEEDS_PEOPLE).exclude(whole)

    def involving(self, member: "Member") -> "ProjectQuerySet":
        """Projects this member works on or supervises."""
        return self.filter(doing(member) | Q(supervisor=member))

    def visible_to(self, user: Viewer) -> "ProjectQuerySet":
        """Visitors see published projects, members approved ones, those involved their own, workers all but drafts.

        Who asked the question sees the research on it from its registration on: that is what the mail tells of.

        What was published is read by everybody, and its address is the page of its project; when an output was taken
        back, its note stands there.
        """
        if not may_take_part(user):
            return self.filter(Q(state=ProjectState.PUBLISHED) | _has_published())
        own = doing(user)
        if may_moderate(user) or may_coordinate(user):
            return self.filter(~Q(state=ProjectState.DRAFT) | own)
        questions = AskedQuestion.objects.asked_by(user).values("pk")
        concerned = (Q(supervisor=user) | Q(asked__in=questions)) & ~Q(state=ProjectState.DRAFT)
        return self.filter(Q(state__in=SHOWN_TO_MEMBERS) | _has_published() | concerned | own)


def doing(member: Member) -> Q:
    """Projects that `member` works on, as a condition."""
    through = Project.participants.through
    return Q(Exists(through.objects.filter(project=OuterRef("pk"), member=member)))


def _has_published() -> Q:
    outputs = Project.outputs.rel.related_model  # an output knows its project, not the other way round
    return Q(Exists(outputs._default_manager.filter(project=OuterRef("pk"), published_at__isnull=False)))


_ProjectManager = models.Manager.from_queryset(ProjectQuerySet)


class ProjectManager(_ProjectManager["Project"]):
    def get_queryset(self) -> ProjectQuerySet:
        """Without the search column, which is long and which no page shows."""
        return cast("ProjectQuerySet", super().get_queryset().defer("search"))


class Project(models.Model):
    """Small practice-based research by students or teacher-researchers, under a supervisor."""

    # What its page shows, as far as the reader may see it (`project_page`).
    shown_cases: Sequence["Case"]
    shown_questions: Sequence[LearningQuestion]
    shown_outputs: Sequence["Output"]
    shown_changes: Sequence["ProjectChange"]
    stopped_because: Sequence[str]
    gone_notes: Sequence["OutputNote"]

    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(_("address on the site"), max_length=160, unique=True, editable=False)
    question = models.TextField(_("research question"), max_length=1000, blank=True)
    reason = models.TextField(_("why practice needs this"), max_length=2000, blank=True)
    method = models.TextField(_("how you will find out"), max_length=3000, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProjectState, default=ProjectState.DRAFT, editable=False
    )
    note = models.TextField(_("what the supervisor asks to change"), blank=True, max_length=2000, editable=False)

    participants = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("researchers"), blank=True, related_name="projects"
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registered by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="registered_projects",
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("supervisor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supervised_projects",
    )
    partner = models.ForeignKey(
        "members.Organisation",
        verbose_name=_("partner organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects",
    )
    asked = models.ForeignKey(
        AskedQuestion,
        verbose_name=_("asked question"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="projects",
    )
    cases = models.ManyToManyField("cases.Case", verbose_name=_("cases"), blank=True, related_name="projects")
    learning_questions = models.ManyToManyField(
        LearningQuestion, verbose_name=_("learning questions"), blank=True, related_name="projects"
    )

    promises = ArrayField(
        models.CharField(max_length=20, choices=Promise),
        verbose_name=_("ethics and data"),
        default=list,
        blank=True,
    )
    ethics_note = models.TextField(_("what needs explaining"), blank=True, max_length=2000)

    created_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)
    registered_at = models.DateTimeField(_("registered on"), null=True, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="dutch_unaccent")
        + SearchVector("question", weight="B", config="dutch_unaccent")
        + SearchVector("method", weight="D", config="dutch_unaccent"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ProjectManager()

    class Meta:
        verbose_name = _("research project")
        verbose_name_plural = _("research projects")
        ordering = ["-created_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="project_search"),
            models.Index(fields=["state", "-created_at", "-id"], name="project_list"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ProjectState.values), name="project_state"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("The last day must come after the first day."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ProjectState.DRAFT, ProjectState.WITHDRAWN])
                | (Q(starts_on__isnull=False, ends_on__isnull=False) & ~Q(question="") & ~Q(method="")),
                name="project_registered_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("research:project", args=[self.slug])

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return PROJECT_TONES.get(self.state, "")

    @property
    def waits_for_approval(self) -> bool:
        return self.state == ProjectState.REGISTERED


class ProjectMove(Move):
    subject = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("step of a project")
        verbose_name_plural = _("steps of projects")
