from django.urls import path

from bench import plain

urlpatterns = [path("beheer/", plain.site().urls)]
