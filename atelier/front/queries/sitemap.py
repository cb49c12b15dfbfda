"""The pages that anybody may read, for search engines: addresses and when they changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse

from atelier.base.types import Rows
from atelier.mail.messages import absolute_url
from cases.models import Insight
from meetings.models import Meeting
from research.models import Output, Project

PLACES = (
    "home", "about", "members:join", "cases:insights", "meetings:list", "research:projects", "house_rules", "contact",
    "privacy", "accessibility",
)  # fmt: skip


class Part(Sitemap):  # type: ignore[type-arg]
    """The portal's own address (SITE_URL), never the one that a request claims."""

    limit = 5000

    def get_domain(self, site: object = None) -> str:
        return str(urlsplit(settings.SITE_URL).netloc)

    def get_protocol(self, protocol: str | None = None) -> str:
        return str(urlsplit(settings.SITE_URL).scheme)


class Places(Part):
    def items(self) -> list[str]:
        return list(PLACES)

    def location(self, item: str) -> str:
        return reverse(item)


class Insights(Part):
    def items(self) -> QuerySet[Insight]:
        return Insight.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Insight) -> datetime:
        return item.updated_at


class Meetings(Part):
    def items(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(AnonymousUser()).only("number", "changed_at").order_by("pk")

    def lastmod(self, item: Meeting) -> datetime:
        return item.changed_at


class Research(Part):
    """A published output is read on the page of its research."""

    def items(self) -> Rows:
        published = Output.objects.published().values("project")
        projects = Project.objects.visible_to(AnonymousUser()).filter(pk__in=published)
        return projects.annotate(changed=Greatest("updated_at", Max("outputs__updated_at"))).order_by("pk")

    def lastmod(self, item: Any) -> datetime:
        changed: datetime = item.changed
        return changed


SECTIONS: dict[str, type[Part]] = {"portal": Places, "insights": Insights, "meetings": Meetings, "research": Research}


def parts() -> Iterator[dict[str, str]]:
    for name, section in SECTIONS.items():
        for page in section().paginator.page_range:
            yield {"location": absolute_url("sitemap_part", name) + (f"?p={page}" if page > 1 else "")}
