"""The web server's entry point: Django as in wsgi.py, with bodies and answers put aside."""

from django.conf import settings

from atelier.base.web.aside import Aside
from atelier.wsgi import application as answer

application = Aside(answer, threads=settings.WEB_THREADS, proxies=settings.ALLAUTH_TRUSTED_PROXY_COUNT)
