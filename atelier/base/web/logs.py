"""Logs hold what the operator needs and nobody's personal data."""

import logging
from types import TracebackType

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class RouteInsteadOfPath(logging.Filter):
    """Paths carry tokens and search words; the route that answered says as much about the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and record.args:
            # The development server hands over a socket here.
            path, match = getattr(request, "path", None), getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "an unknown address"
            record.args = tuple(route if arg == path else arg for arg in record.args)
        return True


class WithoutDetails(logging.Formatter):
    """PostgreSQL names the offending values in its DETAIL lines; they stay out."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith(("DETAIL:", "CONTEXT:")))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": RouteInsteadOfPath}},
    "formatters": {"plain": {"()": WithoutDetails, "format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["route"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # What strangers ask for that is not there is their business, and would fill the log.
        "django.request": {"level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
