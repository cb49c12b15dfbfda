"""A full disk takes no new files, says so, and stops nothing else."""

import errno
import os

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from atelier.base.exceptions import NoRoom
from atelier.base.files import room
from atelier.base.files.uploads import checked
from tests.cast import Cast


@pytest.fixture
def tight(monkeypatch) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda: 499_000_000)


def test_the_room_is_that_of_the_disk_of_the_uploads(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "not" / "made"
    stats = os.statvfs(tmp_path)
    assert room.free_bytes() == pytest.approx(stats.f_bavail * stats.f_frsize, rel=0.2)
    settings.LEAST_FREE_MB = room.free_bytes() // 1_000_000 + 1000
    assert room.is_tight()


def test_a_form_takes_no_file_and_says_why(tight) -> None:
    with pytest.raises(ValidationError, match="geen ruimte"):
        checked(SimpleUploadedFile("verslag.pdf", b"%PDF-1.7"))


@pytest.mark.parametrize("number", room.FULL)
def test_a_disk_that_fills_up_while_writing_is_the_same_refusal(monkeypatch, settings, tmp_path, number) -> None:
    settings.MEDIA_ROOT = tmp_path

    def full(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("django.core.files.storage.filesystem.os.fdopen", full)
    with pytest.raises(NoRoom, match="geen ruimte"):
        default_storage.save("outputs/x.pdf", ContentFile(b"%PDF-1.7"))
    assert list((tmp_path / "outputs").iterdir()) == [], "the half that was written"


def test_what_else_goes_wrong_while_writing_is_no_full_disk(monkeypatch, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path

    def broken(*_: object) -> int:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr("django.core.files.storage.filesystem.os.fdopen", broken)
    with pytest.raises(OSError, match="broken"):
        default_storage.save("outputs/x.pdf", ContentFile(b"%PDF-1.7"))


def test_moderators_and_machines_are_told(client: Client, cast: Cast, monkeypatch) -> None:
    client.force_login(cast.beheer)
    assert "bijna vol" not in client.get("/beheer/").content.decode()
    assert client.get("/readyz").json()["disk"] == "ok"
    monkeypatch.setattr(room, "free_bytes", lambda: 0)
    assert "bijna vol" in client.get("/beheer/").content.decode()
    assert client.get("/readyz").json()["disk"] == "full"
    assert client.get("/").status_code == 200
