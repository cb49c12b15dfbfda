"""Texts for everybody at the desk: somebody else than the writer reads them, and publishes or leaves them."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from atelier.base.models import WaitingText
from atelier.base.words.dates import nice_date
from atelier.desk import seconds
from atelier.desk.admins import DeskAdmin
from atelier.desk.steps import BaseStep, SeenForm, Step
from atelier.desk.tables import label_of
from atelier.desk.waiting import waiting

NOW = _("what stands there now")

waiting(
    _("Texts for everybody that wait for a second person"),
    lambda: reverse("admin:lib_waitingtext_changelist"),
    lambda now: WaitingText.objects.all(),
)


@admin.register(WaitingText)
class WaitingTextAdmin(DeskAdmin[WaitingText]):
    may_change = False
    list_display = ("kind", "by", "at", "goes_on")
    list_select_related = ("by",)
    fields = ("kind", "what", "now", "text", "by", "at", "goes_on")
    readonly_fields = ("kind", "what", "now", "goes_on")
    steps = (
        Step(
            name="publiceren",
            label=_("Publish"),
            form=SeenForm,
            act=lambda one, by: seconds.publish(one, by=by),
            possible=lambda one: True,
            shows=(
                (NOW, lambda one: one.now),
                "text",
                (_("the same words wait elsewhere too, and go with it"), lambda one: seconds.same_words(one).count()),
            ),
            weighs=("text",),
            intro=_("Everybody can read it, without logging in. Is nobody traceable in it who did not agree?"),
            done=_("Published."),
        ),
        Step(
            name="niet-publiceren",
            label=_("Leave it as it was"),
            form=SeenForm,
            act=lambda one, by: seconds.turn_down(one, by=by),
            possible=lambda one: True,
            shows=("text",),
            intro=_("The new words go; what everybody reads now stays."),
            done=_("The words of before stay."),
        ),
    )

    @admin.display(description=_("text of"))
    def kind(self, one: WaitingText) -> str:
        """Asks no query: a list of them shows it."""
        model = apps.get_model(one.of)
        return f"{capfirst(model._meta.verbose_name)}: {label_of(model, one.field)}"

    @admin.display(description=_("of what"))
    def what(self, one: WaitingText) -> str:
        if one.subject is None:
            return str(_("(gone)"))
        try:
            return format_html('<a href="{}">{}</a>', _page_of(one.subject), one.subject)
        except NoReverseMatch:
            return str(one.subject)

    @admin.display(description=_("goes without a second person on"), ordering="at")
    def goes_on(self, one: WaitingText) -> str:
        return nice_date(one.ends_at)

    @admin.display(description=NOW)
    def now(self, one: WaitingText) -> str:
        return one.now

    def steps_for(self, obj: WaitingText, by: AbstractBaseUser | AnonymousUser) -> list[BaseStep]:
        """Who wrote it can only take it back."""
        found = super().steps_for(obj, by)
        return [one for one in found if one.name != "publiceren"] if obj.by_id == by.pk else found


def _page_of(subject: Model) -> str:
    return reverse(f"admin:{subject._meta.app_label}_{subject._meta.model_name}_change", args=[subject.pk])
