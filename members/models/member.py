"""A member: one person who takes part, with roles and a perspective."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Lower, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from atelier.base.data.names import name_vector
from atelier.base.data.search import CONFIG
from members.models.organisation import Organisation
from members.states import Perspective

SEARCHED = ("name", "bio")
# What stands as the address of who has left: no mail, no login and no typed address finds them by it.
LEFT = "@vertrokken.invalid"
# So long who left stays, who may come back; then the portal erases them.
LEFT_KEPT = timedelta(days=365)
# And of who was erased.
ERASED = "@gewist.invalid"


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> "MemberQuerySet":
        """Members who take part now."""
        return self.filter(is_active=True)

    def listed(self) -> "MemberQuerySet":
        """Members who chose to stand in the directory."""
        return self.active().filter(is_listed=True)

    def visible_to(self, viewer: "Member") -> "MemberQuerySet":
        """Whose page this viewer may open: who is listed, and the own one."""
        return self.active().filter(models.Q(is_listed=True) | models.Q(pk=viewer.pk))

    def who_had(self, address: str) -> "MemberQuerySet":
        """Who left, and had this address until then. The mailbox may be another person's by now."""
        return self.filter(is_active=False, left_address__iexact=address.strip()).exclude(left_address="")

    def to_erase(self) -> "MemberQuerySet":
        """Who left, did not come back, and has had their time."""
        gone = self.filter(is_active=False, left_at__lte=timezone.now() - LEFT_KEPT)
        return gone.exclude(email__endswith=ERASED)

    def moderators(self) -> "MemberQuerySet":
        return self.active().filter(models.Q(is_moderator=True) | models.Q(is_superuser=True))


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Member":
        member: Member = self.get(email__iexact=username)
        return member

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        member: Member = self.model(email=self.normalize_email(email).strip(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        self.keep_address(member)
        return member

    def keep_address(self, member: "Member") -> None:
        """Keep allauth's address book in step: the one address of a member is the primary, confirmed one."""
        from allauth.account.models import EmailAddress

        EmailAddress.objects.filter(user=member).exclude(email__iexact=member.email).delete()
        EmailAddress.objects.update_or_create(
            user=member, email=member.email.lower(), defaults={"primary": True, "verified": True}
        )

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Member":
        """The command of that name asks for no perspective, as it shows no list; the own page changes it."""
        fields = {"perspective": Perspective.RESEARCH, **fields}
        return self.create_user(email, password, is_superuser=True, is_moderator=True, **fields)


class Member(AbstractBaseUser, PermissionsMixin):
    """Somebody who takes part. Logs in with the e-mail address, upper or lower case alike."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", _("Dutch")), ("en", _("English"))], default="nl"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
    )
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    is_coordinator = models.BooleanField(_("coordinator"), default=False)
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_student = models.BooleanField(_("student"), default=False)
    is_teacher = models.BooleanField(_("teacher-researcher"), default=False)
    is_active = models.BooleanField(_("takes part"), default=True)
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True, editable=False)
    # Until another takes it over. `email` opens doors and finds people; who has left is found by it no more.
    left_address = models.EmailField(_("address until leaving"), blank=True, default="", db_default="", editable=False)

    # What other members see. Nobody stands in the directory who has not said so.
    is_listed = models.BooleanField(_("in the directory"), default=False)
    show_email = models.BooleanField(_("show my e-mail address"), default=False)
    show_organisation = models.BooleanField(_("show my organisation"), default=False)
    bio = models.CharField(_("about me"), max_length=600, blank=True)
    visibility_chosen_at = models.DateTimeField(_("chose what others see on"), null=True, blank=True, editable=False)

    house_rules_at = models.DateTimeField(_("agreed with the house rules on"), null=True, blank=True, editable=False)
    welcomed_at = models.DateTimeField(_("first visit on"), null=True, blank=True, editable=False)
    # Sessions, begun logins, password resets, kept forms and links in mails carry it: a higher number ends them all.
    link_version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects: ClassVar[MemberManager] = MemberManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name"]
        indexes = [
            GinIndex(SearchVector(*SEARCHED, config=CONFIG), name="member_search"),
            GinIndex(name_vector(), name="member_name_words"),
            # `email__iexact` asks it: logging in does.
            models.Index(Upper("email"), name="member_email_upper"),
            models.Index(fields=["name", "id"], name="member_name"),
            models.Index(
                fields=["name", "id"], condition=models.Q(is_active=True, is_listed=True), name="member_listed"
            ),
            models.Index(Upper("left_address"), condition=~models.Q(left_address=""), name="member_left_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="member_email_unique",
                violation_error_message=_("This e-mail address is already in use."),
            ),
        ]

    @property
    def as_now(self) -> dict[str, object]:
        """What a row about this member keeps of the moment: perspective and organisation."""
        return {"perspective": self.perspective, "from_organisation_id": self.organisation_id}

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:detail", args=[self.pk])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares it at each visit. With the number, so that what ends all links ends all sessions too."""
        key = f"{self.link_version}:{self.password}"
        return salted_hmac("members.session", key, secret=secret, algorithm="sha256").hexdigest()

    @property
    def address(self) -> str:
        """Where the person is, or was reached; empty once the address has gone over to another."""
        return self.left_address or ("" if self.email.endswith(LEFT) else self.email)

    @property
    def erased_on(self) -> datetime | None:
        """Of who left: until then they can come back."""
        return self.left_at + LEFT_KEPT if self.left_at and not self.is_active and not self.is_erased else None

    @property
    def is_erased(self) -> bool:
        return self.email.endswith(ERASED)

    @property
    def addresses(self) -> list[str]:
        """Under which the portal may hold something about this person."""
        return list(filter(None, (self.email, self.left_address)))

    @property
    def is_staff(self) -> bool:
        """Django's admin asks this: moderators work there."""
        return self.is_moderator or self.is_superuser
