"""What the studio wants to learn in the end."""

from typing import cast

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from members.permissions import may_take_part
from members.requests import Viewer
from research.permissions import may_keep_questions
from research.states import PUBLISHED_QUESTIONS, QUESTION_TONES, QuestionState


class LearningQuestionQuerySet(models.QuerySet["LearningQuestion"]):
    def visible_to(self, user: Viewer) -> "LearningQuestionQuerySet":
        """Members see what the studio took on, and what they proposed; keepers all; visitors nothing."""
        if not may_take_part(user):
            return self.none()
        if may_keep_questions(user):
            return self
        return self.filter(Q(state__in=PUBLISHED_QUESTIONS) | Q(proposed_by=user))

    def linkable(self) -> "LearningQuestionQuerySet":
        """What a project may take up: everything that was not set aside."""
        return self.exclude(state=QuestionState.SET_ASIDE)


_LearningQuestionManager = models.Manager.from_queryset(LearningQuestionQuerySet)


class LearningQuestionManager(_LearningQuestionManager["LearningQuestion"]):
    def get_queryset(self) -> LearningQuestionQuerySet:
        """Without the search column, which is long and which no page shows."""
        return cast("LearningQuestionQuerySet", super().get_queryset().defer("search"))


class LearningQuestion(models.Model):
    """A question the studio carries through the years; cases, meetings, projects and insights meet on its page."""

    title = models.CharField(_("short name"), max_length=120)
    slug = models.SlugField(_("address on the site"), max_length=140, unique=True, editable=False)
    question = models.CharField(_("the question"), max_length=400)
    about = models.TextField(_("why this question"), blank=True, max_length=4000)
    state = models.CharField(
        _("state"), max_length=20, choices=QuestionState, default=QuestionState.PROPOSED, editable=False
    )
    answer = models.TextField(_("what we know now"), blank=True, max_length=4000)
    cases = models.ManyToManyField(
        "cases.Case", verbose_name=_("cases"), blank=True, related_name="learning_questions"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="proposed_questions",
    )
    created_at = models.DateTimeField(_("proposed on"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="dutch_unaccent")
        + SearchVector("question", weight="B", config="dutch_unaccent")
        + SearchVector("about", weight="C", config="dutch_unaccent"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = LearningQuestionManager()

    class Meta:
        verbose_name = _("learning question")
        verbose_name_plural = _("learning questions")
        ordering = ["title", "pk"]
        indexes = [
            GinIndex(fields=["search"], name="learning_question_search"),
            models.Index(fields=["state", "title", "id"], name="learning_question_list"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=QuestionState.values), name="learning_question_state")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("research:question", args=[self.slug])

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return QUESTION_TONES.get(self.state, "")


class LearningQuestionMove(Move):
    subject = models.ForeignKey(LearningQuestion, on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("step of a learning question")
        verbose_name_plural = _("steps of learning questions")
