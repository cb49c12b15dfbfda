"""The outbox at the desk: to look at, and to send once more what failed."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from atelier.audit.actions import record
from atelier.desk.admins import DeskAdmin
from atelier.desk.steps import Step
from atelier.desk.waiting import waiting
from atelier.mail.actions import address_works_again, try_again
from atelier.mail.messages import messages, name_of
from atelier.mail.models import OutboxMessage, UndeliverableAddress
from atelier.mail.states import TROUBLED, State, answer_in_words


class KindFilter(admin.SimpleListFilter):
    """From the registry: asking the table for its kinds would read all of it."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, str]]:
        return sorted(((kind, name_of(kind)) for kind in messages()), key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


def _try_again(row: OutboxMessage, by: AbstractBaseUser) -> None:
    try_again(OutboxMessage.objects.filter(pk=row.pk))
    record("mail.tried_again", row, by=by)


def _works_again(row: UndeliverableAddress, by: AbstractBaseUser) -> None:
    record("mail.address_works_again", row, by=by)
    address_works_again(row.address)
    row.pk = None


@admin.register(OutboxMessage)
class OutboxMessageAdmin(DeskAdmin[OutboxMessage]):
    may_change = False
    list_display = ("called", "reader", "state", "due_at", "sent_at", "answered")
    list_filter = ("state", "due_at", KindFilter)
    list_select_related = ("recipient",)
    search_fields = ("=occasion", "=message_id", "=address", "~recipient")
    sortable_by = ("due_at",)
    fields = (
        "called",
        "kind",
        "reader",
        "language",
        "state",
        "occasion",
        "moment",
        "version",
        "params",
        "created_at",
        "due_at",
        "try_at",
        "expires_at",
        "claimed_at",
        "handed_at",
        "sent_at",
        "attempts",
        "resent",
        "answered",
        "message_id",
    )
    steps = (
        Step(
            name="nog-eens",
            label=_("Send once more"),
            intro=_(
                "This mail failed, or may or may not have left. "
                "Sent once more it keeps its Message-ID, so that many mail programs show it once."
            ),
            act=_try_again,
            possible=lambda row: row.state in TROUBLED,
            done=_("The mail is planned again."),
        ),
    )

    @admin.display(description=_("mail"), ordering="kind")
    def called(self, row: OutboxMessage) -> str:
        return name_of(row.kind)

    @admin.display(description=_("last answer"))
    def answered(self, row: OutboxMessage) -> str:
        return answer_in_words(row.last_answer)

    @admin.display(description=_("recipient"))
    def reader(self, row: OutboxMessage) -> str:
        return str(row.recipient or row.address)


@admin.register(UndeliverableAddress)
class UndeliverableAddressAdmin(DeskAdmin[UndeliverableAddress]):
    may_change = False
    list_display = ("address", "seen_at", "answer")
    search_fields = ("=address",)
    steps = (
        Step(
            name="werkt-weer",
            label=_("This address works again"),
            intro=_("Mail to this address will be tried again."),
            act=_works_again,
            possible=lambda row: True,
            done=_("Mail to this address will be tried again."),
        ),
    )


waiting(
    _("Mails that failed or are unsure"),
    lambda: reverse("admin:outbox_outboxmessage_changelist") + "?state__exact=failed",
    lambda _now: OutboxMessage.objects.filter(state__in=TROUBLED),
)
waiting(
    _("Mails that were too late this week"),
    lambda: reverse("admin:outbox_outboxmessage_changelist") + "?state__exact=expired",
    lambda now: OutboxMessage.objects.filter(state=State.EXPIRED, due_at__gte=now - timedelta(days=7)),
)
waiting(
    _("Undeliverable addresses"),
    lambda: reverse("admin:outbox_undeliverableaddress_changelist"),
    lambda _now: UndeliverableAddress.objects.all(),
)
