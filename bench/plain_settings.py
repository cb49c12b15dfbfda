"""A plain Django admin over the portal's own database: Django's templates, middleware and forms, none of ours."""

from bench.settings import *  # noqa: F403

ROOT_URLCONF = "bench.plain_urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # which its apps do not start without
]
TEMPLATES[0]["DIRS"] = []  # noqa: F405
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
