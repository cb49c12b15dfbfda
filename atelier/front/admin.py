"""The desk for the words of the public site, and for the data of who cannot log in any more."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from atelier.base.forms.plain import PlainForm
from atelier.base.forms.reason import reason_form
from atelier.base.types import Context, Values, Words
from atelier.desk.public import PublicAdmin
from atelier.desk.steps import Step
from atelier.desk.tables import Table
from atelier.desk.waiting import waiting
from atelier.front import markdown, privacy
from atelier.front.models import PageText
from atelier.front.queries.texts import default_text
from atelier.front.states import TextKey
from members.actions import agree_whole_export, ask_whole_export
from members.admin import MemberAdmin
from members.models import Member, WholeExport
from members.permissions import may_moderate


class SureForm(PlainForm):
    sure = forms.BooleanField(
        label=_("I checked who asks this, and I understand that it cannot be undone."),
        error_messages={"required": _("Tick the box if you are sure, or go back.")},
    )


WholeExportForm = reason_form(
    _("Who asks for it, and how did you check that?"),
    hint=_("The second moderator reads this."),
    missing=_("Say why the raw texts are needed. The second moderator reads it."),
    limit=600,
    rows=3,
    kept="members.WholeExport.why",
)


class WholeExportFilter(admin.SimpleListFilter):
    title = _("exports with raw texts")
    parameter_name = "whole"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Model]") -> list[tuple[str, Words]]:
        return [("waiting", _("Waits for a second moderator"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Member]) -> QuerySet[Member]:
        if self.value() != "waiting":
            return queryset
        return queryset.filter(pk__in=WholeExport.objects.waiting().values("member"))


def has_left(member: Member) -> bool:
    return not member.is_active and not member.is_erased


waiting(
    _("Exports with raw texts that wait for a second moderator"),
    lambda: reverse("admin:members_member_changelist") + "?whole=waiting",
    lambda now: WholeExport.objects.waiting(now),
)
admin.site.unregister(Member)


@admin.register(Member)
class MemberAndDataAdmin(MemberAdmin):
    """Who has left cannot log in to fetch the own data or be erased: a moderator does it when they ask."""

    tables = (*MemberAdmin.tables, Table(WholeExport, ("asked_at", "asked_by", "why", "agreed_by", "agreed_at")))
    steps = (
        *MemberAdmin.steps,
        Step(
            name="gegevens",
            label=_("Hand over the data"),
            act=lambda member, by: privacy.as_file(privacy.export(member, by=by)),
            possible=has_left,
            intro=_(
                "A file with what is kept about this person, without drafts and the texts of what they submitted. "
                "Only for who asked for it. It is recorded that you made it."
            ),
        ),
        Step(
            name="gegevens-met-teksten-vragen",
            label=_("Ask for the data with raw texts"),
            form=WholeExportForm,
            act=lambda member, by, reason: ask_whole_export(member, by=by, reason=reason),
            possible=has_left,
            intro=_(
                "Does this person want the texts of what they submitted too? Another moderator has to agree first. "
                "Agreement is good for a week."
            ),
            done=_("Asked. Another moderator sees it on the first page of the workplace."),
        ),
        Step(
            name="gegevens-met-teksten-akkoord",
            label=_("Agree that the raw texts are handed over"),
            act=lambda member, by: agree_whole_export(member, by=by),
            possible=lambda member: WholeExport.objects.waiting().filter(member=member).exists(),
            intro=_("Who asked this and why stands with the member. Do you agree?"),
            done=_("Agreed. Who asked it can hand over the data now."),
        ),
        Step(
            name="gegevens-met-teksten",
            label=_("Hand over the data with raw texts"),
            act=lambda member, by: privacy.as_file(privacy.export(member, by=by, whole=True)),
            possible=lambda member: has_left(member) and member.whole_exports.fresh().exclude(agreed_at=None).exists(),
            intro=_(
                "With the texts of what they submitted, without drafts. It is recorded that you made it, and of each "
                "text that you could read it."
            ),
        ),
        Step(
            name="wissen",
            label=_("Erase"),
            form=SureForm,
            act=lambda member, by, sure: privacy.erase(member, by=by),
            possible=lambda member: not privacy.is_erased(member),
            intro=_(
                "Name, address and own texts go. What others build on stays, without the name. "
                "Only do this when the person asked for it."
            ),
            done=_("Erased."),
        ),
    )

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), WholeExportFilter]


@admin.register(PageText)
class PageTextAdmin(PublicAdmin[PageText]):
    """All texts stand in the list; opening one that still has its first words starts from those."""

    may_add = True
    public_fields = ("title", "body")
    list_display = ("__str__", "title", "updated_at")
    list_filter = ("language",)
    search_fields = ("title", "body")
    change_list_template = "admin/pages/pagetext/change_list.html"
    change_form_template = "admin/pages/pagetext/change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: PageText | None = None) -> bool:
        """Deleting the studio's own words brings back those that came with the portal."""
        return self.has_change_permission(request, obj)

    def first_words(self, obj: PageText, field: str) -> str:
        return str(getattr(default_text(obj.key, obj.language), field))

    def get_changeform_initial_data(self, request: HttpRequest) -> Values:
        key, language = request.GET.get("key", ""), request.GET.get("language", "")
        if key not in TextKey.values or language not in ("nl", "en"):
            return {}
        text = default_text(key, language)
        return {"key": key, "language": language, "title": text.title, "body": text.body}

    def changelist_view(self, request: HttpRequest, extra_context: Context | None = None) -> HttpResponse:
        own = set(PageText.objects.values_list("key", "language"))
        add = reverse("admin:pages_pagetext_add")
        first_words = [
            {
                "label": f"{TextKey(key).label} ({language})",
                "title": default_text(key, language).title,
                "url": f"{add}?{urlencode({'key': key, 'language': language})}",
            }
            for key in TextKey.values
            for language in ("nl", "en")
            if (key, language) not in own
        ]
        return super().changelist_view(request, {**(extra_context or {}), "first_words": first_words})

    def get_urls(self) -> list[URLPattern]:
        preview = path("preview/", self.admin_site.admin_view(self.preview), name="pages_pagetext_preview")
        return [preview, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Show the typed text as it will look; saves nothing."""
        if not may_moderate(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        title = forms.CharField(max_length=120, required=False).clean(request.POST.get("title", "")[:120])
        body = request.POST.get("body", "")[:20_000]
        context = {"text": {"title": title, "html": markdown.render(body)}, "preview": True}
        return render(request, "front/text.html", context)
