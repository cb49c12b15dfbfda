"""From EMAIL_URL to Django's MAILERS. Imported by the settings, so it imports nothing of Django."""

from typing import Any
from urllib.parse import unquote, urlsplit

# A mail server that says nothing may not hold a page or a sweep for long.
TIMEOUT_SECONDS = 15


def mailer(url: str, *, demo: bool = False) -> dict[str, Any]:
    """smtp://user:password@host:25, smtp+tls:// (STARTTLS, 587) or smtps:// (TLS from the start, 465).

    Without a URL the demo keeps its mail in a mailbox page; elsewhere a server on this machine is expected.
    """
    if not url and demo:
        return {"BACKEND": "atelier.mail.backends.DemoMailbox"}
    parts = urlsplit(url or "smtp://localhost")
    if parts.scheme not in ("smtp", "smtp+tls", "smtps", "smtp+ssl"):
        raise ValueError(f"EMAIL_URL must begin with smtp://, smtp+tls:// or smtps://, not {parts.scheme}://")
    options: dict[str, Any] = {
        "host": parts.hostname or "localhost",
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme in ("smtps", "smtp+ssl"),
        "timeout": TIMEOUT_SECONDS,
    }
    if parts.port:
        options["port"] = parts.port
    if parts.username:
        options["username"] = unquote(parts.username)
        options["password"] = unquote(parts.password or "")
    return {"BACKEND": "atelier.mail.backends.Smtp", "OPTIONS": options}
