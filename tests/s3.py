"""A real S3 server (moto's) on loopback, and files that are kept there."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages

from atelier.base.start.stores import store
from atelier.local.portal import ROOT
from atelier.local.ports import free_port

KEY, SECRET = "portaal", "geheim/van+het-portaal"


@dataclass
class S3:
    """`bucket` is this test's own."""

    port: int
    bucket: str = ""

    def url(self, more: str = "") -> str:
        return f"s3://{KEY}:{SECRET.replace('/', '%2F')}@127.0.0.1:{self.port}/{self.bucket}?tls=0{more}"

    @property
    def held(self) -> dict[str, bytes]:
        """What is in the bucket, by key."""
        return {each.key: each.get()["Body"].read() for each in self._bucket.objects.all()}

    @property
    def _bucket(self) -> Any:
        return default_storage.connection.Bucket(self.bucket)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield S3(port)
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if subprocess.run([sys.executable, "-c", CONNECT, str(port)], capture_output=True).returncode == 0:
            return
    raise RuntimeError("the S3 server did not start")


# Half a second of a program: nobody sleeps.
CONNECT = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=1).close()"


@pytest.fixture
def s3(s3_server: S3, settings: Any) -> Iterator[S3]:
    """Every file of this test is kept in a bucket of its own."""
    mine = S3(s3_server.port, f"test-{uuid.uuid4().hex}")
    use(settings, mine.url())
    default_storage.connection.create_bucket(Bucket=mine.bucket)  # type: ignore[attr-defined]
    yield mine
    awake()


def use(settings: Any, url: str) -> None:
    """From now on files are kept there."""
    settings.STORAGES = {**settings.STORAGES, "default": store(url)}
    awake()
    assert storages["default"] is not None


def awake() -> None:
    """Nobody was silent a moment ago."""
    from atelier.base.files import bucket  # boto3 is for who uses it

    bucket._rest.until = bucket._seen.until = 0.0
