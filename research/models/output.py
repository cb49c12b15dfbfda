"""What research gives: handed in, published, judged by practice."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from atelier.base.data.notes import Happened, PublicNote
from atelier.base.files.uploads import NewName
from atelier.base.types import Values
from members.permissions import may_moderate, may_take_part
from members.requests import Viewer
from research.models.project import Project
from research.states import JUDGEMENT_TONES, JudgedAs, Judgement, OutputKind, OutputState, ProjectState


class OutputQuerySet(models.QuerySet["Output"]):
    def published(self) -> "OutputQuerySet":
        return self.filter(state=OutputState.PUBLISHED)

    def waiting(self) -> "OutputQuerySet":
        """For a reviewer; of withdrawn research nothing is published any more."""
        return self.filter(state=OutputState.WAITING).exclude(project__state=ProjectState.WITHDRAWN)

    def returned(self) -> "OutputQuerySet":
        """For the researchers, who were asked for changes."""
        return self.filter(state=OutputState.RETURNED).exclude(project__state=ProjectState.WITHDRAWN)

    def visible_to(self, user: Viewer) -> "OutputQuerySet":
        """Everybody sees what is published; the rest only who works on the project, supervises it or moderates."""
        published = Q(state=OutputState.PUBLISHED)
        if not may_take_part(user):
            return self.filter(published)
        if may_moderate(user):
            return self.all()
        return self.filter(published | Q(project__in=Project.objects.involving(user)))

    def words_waiting(self) -> "OutputQuerySet":
        """Practice said something in its own words, which a second person has not read yet."""
        return self.filter(state=OutputState.PUBLISHED, words_read_at=None).exclude(judgement_words="")

    def with_names(self) -> "OutputQuerySet":
        """Adds `named`: {"pk", "name"} of each researcher who takes part and shows the own name with this work."""
        shown = NameShown.objects.filter(output=OuterRef("pk"), member__is_active=True).order_by("member__name")
        names = ArraySubquery(shown.values(one=JSONObject(pk="member_id", name="member__name")))
        declared: dict[str, ArraySubquery] = {"named": names}  # by name, since Output declares its type
        return self.annotate(**declared)


_OutputManager = models.Manager.from_queryset(OutputQuerySet)


class OutputManager(_OutputManager["Output"]):
    def get_queryset(self) -> OutputQuerySet:
        """Without the search column, which is long and which no page shows."""
        return cast("OutputQuerySet", super().get_queryset().defer("search"))


class Output(models.Model):
    """Something a project made: a file with a summary in plain words, and what the asker makes of it."""

    # What the page of its project says to who looks.
    shown_notes: Sequence["OutputNote"]
    may_judge: bool
    may_review: bool
    may_take_back: bool
    may_revise: bool
    may_withdraw: bool
    may_correct: bool
    may_read_words: bool
    may_take_words_off: bool
    version: str
    names_me: bool
    named: Sequence[Values]  # by `with_names`

    project = models.ForeignKey(
        Project, verbose_name=_("research project"), on_delete=models.CASCADE, related_name="outputs"
    )
    title = models.CharField(_("title"), max_length=140)
    kind = models.CharField(_("kind"), max_length=20, choices=OutputKind, default=OutputKind.REPORT)
    summary = models.TextField(_("summary in plain words"), max_length=3000)
    file = models.FileField(_("file"), upload_to=NewName("outputs"))
    state = models.CharField(
        _("state"), max_length=20, choices=OutputState, default=OutputState.WAITING, editable=False
    )
    note = models.TextField(_("what the reviewer asks to change"), blank=True, max_length=2000, editable=False)
    judgement = models.CharField(_("judgement of the asker"), max_length=20, choices=Judgement, blank=True)
    judgement_words = models.TextField(_("in the asker's words"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("judged by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="judged_outputs",
    )
    judged_as = models.CharField(_("judged as"), max_length=10, choices=JudgedAs, blank=True, editable=False)
    # A second person has read those words; before that only who is concerned sees them.
    words_read_at = models.DateTimeField(_("words read by a second person on"), null=True, editable=False)
    # Who wrote in it since it was last published: somebody else publishes it.
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("writers"), blank=True, editable=False, related_name="+"
    )
    judged_at = models.DateTimeField(_("judged on"), null=True, editable=False)
    created_at = models.DateTimeField(_("delivered on"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="dutch_unaccent")
        + SearchVector("summary", weight="B", config="dutch_unaccent"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = OutputManager()

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering = ["-published_at", "-created_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="output_search"),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(state=OutputState.PUBLISHED), name="output_published"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OutputState.values), name="output_state"),
            models.CheckConstraint(
                condition=~Q(state=OutputState.PUBLISHED) | Q(published_at__isnull=False),
                name="output_published_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.project.get_absolute_url()}#output-{self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == OutputState.PUBLISHED

    @property
    def waits(self) -> bool:
        """For somebody to review it."""
        return self.state == OutputState.WAITING

    @property
    def number_of_version(self) -> int:
        """How often it was published, with the notes that its page shows."""
        return 1 + sum(note.what == Happened.AGAIN for note in self.shown_notes)

    @property
    def tone(self) -> str:
        """How the chip of its judgement looks."""
        return JUDGEMENT_TONES.get(self.judgement, "")

    @property
    def file_facts(self) -> str:
        """Kind and size; nothing when the file is gone from the disk."""
        try:
            size = filesizeformat(self.file.size)
        except OSError:
            return ""
        return f"{PurePath(self.file.name or '').suffix.lstrip('.').upper()}, {size}"

    @property
    def file_url(self) -> str:
        return reverse("research:output_file", args=[self.pk])


class NameShown(models.Model):
    """A researcher's consent: "show my name with this work". There is a row while it holds; withdrawn, it is gone."""

    output = models.ForeignKey(
        Output, verbose_name=_("output"), on_delete=models.CASCADE, related_name="names", editable=False
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="names_shown",
        editable=False,
    )
    at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("name with an output")
        verbose_name_plural = _("names with outputs")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["output", "member"], name="name_shown_once")]

    def __str__(self) -> str:
        return f"{self.output_id}: {self.member_id}"


class OutputNote(PublicNote):
    subject = models.ForeignKey(Output, verbose_name=_("output"), on_delete=models.CASCADE, related_name="notes")

    class Meta(PublicNote.Meta):
        verbose_name = _("public note of an output")
        verbose_name_plural = _("public notes of outputs")


class OutputMove(Move):
    subject = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("step of an output")
        verbose_name_plural = _("steps of outputs")
