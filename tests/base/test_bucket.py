"""Files in a bucket: through a real S3 server on loopback."""

import subprocess
import sys
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.base.exceptions import NoRoom, StoreAway
from atelier.base.files import gone, room
from atelier.base.files.bucket import USED
from atelier.base.files.texts import UNREAD, text_of
from atelier.base.files.uploads import checked
from atelier.base.models import GoneFile
from atelier.base.start.stores import LOCAL, store
from atelier.local.ports import free_port
from research import actions
from research.models import Output
from tests import documents
from tests.cast import Cast
from tests.research.helpers import delivered, running
from tests.s3 import KEY, S3, SECRET, use

pytestmark = pytest.mark.programs


def kept(content: bytes = b"een brief", name: str = "stukken/brief.txt") -> str:
    return default_storage.save(name, ContentFile(content))


def test_a_file_is_kept_read_weighed_and_deleted(s3: S3) -> None:
    name = kept()
    assert s3.held == {name: b"een brief"}
    with default_storage.open(name) as opened:
        assert opened.read() == b"een brief"
    assert default_storage.size(name) == 9
    default_storage.delete(name)
    assert s3.held == {}
    assert not default_storage.exists(name)


def test_nothing_is_written_over(s3: S3) -> None:
    first, second = kept(b"een"), kept(b"twee")
    assert first != second
    assert s3.held == {first: b"een", second: b"twee"}


def test_what_is_not_there_is_as_on_disk(s3: S3) -> None:
    with pytest.raises(FileNotFoundError):
        default_storage.open("stukken/weg.pdf")
    with pytest.raises(FileNotFoundError):
        default_storage.size("stukken/weg.pdf")
    default_storage.delete("stukken/weg.pdf")


def test_a_file_has_rights_for_nobody_else_and_no_address(s3: S3) -> None:
    name = kept()
    client = default_storage.connection.meta.client  # type: ignore[attr-defined]
    [grant] = client.get_object_acl(Bucket=s3.bucket, Key=name)["Grants"]
    assert (grant["Grantee"]["Type"], grant["Permission"]) == ("CanonicalUser", "FULL_CONTROL")
    with pytest.raises(ValueError, match="no address"):
        default_storage.url(name)


def test_the_server_encrypts_where_it_is_asked_to(s3: S3, settings: Any) -> None:
    client = default_storage.connection.meta.client  # type: ignore[attr-defined]
    assert "ServerSideEncryption" not in client.head_object(Bucket=s3.bucket, Key=kept())
    use(settings, s3.url("&encrypt=server"))
    assert client.head_object(Bucket=s3.bucket, Key=kept())["ServerSideEncryption"] == "AES256"


def test_a_folder_of_the_bucket(s3: S3, settings: Any) -> None:
    use(settings, s3.url().replace("?", "/portaal?"))
    name = kept()
    assert list(s3.held) == [f"portaal/{name}"]
    assert default_storage.size(name) == 9


@pytest.mark.usefixtures("washed_once")
def test_an_output_is_downloaded_through_the_portal_by_who_may(s3: S3, client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    file = SimpleUploadedFile("verslag.pdf", documents.pdf(lambda made: None), "application/pdf")
    typed = {"title": "Wat brieven doen", "kind": "report", "summary": "Een naam helpt.", "file": file}
    client.post(reverse("research:output_add", args=[project.slug]), typed)
    output = Output.objects.get()
    assert list(s3.held) == [output.file.name]
    answer = client.get(output.file_url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == s3.held[output.file.name]  # type: ignore[attr-defined]
    assert "Location" not in answer
    client.logout()
    assert client.get(output.file_url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_who_takes_back_an_output_empties_its_place(s3: S3, cast: Cast) -> None:
    output = delivered(cast)
    assert list(s3.held) == [output.file.name]
    with transaction.atomic():
        actions.take_back_output(Output.objects.get(), by=cast.lars)
        transaction.set_rollback(True)
    assert list(s3.held) == [output.file.name], "it was rolled back"
    actions.take_back_output(Output.objects.get(), by=cast.lars)
    assert s3.held == {}
    assert not GoneFile.objects.exists()


@pytest.fixture
def away(s3: S3, settings: Any) -> str:
    """A file was kept, and then nobody answers any more; gives its name."""
    name = kept()
    use(settings, s3.url().replace(f":{s3.port}/", f":{free_port()}/"))
    return name


def back(s3: S3, settings: Any) -> None:
    use(settings, s3.url())


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_deleted_now_goes_with_a_later_tick(
    s3: S3, away: str, settings: Any, time_machine
) -> None:
    gone.let_go([away])
    assert GoneFile.objects.count() == 1
    back(s3, settings)
    assert gone.sweep() == 0, "who let go of it may be at it"
    time_machine.move_to(timezone.now() + 2 * gone.A_MOMENT)
    assert gone.sweep() == 1
    assert s3.held == {}
    assert not GoneFile.objects.exists()


def test_a_store_that_is_away_is_a_sentence_and_waits_once(away: str) -> None:
    for act in (kept, lambda: default_storage.open(away), lambda: default_storage.delete(away)):
        with pytest.raises(StoreAway, match="kunnen nu geen bestanden"):
            act()


def test_a_store_that_refuses_is_the_same_sentence(s3: S3, settings: Any) -> None:
    use(settings, s3.url().replace(s3.bucket, "van-een-ander"))
    with pytest.raises(StoreAway):
        kept()


@pytest.mark.usefixtures("washed_once")
def test_a_form_tells_it_and_shows_what_was_typed(away: str, client: Client, cast: Cast) -> None:
    project = running(cast)
    client.force_login(cast.lars)
    file = SimpleUploadedFile("verslag.pdf", documents.pdf(lambda made: None), "application/pdf")
    typed = {"title": "Wat brieven doen", "kind": "report", "summary": "Een naam helpt.", "file": file}
    answer = client.post(reverse("research:output_add", args=[project.slug]), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "kunnen nu geen bestanden" in page
    assert "Een naam helpt." in page
    assert "verslag.pdf" in page
    assert not Output.objects.exists()


def test_a_download_tells_it_and_the_page_goes_on(s3: S3, settings: Any, client: Client, cast: Cast) -> None:
    output = delivered(cast)
    use(settings, s3.url().replace(f":{s3.port}/", f":{free_port()}/"))
    client.force_login(cast.lars)
    answer = client.get(output.file_url)
    assert (answer.status_code, "kunnen nu geen bestanden" in answer.content.decode()) == (409, True)
    assert client.get(output.project.get_absolute_url()).status_code == 200
    assert text_of(output.file) == UNREAD


@pytest.mark.django_db
def test_machines_are_told(s3: S3, away: str, settings: Any, client: Client) -> None:
    assert client.get("/readyz").json()["files"] == "away"
    back(s3, settings)
    assert client.get("/readyz").json()["files"] == "ok"
    use(settings, s3.url().replace(s3.bucket, "van-een-ander"))
    assert client.get("/readyz").json()["files"] == "away"


@pytest.mark.django_db
def test_a_bucket_that_is_full_takes_no_new_file(s3: S3, settings: Any) -> None:
    use(settings, s3.url("&most_mb=1"))
    name = kept(b"x" * 999_999)
    room.store().measure()
    assert not room.is_tight()
    kept(b"x")
    room.store().measure()
    assert room.is_tight()
    with pytest.raises(Exception, match="geen ruimte"):
        checked(SimpleUploadedFile("verslag.pdf", b"%PDF-1.7"))
    assert NoRoom.sentence
    default_storage.delete(name)
    room.store().measure()
    assert not room.is_tight()
    cache.delete(USED)


def test_the_address_of_a_bucket() -> None:
    made: Any = store(
        f"s3://{KEY}:{SECRET.replace('/', '%2F')}@s3.voorbeeld.test/bucket/map?region=eu-west-3&acl=none"
    )
    options = made["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == (KEY, SECRET)
    assert (options["bucket_name"], options["location"]) == ("bucket", "map")
    assert options["endpoint_url"] == "https://s3.voorbeeld.test"
    assert (options["region_name"], options["default_acl"], options["most_mb"]) == ("eu-west-3", None, 0)
    ours: Any = store("s3://a:b@[::1]:9000/bucket?tls=0&encrypt=kms&most_mb=5000")
    assert ours["OPTIONS"]["endpoint_url"] == "http://[::1]:9000"
    assert ours["OPTIONS"]["object_parameters"] == {"ServerSideEncryption": "aws:kms"}
    assert store("") is LOCAL


@pytest.mark.parametrize(
    "url",
    [
        "s3://host/bucket",
        "s3://key:secret@host",
        "s3://key:secret@host/",
        "s3://key@host/bucket",
        "https://key:secret@host/bucket",
        "s3://key:secret@host:negen/bucket",
        "s3://key:secret@host/bucket?tls=misschien",
        "s3://key:secret@host/bucket?encrypted=server",
        "s3://key:secret@host/bucket?most_mb=veel",
        "/data/media",
    ],
)
def test_what_is_no_bucket_stops_the_start_without_its_secret(url: str) -> None:
    with pytest.raises(SystemExit, match="STORAGE_URL must name a bucket") as caught:
        store(url)
    assert "secret" not in str(caught.value)


def test_who_keeps_files_at_home_never_loads_what_a_bucket_needs() -> None:
    code = """
import django, sys
django.setup()
from django.core.files.storage import default_storage
assert default_storage.exists("nergens") is False
assert not {"boto3", "botocore", "storages"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
