"""The virus scanner: every file goes to it, and what it does not call clean is refused."""

import socket

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from atelier.base.files.clamav import address
from atelier.base.files.uploads import checked
from tests import documents
from tests.clamd import SIGN, Clamd

VIRUS = b"%PDF-1.4 " + SIGN
CLEAN = documents.pdf(lambda made: made.Root.__setitem__("/Lang", "x" * 200_000), compress_streams=False)


def code_of(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        checked(SimpleUploadedFile("brief.pdf", content))
    return str(caught.value.code)


def test_a_clean_file_comes_in_and_was_read_to_the_last_byte(clamd: Clamd) -> None:
    assert checked(SimpleUploadedFile("brief.pdf", CLEAN)).size
    assert clamd.heard == [CLEAN]


def test_a_virus_is_refused(clamd: Clamd) -> None:
    assert code_of(VIRUS) == "infected"


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: wat\0"])
def test_a_scanner_that_cannot_tell_refuses_with_a_sentence(clamd: Clamd, says: bytes) -> None:
    clamd.says = says or b"\0"
    assert code_of(CLEAN) == "unscanned"


def test_a_scanner_that_is_away_refuses_with_a_sentence(settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMAV_HOST = f"127.0.0.1:{server.getsockname()[1]}"
    settings.UPLOAD_SCANNER = "atelier.base.files.clamav.is_clean"
    assert code_of(CLEAN) == "unscanned"


@pytest.mark.parametrize(
    ("host", "where"),
    [
        ("clamav", ("clamav", 3310)),
        ("scan.example.nl:3311", ("scan.example.nl", 3311)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_the_address_of_the_scanner(host: str, where: tuple[str, int]) -> None:
    assert address(host) == where


@pytest.mark.parametrize("host", ["", "clamav:poort", "tcp://clamav:3310", "clamav:99999", ":3310"])
def test_what_is_no_address(host: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        address(host)
