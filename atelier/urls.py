"""All addresses of the portal, in the order of the menu."""

from django.contrib import admin
from django.urls import include, path

from atelier.base.web.kept_file import kept_file
from atelier.base.web.language import set_language

handler400 = "atelier.base.web.error_pages.bad_request"
handler500 = "atelier.base.web.error_pages.server_error"

urlpatterns = [
    path("taal/", set_language, name="set_language"),
    path("bestand/<str:token>/", kept_file, name="kept_file"),
    path("", include("atelier.front.urls")),
    path("", include("atelier.removal.urls")),
    path("", include("members.urls")),
    path("", include("cases.urls")),
    path("", include("meetings.urls")),
    path("", include("research.urls")),
    path("", include("atelier.mail.urls")),
    path("", include("members.account_urls")),
    path("beheer/", admin.site.urls),
]
