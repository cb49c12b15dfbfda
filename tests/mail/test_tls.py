"""Mail to a server that wants TLS and a login, as the real ones do; and never in the open when TLS fails."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from atelier.base.start.mailers import mailer
from atelier.mail.actions import queue
from atelier.mail.delivery import sweep
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from tests.cast import Cast
from tests.fixtures_mail import Sink, free_port
from tests.mail import letters as letters  # registers test.note

# The server is warned of taking logins without STARTTLS: here the line is encrypted before the first word.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
USER, PASSWORD = "portaal", "geheim-van-de-post"


class SecureSink(Sink):
    """Notes of each mail whether it came over TLS."""

    over_tls: list[bool]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.over_tls.append(session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def check_login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@pytest.fixture(params=["smtp+tls", "smtp+ssl"])
def secure_sink(request: Any, certificate: Path, settings: Any) -> Iterator[SecureSink]:
    """A server that takes mail over TLS and after a login only: STARTTLS, or TLS from the start."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    sink = SecureSink(free_port())
    sink.over_tls = []
    from_the_start = request.param == "smtp+ssl"
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        ready_timeout=60,
        authenticator=check_login,
        auth_required=True,
        auth_require_tls=not from_the_start,
        ssl_context=context if from_the_start else None,
        tls_context=None if from_the_start else context,
        require_starttls=not from_the_start,
    )
    controller.start()
    settings.MAILERS = {"default": mailer(f"{request.param}://{USER}:{PASSWORD}@127.0.0.1:{sink.port}")}
    yield sink
    controller.stop()


def test_mail_leaves_over_tls_after_a_login(
    cast: Cast, secure_sink: SecureSink, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    queue("test.note", to=cast.samira, params={"number": 1}, occasion="case:1")
    assert sweep() is True
    assert [mail["Subject"] for mail in secure_sink.mails] == ["Note 1"]
    assert secure_sink.over_tls == [True]
    assert OutboxMessage.objects.get().state == State.SENT


def test_to_a_server_that_cannot_be_trusted_nothing_leaves_and_the_mail_waits(
    cast: Cast, secure_sink: SecureSink
) -> None:
    queue("test.note", to=cast.samira, params={"number": 1}, occasion="case:1")
    sweep()
    waiting = OutboxMessage.objects.get()
    assert (waiting.state, secure_sink.mails) == (State.PLANNED, [])
    assert "certificate" in waiting.last_answer.lower()
