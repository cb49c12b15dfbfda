"""What one member sees in a case, from their perspective."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from atelier.base.data.search import CONFIG
from cases.models.case import Case
from members.models import FromOrganisation
from members.states import Perspective


class Voice(FromOrganisation):
    """What one member sees in a case from the own perspective, as it was when they spoke."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.CASCADE, related_name="voices")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), null=True, on_delete=models.SET_NULL, related_name="voices"
    )
    perspective = models.CharField(_("perspective"), max_length=20, choices=Perspective)
    text = models.TextField(_("what you see"), max_length=3000)
    created_at = models.DateTimeField(_("given at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["created_at", "id"], name="voice_created"),
            GinIndex(SearchVector("text", config=CONFIG), name="voice_words"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="voice_one_per_member")]

    def __str__(self) -> str:
        return f"{self.case} {self.get_perspective_display()}"
