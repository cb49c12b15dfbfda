"""The moderators' workplace for the words of the public site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from atelier.lib.admin import WorkplaceAdmin
from atelier.pages import markdown
from atelier.pages.models import PageText
from atelier.pages.queries.texts import default_text
from atelier.pages.states import TextKey
from members.permissions import may_moderate


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
