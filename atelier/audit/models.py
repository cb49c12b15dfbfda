"""Who did what to what, and why. Ids and verbs, never contents; append-only by a database trigger."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    at = models.DateTimeField(_("at"), default=timezone.now)
    # No constraint: the row must outlive the person, and erasure may not change it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    verb = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    object_id = models.CharField(_("object"), max_length=40, blank=True)
    result = models.CharField(_("result"), max_length=20, default="ok")
    note = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_list"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_verb"),
            # The filters: one kind of object, and what did not go well, which is rare.
            models.Index(fields=["object_type", "-at", "-id"], name="audit_type"),
            models.Index(fields=["result", "-at", "-id"], condition=~models.Q(result="ok"), name="audit_result"),
            # By number alone too, as one types it.
            models.Index(fields=["object_id", "object_type"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"


class Origin(models.Model):
    """From where somebody logged in. Apart from its entry, which stays for ever: this is personal, and goes."""

    entry = models.OneToOneField(
        Entry, verbose_name=_("audit entry"), primary_key=True, on_delete=models.CASCADE, related_name="origin"
    )
    address = models.GenericIPAddressField(_("internet address"))

    class Meta:
        verbose_name = _("origin of an audit entry")
        verbose_name_plural = _("origins of audit entries")

    def __str__(self) -> str:
        return self.address
