"""Addresses of the roof."""

from django.urls import path

from atelier.front import health
from atelier.front.states import TextKey
from atelier.front.views import bounced, mine, privacy, public, reading, search, statistics, undo

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("", public.home, name="home"),
    path("over/", public.text_page, {"key": TextKey.ABOUT}, name="about"),
    path("privacy/", public.text_page, {"key": TextKey.PRIVACY}, name="privacy"),
    path("toegankelijkheid/", public.text_page, {"key": TextKey.ACCESSIBILITY}, name="accessibility"),
    path("contact/", public.contact, name="contact"),
    path("huisregels/", public.text_page, {"key": TextKey.HOUSE_RULES}, name="house_rules"),
    path("robots.txt", public.robots, name="robots"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", public.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", public.security_txt, name="security_txt"),
    path("mijn/", mine.mine, name="mine"),
    path("meelezen/", reading.reading, name="reading"),
    path("ongedaan/<uuid:key>/", undo.undo, name="undo"),
    path("zoeken/", search.search, name="search"),
    path("profiel/privacy/", privacy.mine, name="privacy_mine"),
    path("profiel/privacy/bestand/", privacy.export_json, name="privacy_export"),
    path("profiel/privacy/pagina/", privacy.export_page, name="privacy_export_page"),
    path("profiel/privacy/wissen/", privacy.erase, name="privacy_erase"),
    path("coordinatie/onbestelbaar/", bounced.bounced, name="bounced"),
    path("coordinatie/onbestelbaar/<int:pk>/", bounced.works_again, name="bounced_works_again"),
    path("coordinatie/cijfers/", statistics.figures, name="statistics"),
]
