"""A meeting: when, where, for how many, and how far it is."""

from datetime import date
from typing import cast

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from atelier.base.data.search import CONFIG
from meetings.models.series import Series
from meetings.states import MEETING_TONES, OPEN_STATES, PAST_STATES, MeetingState
from members.permissions import may_coordinate
from members.requests import Viewer


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def shown(self) -> "MeetingQuerySet":
        """What everybody may know of: it was published, however far it is since. No other place says this rule."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Viewer) -> "MeetingQuerySet":
        """What is shown is public (each page shows each reader their part); plans are the coordinators'."""
        return self if may_coordinate(user) else self.shown()

    def upcoming(self) -> "MeetingQuerySet":
        """Not over yet and not cancelled, the first one first."""
        return self.filter(state__in=OPEN_STATES, ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def ahead(self) -> "MeetingQuerySet":
        """Not over yet; one that was called off is told of until its day has passed."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def published(self) -> "MeetingQuerySet":
        return self.filter(state=MeetingState.PUBLISHED)

    def past(self) -> "MeetingQuerySet":
        """Over, the last one first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")


_MeetingManager = models.Manager.from_queryset(MeetingQuerySet)


class MeetingManager(_MeetingManager["Meeting"]):
    def get_queryset(self) -> MeetingQuerySet:
        """Without the search column: it is long, and no page shows it."""
        return cast("MeetingQuerySet", super().get_queryset().defer("words"))


class Meeting(models.Model):
    series = models.ForeignKey(
        Series, verbose_name=_("series"), null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    number = models.PositiveIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=160)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    # What visitors read of these two: the words with which a second person agreed.
    agreed_title = models.CharField(
        _("title for everybody"), max_length=160, blank=True, default="", db_default="", editable=False
    )
    agreed_theme = models.CharField(
        _("theme for everybody"), max_length=200, blank=True, default="", db_default="", editable=False
    )
    public_text = models.TextField(_("text for everybody"), blank=True, max_length=4000)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    online_url = models.URLField(_("link for who takes part online"), blank=True, max_length=500)
    capacity = models.PositiveSmallIntegerField(_("places in the room"), default=40)
    seats_for_lived = models.PositiveSmallIntegerField(_("places kept for experts by experience"), default=6)
    state = models.CharField(
        _("state"), max_length=20, choices=MeetingState, default=MeetingState.PLANNED, editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    checkin_code = models.CharField(_("code on the screen"), max_length=8, blank=True, editable=False)
    # Rises with every change of plan (time, place, cancel): reminders of an older plan are void.
    plan_version = models.PositiveIntegerField(default=1, editable=False)
    # The calendar's SEQUENCE: rises only with what a calendar must be told.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # Rises with every edit of the texts and the plan; the agenda's order has a count of its own.
    version = models.PositiveIntegerField(default=1, editable=False)
    agenda_version = models.PositiveIntegerField(default=1, editable=False)
    # When calendars were last told something: the stamp of the meeting in feeds.
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    # Texts that are published with the meeting; found only through visible_to().
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIG)
        + SearchVector("theme", weight="B", config=CONFIG)
        + SearchVector("public_text", "place", weight="C", config=CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = MeetingManager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="meeting_by_start"),
            GinIndex(fields=["words"], name="meeting_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The end must be later than the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats_for_lived__lte=models.F("capacity")),
                name="meeting_kept_seats_fit",
                violation_error_message=_("You cannot keep more places than there are."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False)
                | models.Q(state__in=[MeetingState.PLANNED, MeetingState.CANCELLED]),
                name="meeting_published_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["series", "starts_at"],
                condition=~models.Q(state=MeetingState.CANCELLED),
                name="meeting_once_per_series_and_start",
                violation_error_message=_("This series already has a meeting at that moment."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Meeting %(number)s: %(title)s") % {"number": self.number, "title": self.title}

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.number])

    @property
    def public_title(self) -> str:
        """To visitors: its number, until a second person agreed with a title."""
        return self.agreed_title or self.bare_title

    @property
    def public_name(self) -> str:
        """As `str()` to visitors."""
        if not self.agreed_title:
            return self.bare_title
        return gettext("Meeting %(number)s: %(title)s") % {"number": self.number, "title": self.agreed_title}

    @property
    def bare_title(self) -> str:
        return gettext("Meeting %(number)s") % {"number": self.number}

    @property
    def for_everybody(self) -> dict[str, str]:
        """Title and theme as members have them; a title that says the number only is no words of anybody."""
        title = "" if self.title == self.bare_title else self.title
        return {"agreed_title": title, "agreed_theme": self.theme}

    @property
    def waits_for_agreement(self) -> bool:
        """Visitors read another title or theme than members."""
        return any(getattr(self, name) != words for name, words in self.for_everybody.items())

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def day(self) -> date:
        """The day in Europe/Amsterdam."""
        return timezone.localdate(self.starts_at)

    @property
    def is_shown(self) -> bool:
        """As `MeetingQuerySet.shown`."""
        return self.published_at is not None

    @property
    def is_open(self) -> bool:
        """Plan and agenda may still change."""
        return self.state in OPEN_STATES

    @property
    def is_over(self) -> bool:
        return self.state in PAST_STATES or self.ends_at < timezone.now()

    @property
    def is_to_come(self) -> bool:
        return not self.is_over and not self.is_cancelled

    @property
    def beside_its_place(self) -> list[str]:
        """What members read behind the place: the address, and that one can join online."""
        online = gettext("or online") if self.online_url else ""
        return [part for part in (self.address, online) if part]

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def takes_answers(self) -> bool:
        """Invited people can answer: published, and not over."""
        return self.state == MeetingState.PUBLISHED and self.ends_at > timezone.now()

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED

    @property
    def is_published(self) -> bool:
        """Announced, and not written down as held yet."""
        return self.state == MeetingState.PUBLISHED

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return MEETING_TONES.get(self.state, "")

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED


class MeetingMove(Move):
    subject = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("step of a meeting")
        verbose_name_plural = _("steps of meetings")

    @property
    def label(self) -> str:
        return str(MeetingState(self.to_state).label)
