"""EMAIL_URL, the mail server, as Django's settings want it."""

from django.core.exceptions import ImproperlyConfigured
from environ import Env

WANTED = "EMAIL_URL must name the mail server, say smtp+tls://user:password@host:587."


def mailer(url: str) -> dict[str, object]:
    """Django's MAILERS entry for an address such as smtp+tls://user:password@host:587 (or smtp+ssl, filemail)."""
    try:
        given = Env.email_url_config(url)
    except (ImproperlyConfigured, ValueError):
        raise SystemExit(WANTED) from None
    backend = given["EMAIL_BACKEND"]
    if backend.endswith("filebased.EmailBackend"):
        return {"BACKEND": backend, "OPTIONS": {"file_path": "/" + given["EMAIL_FILE_PATH"].lstrip("/")}}
    if not backend.endswith("smtp.EmailBackend"):
        return {"BACKEND": backend}
    options = {
        "host": given["EMAIL_HOST"],
        "port": given["EMAIL_PORT"],
        "username": given["EMAIL_HOST_USER"] or "",
        "password": given["EMAIL_HOST_PASSWORD"] or "",
        # smtps is TLS from the start; the parser takes it for STARTTLS.
        "use_tls": given.get("EMAIL_USE_TLS", False) and not url.startswith("smtps:"),
        "use_ssl": given.get("EMAIL_USE_SSL", False) or url.startswith("smtps:"),
        "timeout": 20,
    }
    return {
        "BACKEND": "atelier.mail.backends.Smtp",
        "OPTIONS": {name: value for name, value in options.items() if value is not None},
    }
