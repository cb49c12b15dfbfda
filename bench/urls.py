from django.urls import path

from atelier.urls import urlpatterns as portal
from bench import floor

urlpatterns = [path("bench/member/", floor.member), *portal]
