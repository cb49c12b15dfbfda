"""What production refuses, in its own process as an operator would start it."""

import os
import secrets
import subprocess
import sys
from types import SimpleNamespace

import pytest

from atelier.base.start import checks
from atelier.base.start.environment import environment
from atelier.base.start.mailers import mailer
from atelier.base.start.stores import store
from atelier.local.portal import ROOT
from atelier.local.testing import production

PYTHON = sys.executable
GRANIAN = [PYTHON, "-m", "granian", "--interface", "wsgi", "--port", "1", "atelier.wsgi:application"]
WORKER = [PYTHON, "-m", "celery", "-A", "atelier.celery", "worker", "--pool=solo"]
BEAT = [PYTHON, "-m", "celery", "-A", "atelier.celery", "beat"]


@pytest.fixture
def sound(monkeypatch) -> SimpleNamespace:
    """Settings that production accepts, as its checks see them."""
    given = SimpleNamespace(
        ATELIER_MODE="production",
        SECRET_KEY=secrets.token_hex(64),  # hexadecimal: no weak word can turn up by chance
        DEBUG=False,
        ALLOWED_HOSTS=["portaal.voorbeeld.test"],
        SITE_URL="https://portaal.voorbeeld.test",
        EMAIL_URL="smtp+tls://a:b@mail.voorbeeld.test:587",
        DATABASES={"default": {"NAME": "portaal", "USER": "portaal"}},
        REDIS_URL="redis://:secret@broker:6379/0",
        REQUIRE_SECOND_FACTOR="staff",
        CONTROLLER="Hogeschool Mergelland, Dorp 1, Maastricht",
        STUDIO_EMAIL="atelier@voorbeeld.test",
        PRIVACY_OFFICER="privacy@voorbeeld.test",
        LEGAL_GROUND="public_task",
        STORAGES={"default": store("s3://key:secret@s3.voorbeeld.test/bucket")},
        CLAMAV_HOST="clamav:3310",
        UPLOAD_SCANNER="atelier.base.files.clamav.is_clean",
    )
    monkeypatch.setattr(checks, "settings", given)
    return given


def test_sound_settings_are_accepted(sound) -> None:
    assert list(checks.refusals()) == []


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("SECRET_KEY", "short", "secret"),
        ("SECRET_KEY", "demo-secret-Zx8" * 6, "secret"),
        ("SECRET_KEY", "a" * 60, "secret"),
        ("DEBUG", True, "debug"),
        ("STORAGES", {"default": store("s3://key:secret@s3.voorbeeld.test/bucket?tls=0")}, "store"),
        ("ALLOWED_HOSTS", [], "hosts"),
        ("ALLOWED_HOSTS", ["*"], "hosts"),
        ("SITE_URL", "", "site"),
        ("SITE_URL", "http://portaal.voorbeeld.test", "site"),
        ("SITE_URL", "https://localhost", "site"),
        ("DATABASES", {"default": {"NAME": "", "USER": ""}}, "database"),
        ("DATABASES", {"default": {"NAME": "atelier", "USER": "embedded"}}, "embedded-database"),
        ("REDIS_URL", "", "broker"),
        ("REDIS_URL", "nonsense", "broker"),
        ("REDIS_URL", "redis://broker:acht/0", "broker"),
        ("REDIS_URL", "redis://embedded:secret@127.0.0.1:4321/0", "embedded-broker"),
        ("EMAIL_URL", "", "mail"),
        ("EMAIL_URL", "smtp://", "mail"),
        ("EMAIL_URL", "memorymail://", "mail"),
        ("EMAIL_URL", "consolemail://", "mail"),
        ("EMAIL_URL", "dummymail://", "mail"),
        ("EMAIL_URL", "filemail:///tmp/mail", "mail"),
        ("CLAMAV_HOST", "tcp://clamav:3310", "clamav"),
        ("UPLOAD_SCANNER", "atelier.base.files.clamav.is_gone", "scanner"),
        ("UPLOAD_SCANNER", "atelier.base.files.clamav.PORT", "scanner"),
        ("UPLOAD_SCANNER", "is_clean", "scanner"),
        ("REQUIRE_SECOND_FACTOR", "stafff", "second-factor"),
        ("ATELIER_MODE", "staging", "mode"),
        ("CONTROLLER", "", "controller"),
        ("STUDIO_EMAIL", "", "contact"),
        ("STUDIO_EMAIL", "043 123", "contact"),
        ("PRIVACY_OFFICER", "", "officer"),
        ("LEGAL_GROUND", "", "ground"),
        ("LEGAL_GROUND", "because", "ground"),
    ],
)
def test_production_refuses(sound, name, value, refused) -> None:
    setattr(sound, name, value)
    assert [each for each, _ in checks.refusals()] == [refused]


@pytest.mark.long
@pytest.mark.parametrize(
    "command", [GRANIAN, WORKER, BEAT, [PYTHON, "manage.py", "migrate"]], ids=["web", "worker", "beat", "manage"]
)
def test_no_process_starts_on_settings_that_production_refuses(command, tmp_path) -> None:
    given = {**os.environ, **production(), "SECRET_KEY": "short", "ATELIER_DATA": str(tmp_path)}
    if command is BEAT:  # in a folder of its own: beat replaces a schedule file it cannot read
        command = [*command, f"--schedule={tmp_path / 'schedule'}"]
    told = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60)
    assert told.returncode != 0
    assert "SECRET_KEY must be a random text of at least 50 characters" in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("EMAIL_URL", "gopher://mail:70", "EMAIL_URL must name the mail server, say smtp+tls:"),
        ("EMAIL_URL", "smtp://a:ge#heim@mail:25", "EMAIL_URL must name the mail server, say smtp+tls:"),
        ("DATABASE_URL", "sqlite:////tmp/portaal", "DATABASE_URL must be the address of a PostgreSQL server"),
        ("DATABASE_URL", "portaal", "DATABASE_URL must be the address of a PostgreSQL server"),
        ("DATABASE_URL", "postgres://a:geheim@db:acht/x", "DATABASE_URL must be the address of a PostgreSQL server"),
        ("TRUSTED_PROXIES", "één", "TRUSTED_PROXIES is 'één'; it must be a whole number, 0 or more."),
        ("SESSION_HOURS", "-1", "SESSION_HOURS is '-1'; it must be a whole number, 1 or more."),
        ("SECRET_KEY", "", "SECRET_KEY must be a random text of at least 50 characters"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(name, value, sentence, tmp_path) -> None:
    given = {**os.environ, **production(), "ATELIER_DATA": str(tmp_path), name: value}
    told = subprocess.run(
        [PYTHON, "manage.py", "check"], cwd=ROOT, env=given, capture_output=True, text=True, timeout=60
    )
    assert told.returncode != 0
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr
    assert "geheim" not in told.stderr
    assert "ge#heim" not in told.stderr


def test_a_setting_with_nothing_in_it_is_not_given(monkeypatch, tmp_path) -> None:
    (tmp_path / "empty").touch()
    monkeypatch.setenv("SESSION_HOURS", "")
    monkeypatch.setenv("REQUIRE_SECOND_FACTOR_FILE", str(tmp_path / "empty"))
    env = environment()
    assert env.number("SESSION_HOURS", default=12) == 12
    assert env.str("REQUIRE_SECOND_FACTOR", default="staff") == "staff"


def test_the_mail_server_is_named_by_one_address() -> None:
    assert mailer("smtp+tls://portaal:ge%40heim@mail.voorbeeld.test:587") == {
        "BACKEND": "atelier.mail.backends.Smtp",
        "OPTIONS": {
            "host": "mail.voorbeeld.test",
            "port": 587,
            "username": "portaal",
            "password": "ge@heim",
            "use_tls": True,
            "use_ssl": False,
            "timeout": 20,
        },
    }
    assert mailer("memorymail://") == {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


ASK = """
import django; django.setup()
from django.conf import settings
from django.test import Client
host = {"HTTP_HOST": "portaal.voorbeeld.test"}
plain = Client().get("/over/", **host)
safe = Client().get("/healthz", **host, HTTP_X_FORWARDED_PROTO="https")
print(plain.status_code, plain["Location"])
print(safe.status_code, safe["Strict-Transport-Security"])
print(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_NAME, settings.DEBUG)
"""


def test_in_production_everything_goes_over_tls(tmp_path) -> None:
    given = {**os.environ, **production(), "ATELIER_DATA": str(tmp_path)}
    told = subprocess.run([PYTHON, "-c", ASK], cwd=ROOT, env=given, capture_output=True, text=True, timeout=60)
    assert told.stdout.splitlines() == [
        "301 https://portaal.voorbeeld.test/over/",
        "200 max-age=31536000; includeSubDomains; preload",
        "__Host-session True __Host-csrf False",
    ], told.stderr
