from django.urls import path

from atelier.pages import views

urlpatterns = [
    path("", views.home, name="home"),
]
