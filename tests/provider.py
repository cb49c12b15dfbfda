"""A real OpenID Connect provider on this machine, which can also be told to misbehave."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from werkzeug.serving import make_server
from werkzeug.wrappers import Response


class Provider:
    """People are stored with what is said of them; `breaks` gives another answer under a path."""

    def __init__(self) -> None:
        self.app = oidc_provider_mock.app()
        self.breaks: dict[str, Any] = {}
        self.url = ""

    def __call__(self, environ: Any, start_response: Any) -> Any:
        instead = self.breaks.get(environ["PATH_INFO"])
        if instead is None:
            return self.app(environ, start_response)
        body, status, kind = instead
        return Response(body, status, content_type=kind)(environ, start_response)

    def knows(self, sub: str, **claims: Any) -> None:
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def consents(self, address: str, sub: str) -> str:
        """What the person does at the provider; the path back to the portal."""
        answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@contextmanager
def running() -> Iterator[Provider]:
    one = Provider()
    server = make_server("localhost", 0, one, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    one.url = f"http://localhost:{server.server_port}"
    try:
        yield one
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """The portal uses it under the name Hogeschool."""
    with running() as one:
        use(settings, one)
        yield one


def use(settings: Any, one: Provider, *, domains: tuple[str, ...] = ()) -> None:
    settings.OIDC_SERVER_URL = one.url
    settings.SECURE_CSP = {**settings.SECURE_CSP, "form-action": ["'self'", one.url]}
    app = {
        "provider_id": "oidc",
        "name": "Hogeschool",
        "client_id": "portaal",
        "secret": "geheim",
        "settings": {"server_url": one.url, "domains": list(domains)},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def come_in(client: Client, provider: Provider, sub: str, *, process: str = "login") -> Any:
    """Walk through the provider; the portal's answer at the return."""
    start = client.post(f"/account/oidc/oidc/login/?process={process}")
    return client.get(provider.consents(start["Location"], sub))
