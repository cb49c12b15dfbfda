"""What search engines may read and keep, and what they are told to leave."""

import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from atelier.front.queries.sitemap import Insights
from tests.access_table import GET
from tests.world import load_world

pytestmark = pytest.mark.django_db
SITE = "https://portaal.voorbeeld.test"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(client: Client) -> dict[str, str]:
    """Address and day of change of every page in the site map."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    found = {}
    for part in index.findall("s:sitemap/s:loc", NAMES):
        assert part.text
        assert part.text.startswith(SITE)
        urls = ElementTree.fromstring(client.get(part.text.removeprefix(SITE)).content)  # noqa: S314
        for url in urls.findall("s:url", NAMES):
            found[url.findtext("s:loc", "", NAMES)] = url.findtext("s:lastmod", "", NAMES)
    return found


def test_the_map_names_pages_that_everybody_may_read_and_that_may_be_kept(client: Client, settings: Any) -> None:
    load_world()
    settings.SITE_URL = SITE
    found = listed(client)
    for start in ("/", "/inzichten/", "/bijeenkomsten/", "/onderzoek/", "/contact/"):
        assert SITE + start in found
    for start in ("inzichten", "bijeenkomsten", "onderzoek"):
        dated = [day for url, day in found.items() if re.match(rf"{SITE}/{start}/[^/]+/$", url)]
        assert dated
        assert all(day <= timezone.localdate().isoformat() for day in dated)
    for url in found:
        answer = client.get(url.removeprefix(SITE))
        assert answer.status_code == 200, url
        assert "X-Robots-Tag" not in answer.headers, url
        assert may_be_read(client, urlsplit(url).path), url


def test_the_map_is_paged_and_asks_the_same_however_long_it_is(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_world()
    monkeypatch.setattr(Insights, "limit", 2)
    assert "sitemap-insights.xml?p=2" in client.get("/sitemap.xml").content.decode()
    with CaptureQueriesContext(connection) as asked:
        first = client.get("/sitemap-insights.xml").content
    assert len(asked) == 2
    assert client.get("/sitemap-insights.xml?p=2").content != first
    for wrong in ("/sitemap-insights.xml?p=99", "/sitemap-insights.xml?p=x", "/sitemap-leden.xml"):
        assert client.get(wrong).status_code == 404


def may_be_read(client: Client, path: str) -> bool:
    """By the longest rule of robots.txt that fits."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", client.get("/robots.txt").content.decode(), re.M)
    fitting = [(len(rule), kind) for kind, rule in rules if re.match(re.escape(rule).replace(r"\$", "$"), path)]
    return max(fitting)[1] == "Allow"


def test_robots_may_read_what_is_public_and_nothing_of_members(client: Client, settings: Any) -> None:
    settings.SITE_URL = SITE
    for path in ("/", "/bijeenkomsten/12/", "/onderzoek/x/", "/inzichten/x/", "/sitemap.xml", "/inloggen/"):
        assert may_be_read(client, path), path
    for path in (
        "/mijn/",
        "/kwesties/",
        "/deelnemers/",
        "/gast/x/",
        "/agenda/x.ics",
        "/meedoen/bevestigen/x/",
        "/beheer/",
    ):
        assert not may_be_read(client, path), path
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_an_address_with_a_secret_in_it_says_noindex_right_or_wrong(client: Client) -> None:
    load_world()
    secret = [(name, find) for name, find, _letters in GET if re.search("token|link|key", find.__name__)]
    assert len(secret) > 6
    for name, find in secret:
        assert client.get(reverse(name, args=find()))["X-Robots-Tag"] == "noindex, nofollow", name
