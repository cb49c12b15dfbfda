from django.urls import path

from atelier.pages import health, views
from atelier.pages.states import TextKey

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("", views.home, name="home"),
    path("over/", views.text_page, {"key": TextKey.ABOUT}, name="about"),
    path("huisregels/", views.text_page, {"key": TextKey.HOUSE_RULES}, name="house_rules"),
    path("privacy/", views.text_page, {"key": TextKey.PRIVACY}, name="privacy"),
    path("toegankelijkheid/", views.text_page, {"key": TextKey.ACCESSIBILITY}, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
