"""What production refuses to start with: one sentence each."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import import_string

from atelier.base.files.clamav import address
from atelier.base.start.mailers import WANTED as MAIL_WANTED

MODES = ("production", "demo", "test")
# Article 6 of the AVG; vital interest is none of a learning studio's.
LEGAL_GROUNDS = ("consent", "contract", "legal_obligation", "public_task", "legitimate_interest")
SECOND_FACTOR = ("staff", "everyone", "off")
WEAK_SECRETS = ("demo", "insecure", "change", "example", "secret-key")
# What else may send mail keeps it on this machine.
SMTP = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
# The name under which ./run's own servers know the portal.
EMBEDDED_USER = "embedded"


def refusals() -> Iterator[tuple[str, str]]:
    """(id, sentence) for everything that must not be so in production."""
    if settings.ATELIER_MODE not in MODES:
        yield "mode", f"ATELIER_MODE is {settings.ATELIER_MODE!r}; it can be {', '.join(MODES)}."
    if settings.REQUIRE_SECOND_FACTOR not in SECOND_FACTOR:
        given = settings.REQUIRE_SECOND_FACTOR
        yield "second-factor", f"REQUIRE_SECOND_FACTOR is {given!r}; it can be {', '.join(SECOND_FACTOR)}."
    yield from _scanner()
    if settings.ATELIER_MODE != "production":
        return
    secret = settings.SECRET_KEY
    if len(secret) < 50 or len(set(secret)) < 10 or any(word in secret.lower() for word in WEAK_SECRETS):
        yield "secret", "SECRET_KEY must be a random text of at least 50 characters of this installation's own."
    if settings.DEBUG:
        yield "debug", "DEBUG must be off in production: error pages would show settings and people's data."
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield "hosts", "ALLOWED_HOSTS must name the portal's host names, separated by commas."
    site = parts_of(settings.SITE_URL)
    if site.scheme != "https" or not site.hostname or site.hostname in ("localhost", "127.0.0.1"):
        yield "site", "SITE_URL must be the portal's https address, as it stands in mails."
    if not settings.DATABASES["default"].get("NAME"):
        yield "database", "DATABASE_URL must name the PostgreSQL server and database."
    if settings.DATABASES["default"].get("USER") == EMBEDDED_USER:
        yield (
            "embedded-database",
            "DATABASE_URL names the demo's embedded PostgreSQL; production needs a server of its own.",
        )
    broker = parts_of(settings.REDIS_URL)
    if broker.scheme not in ("redis", "rediss") or not broker.hostname:
        yield "broker", "REDIS_URL must name the Redis or Valkey server, say redis://:password@host:6379/0."
    if broker.username == EMBEDDED_USER:
        yield "embedded-broker", "REDIS_URL names the demo's embedded broker; production needs a server of its own."
    mail = parts_of(settings.EMAIL_URL)
    if mail.scheme not in SMTP or not mail.hostname:
        yield "mail", MAIL_WANTED
    yield from _store()
    yield from _answerable()


def _store() -> Iterator[tuple[str, str]]:
    """Files cross a network that others use in secret alone."""
    where = parts_of(_endpoint(settings.STORAGES["default"]))
    if where.scheme == "http" and not _is_near(where.hostname or ""):
        yield "store", "STORAGE_URL says tls=0: only a server on this machine or its own network may do without TLS."


def _endpoint(store: Any) -> str:
    return str(store["OPTIONS"].get("endpoint_url", ""))


def _is_near(host: str) -> bool:
    """A name without a dot is another container's."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def _answerable() -> Iterator[tuple[str, str]]:
    """The law asks that people can read who answers for their data, on which ground, and whom to write to."""
    if not settings.CONTROLLER:
        yield "controller", "CONTROLLER must name the organisation that answers for the portal, with its address."
    if "@" not in settings.STUDIO_EMAIL:
        yield "contact", "STUDIO_EMAIL must be the e-mail address at which people reach the studio."
    if not settings.PRIVACY_OFFICER:
        yield "officer", "PRIVACY_OFFICER must name the data protection officer, or their e-mail address."
    if settings.LEGAL_GROUND not in LEGAL_GROUNDS:
        given = settings.LEGAL_GROUND
        yield "ground", f"LEGAL_GROUND is {given!r}; it can be {', '.join(LEGAL_GROUNDS)}."


def parts_of(url: str) -> SplitResult:
    """The parts of an address; all empty when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is no number
    except ValueError:
        return urlsplit("")
    return parts


def _scanner() -> Iterator[tuple[str, str]]:
    """A scanner that cannot work would refuse every file, or none."""
    if settings.CLAMAV_HOST:
        try:
            address(settings.CLAMAV_HOST)
        except ValueError:
            yield "clamav", "CLAMAV_HOST must be the host and port of clamd, say clamav:3310."
    if settings.UPLOAD_SCANNER:
        try:
            usable = callable(import_string(settings.UPLOAD_SCANNER))
        except ImportError:
            usable = False
        if not usable:
            yield "scanner", "UPLOAD_SCANNER must be the dotted path of a callable: bytes in, True when clean."


@register(Tags.security)
def fit_for_production(**_: object) -> list[CheckMessage]:
    return [Error(sentence, id=f"atelier.{name}") for name, sentence in refusals()]


def refuse_unsafe_start() -> None:
    """For the processes that start without Django's system checks: the web server, the worker and beat."""
    sentences = [sentence for _, sentence in refusals()]
    if sentences:
        raise SystemExit("The portal does not start:\n" + "\n".join(f"- {sentence}" for sentence in sentences))
