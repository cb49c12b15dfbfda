from django.urls import path

from bench import floor

urlpatterns = [path("bench/bare/", floor.bare)]
