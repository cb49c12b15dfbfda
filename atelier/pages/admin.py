"""The moderators' workplace for the words of the public site, and for the data of who cannot log in any more."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from atelier.lib.admin import Step, WorkplaceAdmin
from atelier.lib.forms import PlainForm
from atelier.pages import markdown, privacy
from atelier.pages.models import PageText
from atelier.pages.queries.texts import default_text
from atelier.pages.states import TextKey
from members.admin import MemberAdmin
from members.models import Member
from members.permissions import may_moderate


class SureForm(PlainForm):
    sure = forms.BooleanField(
        label=_("I checked who asks this, and I understand that it cannot be undone."),
        error_messages={"required": _("Tick the box if you are sure, or go back.")},
    )


admin.site.unregister(Member)


@admin.register(Member)
class MemberAndDataAdmin(MemberAdmin):
    """Who has left cannot log in to fetch the own data or be erased: a moderator does it when they ask."""

    steps = (  # type: ignore[assignment]
        *MemberAdmin.steps,
        Step(
            name="gegevens",
            label=_("Hand over the data"),
            act=lambda member, by: privacy.as_file(privacy.export(member, by=by)),
            possible=lambda member: not member.is_active and not privacy.is_erased(member),
            intro=_(
                "A file with all that is kept about this person. Only for who asked for it. "
                "It is recorded that you made it."
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


@admin.register(PageText)
class PageTextAdmin(WorkplaceAdmin):
    """All texts stand in the list; opening one that still has its first words starts from those."""

    may_add = True
    list_display = ("__str__", "title", "updated_at")
    list_filter = ("language",)
    search_fields = ("title", "body")
    change_list_template = "admin/pages/pagetext/change_list.html"
    change_form_template = "admin/pages/pagetext/change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: PageText | None = None) -> bool:
        """Deleting the studio's own words brings back those that came with the portal."""
        return self.has_change_permission(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        key, language = request.GET.get("key", ""), request.GET.get("language", "")
        if key not in TextKey.values or language not in ("nl", "en"):
            return {}
        text = default_text(key, language)
        return {"key": key, "language": language, "title": text.title, "body": text.body}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
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
        return render(request, "pages/text.html", context)
