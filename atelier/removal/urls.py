"""Addresses of reporting and taking off."""

from django.urls import path

from atelier.removal import views

app_name = "removal"
urlpatterns = [
    path("melden/bedankt/", views.thanks, name="thanks"),
    path("melden/<slug:kind>/<int:subject>/", views.report, name="report"),
    path("weghalen/<slug:kind>/<int:subject>/", views.choose, name="choose"),
    path("weghalen/<slug:kind>/<int:subject>/<slug:part>/<int:row>/<slug:field>/", views.take_off, name="take_off"),
    path("weggehaald/<int:pk>/", views.earlier, name="earlier"),
]
