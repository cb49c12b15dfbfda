"""Who is asked, who comes, who was there; guests with a link of their own."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.states import CHOSEN, COMING, YOU_WAIT, Choice, Presence, RoundKind, Seat
from members.models import FromOrganisation, Organisation
from members.states import Perspective


class AnswerQuerySet(models.QuerySet["Answer"]):
    def shown(self) -> "AnswerQuerySet":
        """To meetings that everybody may know of."""
        return self.filter(meeting__in=Meeting.objects.shown())

    def coming(self) -> "AnswerQuerySet":
        """With a place, in the room or online."""
        return self.filter(choice__in=COMING, state=Seat.CONFIRMED)

    def waiting_list(self) -> "AnswerQuerySet":
        """In fair order: who answered first stands first."""
        waiting = self.filter(choice=Choice.YES_ONSITE, state=Seat.WAITING, member__is_active=True)
        return waiting.order_by("answered_at", "pk")

    def seated(self) -> "AnswerQuerySet":
        """With a seat in the room, of who takes part now."""
        return self.filter(choice=Choice.YES_ONSITE, state=Seat.CONFIRMED, member__is_active=True)

    def counted(self) -> "AnswerQuerySet":
        """Without who left before answering; what somebody answered before leaving stays, as part of what was."""
        return self.exclude(choice=Choice.NONE, member__is_active=False)

    def unanswered(self) -> "AnswerQuerySet":
        return self.filter(choice=Choice.NONE)


class Answer(FromOrganisation):
    """A member's invitation and what they answered."""

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="answers"
    )
    # As it was when this member was asked, and last answered.
    perspective = models.CharField(
        _("perspective"), max_length=20, choices=Perspective, blank=True, default="", db_default="", editable=False
    )
    choice = models.CharField(_("answer"), max_length=20, choices=Choice, default=Choice.NONE)
    state = models.CharField(_("place"), max_length=20, choices=Seat, default=Seat.CONFIRMED, editable=False)
    access_needs = models.CharField(_("what you need to be able to take part"), max_length=300, blank=True)
    food_needs = models.CharField(_("food and drink"), max_length=300, blank=True)
    shows_name = models.BooleanField(_("others may see that I come"), default=False)
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    # When the answer or the seat last changed: the stamp of the event in this member's calendar.
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["meeting", "member"]
        indexes = [models.Index(fields=["member", "meeting"], name="answer_by_member")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="answer_once"),
            models.CheckConstraint(
                condition=models.Q(choice=Choice.NONE) | models.Q(answered_at__isnull=False),
                name="answer_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state=Seat.CONFIRMED) | models.Q(choice=Choice.YES_ONSITE),
                name="answer_waits_for_the_room_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.choice}"

    @property
    def has_place(self) -> bool:
        """Comes, with a seat in the room or online."""
        return self.choice in COMING and self.state == Seat.CONFIRMED

    @property
    def waits(self) -> bool:
        return self.state == Seat.WAITING

    @property
    def said_no(self) -> bool:
        return self.choice == Choice.NO

    @property
    def is_given(self) -> bool:
        """The member answered, whatever it was."""
        return self.choice != Choice.NONE

    @property
    def is_for_the_room(self) -> bool:
        return self.choice == Choice.YES_ONSITE

    @property
    def is_for_online(self) -> bool:
        return self.choice == Choice.YES_ONLINE

    @property
    def perspective_label(self) -> str:
        return str(Perspective(self.perspective).label) if self.perspective else ""

    @property
    def sentence(self) -> str:
        """To who answered."""
        return str(YOU_WAIT if self.waits else CHOSEN[self.choice])

    @property
    def summary(self) -> str:
        """To who coordinates."""
        return str(Seat.WAITING.label if self.waits else Choice(self.choice).label)

    @property
    def tone(self) -> str:
        """The colour of the answer."""
        if self.waits:
            return "wait"
        return "good" if self.choice in COMING else ""


class Attendance(FromOrganisation):
    """Who was there, ticked by a coordinator or by the member with the code on the screen."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="attendances"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="attendances"
    )
    # As it was when this was ticked.
    perspective = models.CharField(
        _("perspective"), max_length=20, choices=Perspective, blank=True, default="", db_default="", editable=False
    )
    presence = models.CharField(_("was there"), max_length=20, choices=Presence)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ticked by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("ticked at"), auto_now=True, editable=False)
    reason = models.CharField(_("reason of the correction"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["meeting", "member"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.presence}"


def slides_path(expert: "GuestExpert", filename: str) -> str:
    """A name of our own; the sender's file name never reaches the disk."""
    suffix = filename.rsplit(".", 1)[-1].lower()[:5] if "." in filename else "bin"
    return f"slides/{expert.meeting_id}/{uuid.uuid4().hex}.{suffix}"


class GuestExpert(models.Model):
    """Somebody from the field who joins one meeting by a personal link, without an account."""

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="experts")
    item = models.OneToOneField(
        AgendaItem,
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="expert",
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", _("Dutch")), ("en", _("English"))], default="nl"
    )
    slides = models.FileField(_("slides"), upload_to=slides_path, blank=True, max_length=200)
    slides_name = models.CharField(_("name of the file"), max_length=120, blank=True, editable=False)
    # A new link makes the old ones void.
    token_version = models.PositiveIntegerField(default=1, editable=False)
    expires_at = models.DateTimeField(_("link works until"))
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        verbose_name = _("guest expert")
        verbose_name_plural = _("guest experts")
        ordering = ["meeting", "name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="expert_once_per_meeting")]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """A member's personal calendar address. Only the hash of its token is kept."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.member_id)


class Round(models.Model):
    """Mail about a meeting to more people than one request can serve: the worker goes on with it, part by part.

    Holds no person: a round of invitations asks who has none yet, any other goes on after the last answer it served.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="rounds", editable=False
    )
    what = models.CharField(_("what"), max_length=20, choices=RoundKind, editable=False)
    # Of a round of invitations; neither is everybody.
    perspectives = models.JSONField(_("perspectives"), default=list, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
    )
    after = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("round of mail")
        verbose_name_plural = _("rounds of mail")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.meeting_id}"
