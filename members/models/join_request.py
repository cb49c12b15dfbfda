"""Somebody who asks to join, from the form to the moderator's answer."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.moves import Move
from atelier.base.data.names import name_vector
from members.models.member import Member
from members.models.organisation import Organisation
from members.states import JOIN_OPEN, JoinState, OrganisationKind, Perspective


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def open(self) -> "JoinRequestQuerySet":
        """Not yet answered."""
        return self.filter(state__in=JOIN_OPEN)

    def waiting(self) -> "JoinRequestQuerySet":
        """Confirmed, and waiting for a moderator."""
        return self.filter(state=JoinState.WAITING)


class JoinRequest(models.Model):
    state = models.CharField(
        _("state"), max_length=20, choices=JoinState, default=JoinState.UNCONFIRMED, editable=False
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", _("Dutch")), ("en", _("English"))], default="nl"
    )
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="join_requests",
    )
    # An organisation the studio does not know yet; it becomes one when a moderator accepts.
    proposed_name = models.CharField(_("proposed organisation"), max_length=120, blank=True)
    proposed_kind = models.CharField(_("kind of organisation"), max_length=20, choices=OrganisationKind, blank=True)
    brings = models.TextField(_("what I bring"), max_length=1000)
    hopes = models.TextField(_("what I hope to learn"), max_length=1000)
    house_rules_at = models.DateTimeField(_("agreed with the house rules on"), default=timezone.now, editable=False)
    # Anew with each new text and link before it is confirmed: the days of the link run from here.
    created_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    # A new confirmation mail raises it and so ends the older links.
    link_version = models.PositiveIntegerField(default=1, editable=False)
    # Who left and comes back has asked more than once.
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="join_requests",
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("join request")
        verbose_name_plural = _("join requests")
        ordering = ["waiting_since", "created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(state__in=JOIN_OPEN), name="join_request_one_open_per_address"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "waiting_since"], name="join_request_waiting"),
            GinIndex(name_vector(), name="join_request_name_words"),
            models.Index(Upper("email"), name="join_request_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unconfirmed(self) -> bool:
        return self.state == JoinState.UNCONFIRMED


class JoinRequestMove(Move):
    subject = models.ForeignKey(JoinRequest, on_delete=models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("move of a join request")
        verbose_name_plural = _("moves of join requests")
