"""A file with a case: sent, looked at for viruses, read by few, released one by one, and gone with the text."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import MoveNotAllowed, NotAllowed
from atelier.base.files.uploads import Checked
from atelier.base.models import KeptFile
from atelier.front import privacy
from atelier.removal.actions import take_off
from atelier.removal.queries import spot, spots
from cases import actions
from cases.actions.attachment import AT_ONCE
from cases.exceptions import (
    AnotherOrganisationNeeded,
    AttachmentsElsewhere,
    AttachmentWaits,
    NoAttachmentsNow,
    SecondPersonNeeded,
    TooManyAttachments,
)
from cases.models import Attachment, Case, Intake
from cases.models.attachment import MOST_OF_A_CASE, MOST_OF_A_MEMBER
from cases.states import CaseState, Scan
from members.models import Member
from tests import documents
from tests.base.test_kept_files import reasons_in
from tests.cases.helpers import PATH, RELEASED, make_case, release
from tests.cast import Cast
from tests.clamd import SIGN, Clamd
from tests.fixtures_mail import Mailbox, tick
from tests.s3 import S3
from tests.test_undo import undo_address

LETTER = b"De huur van maart is niet betaald.\n"
MARKED = b"Bel mevrouw J. Hendriks op 06-12345678.\n"


def txt(content: bytes = LETTER, name: str = "brief.txt") -> Checked:
    return Checked(name, content)


def sent(content: bytes = LETTER, name: str = "brief.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def attached(cast: Cast, state: CaseState = CaseState.SUBMITTED, content: bytes = LETTER) -> Attachment:
    """With a case of Samira's in `state`."""
    draft = make_case(cast, CaseState.DRAFT)
    made = actions.attach(draft, by=cast.samira, file=txt(content), about="Brief van de verhuurder")
    if state != CaseState.DRAFT:
        moved_to(draft, state, cast)
    return Attachment.objects.get(pk=made.pk)


def moved_to(case: Case, state: CaseState, cast: Cast) -> None:
    steps: dict[str, Callable[[Case], object]] = {
        "submit": lambda one: actions.submit(one, by=cast.samira),
        "changes": lambda one: actions.request_changes(one, by=cast.beheer, notes={"situation": "Laat weg."}),
        "decline": lambda one: actions.decline(one, by=cast.beheer, reason="Past hier niet.", offer="Bel."),
        "withdraw": lambda one: actions.withdraw(one, by=cast.samira),
        "release": lambda one: actions.release(one, by=cast.beheer, **RELEASED),
        "agree": lambda one: one.is_shown and actions.agree_text(one, by=cast.samira),
    }
    for step in PATH[state]:
        steps[step](Case.objects.get(pk=case.pk))


def released(cast: Cast, state: CaseState = CaseState.RELEASED) -> Attachment:
    one = attached(cast, state)
    actions.release_attachment(one, by=cast.beheer, title="Brief over de huur")
    return Attachment.objects.get(pk=one.pk)


def client_of(member: Member | None) -> Client:
    client = Client()
    if member is not None:
        client.force_login(member)
    return client


def step_of(case: Case) -> str:
    return reverse("cases:step", args=[case.key, "bijlagen"])


# -- Sending


def test_a_draft_takes_files_one_by_one_and_goes_on(cast: Cast) -> None:
    case, samira = make_case(cast, CaseState.DRAFT), client_of(cast.samira)
    page = samira.post(step_of(case), {"file": sent(), "note": "Brief", "go": "add"})
    assert page.headers["Location"] == step_of(case)
    assert "brief.txt" in samira.get(step_of(case)).content.decode()
    page = samira.post(step_of(case), {"file": sent(b"Nog een.", "tweede.txt"), "note": "", "go": "next"})
    assert page.headers["Location"] == reverse("cases:check", args=[case.key])
    assert [(one.name, one.about, one.scan) for one in Attachment.objects.all()] == [
        ("brief.txt", "Brief", Scan.NONE),
        ("tweede.txt", "", Scan.NONE),
    ]
    check = samira.get(page.headers["Location"]).content.decode()
    assert "brief.txt" in check
    assert "tweede.txt" in check


def test_nobody_has_to_send_one_and_who_is_in_a_hurry_is_not_asked(cast: Cast) -> None:
    case, samira = make_case(cast, CaseState.DRAFT), client_of(cast.samira)
    together, check = reverse("cases:step", args=[case.key, "samen"]), reverse("cases:check", args=[case.key])
    assert samira.post(together, {"addresses": ""}).headers["Location"] == step_of(case)
    assert samira.post(step_of(case), {"note": ""}).headers["Location"] == check
    actions.save_draft(case, by=cast.samira, urgency="urgent")
    assert samira.post(together, {"addresses": ""}).headers["Location"] == check
    assert f'href="{together}"' in samira.get(check).content.decode(), "back goes the way one came"
    assert step_of(case) in samira.get(check).content.decode(), "it can still be chosen"
    assert not Attachment.objects.exists()


def test_a_word_without_a_file_is_not_lost(cast: Cast) -> None:
    case = make_case(cast, CaseState.DRAFT)
    for pressed in ("next", "add", "back", "later"):
        page = client_of(cast.samira).post(step_of(case), {"note": "Brief van de bank", "go": pressed})
        assert list(page.context["form"].errors) == ["note"]
        assert "Brief van de bank" in page.content.decode()


@pytest.mark.parametrize("pressed", ["next", "add", "back", "later"])
def test_what_was_typed_stays_when_a_file_is_refused(cast: Cast, pressed: str) -> None:
    case = make_case(cast, CaseState.DRAFT)
    for name, content in (("los.exe", b"MZ"), ("brief.pdf", b"geen pdf"), ("111222333.txt", LETTER)):
        page = client_of(cast.samira).post(
            step_of(case), {"file": sent(content, name), "note": "Van de bank", "go": pressed}
        )
        assert page.status_code == 200
        assert "file" in page.context["form"].errors
        assert "Van de bank" in page.content.decode()
    assert not Attachment.objects.exists()


def test_what_may_lead_to_a_person_in_its_text_needs_a_reason_and_is_recorded(cast: Cast) -> None:
    case, samira = make_case(cast, CaseState.DRAFT), client_of(cast.samira)
    page = samira.post(step_of(case), {"file": sent(MARKED), "note": "Brief"})
    assert "J. Hendriks" in page.content.decode()
    [kept] = KeptFile.objects.all()
    token = re.search(r'name="file_kept" value="([^"]+)"', page.content.decode())
    assert token
    again = {"file_kept": token[1], "note": "Brief"}
    reasons = dict.fromkeys(reasons_in(page.content.decode()), "leave")
    assert samira.post(step_of(case), again).status_code == 200
    assert samira.post(step_of(case), {**again, **reasons}).status_code == 302
    [one] = Attachment.objects.all()
    assert (one.name, one.size) == ("brief.txt", kept.size)
    assert Entry.objects.get(verb="attachment.added").note == "leave"


def test_what_a_wash_took_out_is_told_and_the_rest_can_be_opened(cast: Cast) -> None:
    case, samira = make_case(cast, CaseState.DRAFT), client_of(cast.samira)
    photo = SimpleUploadedFile("foto.jpg", documents.photo(Make="Camera van Jan"), "image/jpeg")
    samira.post(step_of(case), {"file": photo, "note": "", "go": "add"})
    [one] = Attachment.objects.all()
    assert "We haalden weg" in samira.get(step_of(case)).content.decode()
    kept = b"".join(samira.get(one.file_url).streaming_content)  # type: ignore[attr-defined]
    assert b"Camera van Jan" not in kept


def test_five_is_the_most_of_a_case(cast: Cast) -> None:
    case = make_case(cast, CaseState.DRAFT)
    for _n in range(MOST_OF_A_CASE):
        actions.attach(case, by=cast.samira, file=txt())
    with pytest.raises(TooManyAttachments):
        actions.attach(case, by=cast.samira, file=txt())
    page = client_of(cast.samira).post(step_of(case), {"file": sent(), "note": "Nog een"})
    assert "vijf bijlagen" in page.content.decode()
    assert "Nog een" in page.content.decode()
    assert Attachment.objects.count() == MOST_OF_A_CASE


def test_drafts_without_end_hold_no_files_without_end(cast: Cast) -> None:
    one = attached(cast, CaseState.DRAFT)
    row = {"intake": one.intake, "name": "x.txt", "size": 1, "scan": Scan.INFECTED, "sent_by": cast.samira}
    Attachment.objects.bulk_create(Attachment(**row) for _n in range(MOST_OF_A_MEMBER))
    with pytest.raises(AttachmentsElsewhere):
        actions.attach(one.case, by=cast.samira, file=txt())


def test_when_changes_are_asked_one_can_be_added_and_else_not(cast: Cast) -> None:
    case, samira = make_case(cast, CaseState.CHANGES_ASKED), client_of(cast.samira)
    address = reverse("cases:attachments", args=[case.number])
    assert address in samira.get(reverse("cases:intake", args=[case.number])).content.decode()
    assert samira.post(address, {"file": sent(), "note": "Bewijs"}).headers["Location"] == address
    assert "brief.txt" in samira.get(reverse("cases:intake", args=[case.number])).content.decode()
    actions.resubmit(case, by=cast.samira, question="Mag het?")
    assert samira.get(address).headers["Location"] == reverse("cases:intake", args=[case.number])
    answer = samira.post(address, {"file": sent(), "note": "Te laat"})
    assert (answer.status_code, Attachment.objects.count()) == (409, 1)
    with pytest.raises(NoAttachmentsNow):
        actions.attach(Case.objects.get(), by=cast.samira, file=txt())
    for nobody in (cast.pieter, cast.beheer):
        assert client_of(nobody).get(address).status_code == 404
        with pytest.raises(NotAllowed):
            actions.attach(case, by=nobody, file=txt())


def test_one_is_taken_off_and_put_back_with_its_file(cast: Cast) -> None:
    one, samira = attached(cast), client_of(cast.samira)
    address, name = reverse("cases:attachment_remove", args=[one.pk]), one.file.name
    assert "Deze bijlage weghalen?" in samira.post(address).content.decode()
    assert samira.post(address, {"sure": "1"}).status_code == 302
    assert not Attachment.objects.exists()
    samira.post(undo_address())
    assert Attachment.objects.get().file.name == name
    assert default_storage.exists(str(name))
    assert client_of(cast.pieter).post(address, {"sure": "1"}).status_code == 404
    assert client_of(cast.beheer).post(address, {"sure": "1"}).status_code == 404


# -- Who may have it


@pytest.mark.parametrize("state", [CaseState.DRAFT, CaseState.SUBMITTED, CaseState.DECLINED, CaseState.WITHDRAWN])
def test_before_a_release_only_submitters_and_moderators_may_have_it(cast: Cast, state: CaseState) -> None:
    one = attached(cast, state)
    codes = {
        who: client_of(who and getattr(cast, who)).get(one.file_url).status_code
        for who in (None, "samira", "beheer", "pieter", "noor", "maria")
    }
    assert codes[None] == 302, "to the login"
    moderator = 404 if state == CaseState.DRAFT else 200
    assert codes == {None: 302, "samira": 200, "beheer": moderator, "pieter": 404, "noor": 404, "maria": 404}


def test_members_have_it_once_it_is_released_and_while_they_may_read_the_case(cast: Cast) -> None:
    one, pieter = attached(cast, CaseState.SUBMITTED), client_of(cast.pieter)
    actions.release_attachment(one, by=cast.beheer, title="Brief over de huur")
    assert pieter.get(one.file_url).status_code == 404, "the case is not open"
    case = Case.objects.get()
    release(case, cast)
    page = pieter.get(case.get_absolute_url()).content.decode()
    assert "Brief over de huur" in page
    assert "brief.txt" not in page
    answer = pieter.get(one.file_url)
    assert 'filename="Brief over de huur.txt"' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == LETTER  # type: ignore[attr-defined]
    actions.unpublish(Case.objects.get(), by=cast.beheer, reason="Kijk nog eens.")
    assert pieter.get(one.file_url).status_code == 404
    release(Case.objects.get(), cast)
    actions.withdraw(Case.objects.get(), by=cast.samira)
    assert pieter.get(one.file_url).status_code == 404
    assert client_of(cast.samira).get(one.file_url).status_code == 200
    assert client_of(cast.beheer).get(one.file_url).status_code == 200


def test_what_is_not_released_is_not_named_to_members(cast: Cast) -> None:
    one = attached(cast, CaseState.RELEASED)
    page = client_of(cast.pieter).get(one.case.get_absolute_url()).content.decode()
    assert "Bijlagen" not in page
    assert "verhuurder" not in page


def test_each_opening_by_a_moderator_is_recorded(cast: Cast) -> None:
    one = attached(cast)
    client_of(cast.beheer).get(one.file_url)
    client_of(cast.samira).get(one.file_url)
    assert [(entry.actor_id, entry.object_id) for entry in Entry.objects.filter(verb="attachment.read")] == [
        (cast.beheer.pk, str(one.pk))
    ]


# -- The scanner


def test_it_waits_for_the_scanner_and_until_then_only_its_sender_has_it(cast: Cast, clamd: Clamd) -> None:
    case = make_case(cast, CaseState.DRAFT)
    client_of(cast.samira).post(step_of(case), {"file": sent(), "note": "Brief", "go": "add"})
    assert clamd.heard == [], "the page does not wait for it"
    one = Attachment.objects.get()
    actions.submit(case, by=cast.samira)
    page = client_of(cast.samira).get(reverse("cases:intake", args=[Case.objects.get().number])).content.decode()
    assert "Wordt nagekeken op virussen" in page
    assert client_of(cast.samira).get(one.file_url).status_code == 200
    assert client_of(cast.beheer).get(one.file_url).status_code == 404
    with pytest.raises(AttachmentWaits):
        actions.release_attachment(one, by=cast.beheer, title="Brief")
    tick()
    assert clamd.heard == [LETTER]
    assert Attachment.objects.get().scan == Scan.CLEAN
    assert client_of(cast.beheer).get(one.file_url).status_code == 200
    page = client_of(cast.samira).get(reverse("cases:intake", args=[Case.objects.get().number])).content.decode()
    assert "Geen virus gevonden" in page
    tick()
    assert clamd.heard == [LETTER], "once"


def test_a_virus_deletes_the_file_and_its_sender_hears_it(
    cast: Cast, clamd: Clamd, mailbox: Mailbox, django_capture_on_commit_callbacks: Any
) -> None:
    one = attached(cast, content=SIGN)
    name = str(one.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        tick()
    refused = Attachment.objects.get()
    assert (refused.scan, refused.file.name, refused.released_at) == (Scan.INFECTED, "", None)
    assert not default_storage.exists(name)
    mail = mailbox.last(cast.samira)
    assert "geweigerd" in mail.subject
    assert "brief" not in f"{mail.subject}{mail.body}"
    assert "/inbreng/" in mail.body
    page = client_of(cast.samira).get(reverse("cases:intake", args=[Case.objects.get().number])).content.decode()
    assert "Geweigerd door de virusscanner" in page
    for who in (cast.samira, cast.beheer):
        assert client_of(who).get(one.file_url).status_code == 404


def test_of_a_draft_the_mail_leads_to_its_step(cast: Cast, clamd: Clamd, mailbox: Mailbox) -> None:
    one = attached(cast, CaseState.DRAFT, content=SIGN)
    tick()
    assert step_of(one.case) in mailbox.last(cast.samira).body


def test_a_refused_one_takes_no_place(cast: Cast, clamd: Clamd) -> None:
    one = attached(cast, CaseState.DRAFT, content=SIGN)
    tick()
    for _n in range(MOST_OF_A_CASE):
        actions.attach(one.case, by=cast.samira, file=txt())


def test_a_scanner_that_is_away_or_cannot_tell_leaves_it_waiting(cast: Cast, clamd: Clamd, settings: Any) -> None:
    attached(cast)
    clamd.says = b"INSTREAM size limit exceeded. ERROR\0"
    tick()
    assert Attachment.objects.get().scan == Scan.WAITING
    here, settings.CLAMAV_HOST = settings.CLAMAV_HOST, "127.0.0.1:1"
    tick()
    assert Attachment.objects.get().scan == Scan.WAITING
    settings.CLAMAV_HOST, clamd.says = here, b""
    tick()
    assert Attachment.objects.get().scan == Scan.CLEAN


def test_one_that_it_cannot_judge_does_not_keep_the_others_waiting(cast: Cast, clamd: Clamd, time_machine) -> None:
    rows = [attached(cast) for _n in range(AT_ONCE + 1)]
    clamd.says = b"stream: wat\0"
    assert actions.scan_attachments() == 0
    clamd.says = b""
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    assert actions.scan_attachments() == AT_ONCE
    assert Attachment.objects.get(pk=rows[-1].pk).scan == Scan.CLEAN, "the one that was not asked for yet goes first"


def test_without_a_scanner_moderators_know_and_the_submitter_is_not_worried(cast: Cast) -> None:
    one = attached(cast)
    assert one.scan == Scan.NONE
    desk = client_of(cast.beheer).get(desk_of(one)).content.decode()
    assert "Niet op virussen nagekeken" in desk
    own = client_of(cast.samira).get(reverse("cases:intake", args=[one.case.number])).content.decode()
    assert "virus" not in own.lower()


def test_a_scanner_that_comes_or_goes(cast: Cast, clamd: Clamd, settings: Any) -> None:
    scanner, settings.UPLOAD_SCANNER = settings.UPLOAD_SCANNER, ""
    one = released(cast)
    settings.UPLOAD_SCANNER = scanner
    tick()
    assert Attachment.objects.get(pk=one.pk).scan == Scan.CLEAN
    waits = attached(cast)
    settings.UPLOAD_SCANNER = ""
    tick()
    assert Attachment.objects.get(pk=waits.pk).scan == Scan.NONE


# -- The desk


def desk_of(one: Attachment, chosen: bool = True) -> str:
    address = reverse("admin:cases_case_step", args=[one.case.pk, "bijlagen"])
    return f"{address}?bijlage={one.pk}" if chosen else address


def test_the_desk_opens_one_with_what_the_finder_marks_and_releases_it(cast: Cast) -> None:
    one, beheer = attached(cast, content=MARKED), client_of(cast.beheer)
    read = beheer.get(reverse("admin:cases_case_step", args=[one.case.pk, "inbreng"])).content.decode()
    assert desk_of(one) in read
    assert not Entry.objects.filter(verb="attachment.read").exists()
    assert "brief.txt" in beheer.get(desk_of(one, chosen=False)).content.decode()
    page = beheer.get(desk_of(one)).content.decode()
    assert "J. Hendriks" in page
    assert "06-12345678" in page
    assert Entry.objects.filter(verb="attachment.read").count() == 1
    answer = beheer.post(desk_of(one), {"title": "Brief over de huur", "looked": "on"})
    assert list(answer.context["form"].errors) == ["why"]
    answer = beheer.post(desk_of(one), {"title": "Brief van mevrouw J. Hendriks", "looked": "on", "why": "leave"})
    assert list(answer.context["form"].errors) == ["title"]
    answer = beheer.post(desk_of(one), {"title": "Brief over de huur", "looked": "on", "why": "leave"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.released_by) == ("Brief over de huur", cast.beheer)
    assert Entry.objects.get(verb="attachment.released").note == "leave"
    assert beheer.post(desk_of(one), {"go": "back"}).status_code == 302
    one.refresh_from_db()
    assert not one.is_released
    assert Entry.objects.filter(verb="attachment.taken_back").exists()


def test_a_second_person_of_another_organisation_releases(cast: Cast) -> None:
    one = attached(cast)
    Member.objects.filter(pk=cast.samira.pk).update(is_moderator=True)
    Member.objects.filter(pk=cast.pieter.pk).update(is_moderator=True, organisation=cast.gemeente)
    for who, refused in ((cast.samira, SecondPersonNeeded), (cast.pieter, AnotherOrganisationNeeded)):
        member = Member.objects.get(pk=who.pk)
        with pytest.raises(refused):
            actions.release_attachment(one, by=member, title="Brief")
        page = client_of(member).get(desk_of(one))
        assert page.context["form"] is None
        client_of(member).post(desk_of(one), {"title": "Brief", "looked": "on"})
    with pytest.raises(NotAllowed):
        actions.release_attachment(one, by=cast.noor, title="Brief")
    one.refresh_from_db()
    assert not one.is_released
    with pytest.raises(NotAllowed):
        actions.take_back_attachment(released(cast), by=cast.noor)


@pytest.mark.parametrize("state", [CaseState.DRAFT, CaseState.DECLINED, CaseState.WITHDRAWN])
def test_of_what_is_no_case_for_members_nothing_is_released(cast: Cast, state: CaseState) -> None:
    one = attached(cast, state)
    with pytest.raises(MoveNotAllowed):
        actions.release_attachment(one, by=cast.beheer, title="Brief")


def test_nothing_is_released_without_a_title_or_before_the_scanner_saw_it(cast: Cast) -> None:
    one = attached(cast)
    for wrong in ({"title": ""}, {"title": "Brief", "scan": Scan.WAITING}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(pk=one.pk).update(released_at=timezone.now(), **wrong)


def test_a_moderator_takes_its_file_or_title_off_the_page(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    one = released(cast)
    name = str(one.file.name)
    case = Case.objects.get()
    assert {each.field for each in spots("kwestie", case.pk) if each.part == "attachment"} == {"file", "title"}
    found = spot("kwestie", case.pk, "attachment", one.pk, "file")
    assert found
    with django_capture_on_commit_callbacks(execute=True):
        take_off(found, by=cast.beheer, why="Er staat een naam in.")
    assert not default_storage.exists(name)
    assert client_of(cast.pieter).get(one.file_url).status_code == 404
    assert client_of(cast.samira).get(one.file_url).status_code == 404
    page = client_of(cast.pieter).get(case.get_absolute_url()).content.decode()
    assert "Brief over de huur" not in page
    assert "Er staat een naam in." in page
    assert client_of(cast.samira).get(reverse("cases:intake", args=[case.number])).status_code == 200
    assert client_of(cast.beheer).get(desk_of(one)).status_code == 200


# -- Gone with the intake


def is_gone(name: str) -> bool:
    return not default_storage.exists(name) and not Attachment.objects.exists()


WAYS: dict[str, Callable[[Attachment, Cast], object]] = {
    "purged": lambda one, cast: actions.purge_intakes(),
    "discarded": lambda one, cast: actions.discard(one.case, by=cast.samira),
    "erased": lambda one, cast: privacy.erase(cast.samira, by=cast.beheer),
    "by row": lambda one, cast: Intake.objects.filter(pk=one.intake_id).delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_goes_with_the_text_however_that_goes(
    cast: Cast, way: str, django_capture_on_commit_callbacks: Any, time_machine
) -> None:
    one = attached(cast, CaseState.DRAFT if way == "discarded" else CaseState.DECLINED)
    name = str(one.file.name)
    if way == "purged":
        time_machine.move_to(timezone.now() + timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        WAYS[way](one, cast)
        transaction.set_rollback(True)
    assert Attachment.objects.exists()
    assert default_storage.exists(name), "it was rolled back"
    with django_capture_on_commit_callbacks(execute=True):
        WAYS[way](Attachment.objects.get(), cast)
    assert is_gone(name)


@pytest.mark.programs
def test_it_goes_from_a_bucket_too(s3: S3, cast: Cast, django_capture_on_commit_callbacks: Any, time_machine) -> None:
    one = attached(cast, CaseState.DECLINED)
    assert s3.held == {str(one.file.name): LETTER}
    time_machine.move_to(timezone.now() + timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        actions.purge_intakes()
    assert s3.held == {}


def test_a_file_of_a_change_that_fails_does_not_stay(cast: Cast, monkeypatch: Any) -> None:
    case = make_case(cast, CaseState.DRAFT)
    monkeypatch.setattr("cases.actions.attachment.record", lambda *_a, **_k: 1 / 0)
    kept: list[str] = []
    save = default_storage.save
    monkeypatch.setattr(default_storage, "save", lambda *a, **k: kept.append(save(*a, **k)) or kept[-1])
    with pytest.raises(ZeroDivisionError):
        actions.attach(case, by=cast.samira, file=txt())
    assert kept
    assert not any(default_storage.exists(name) for name in kept)


# -- Own data


def test_own_data_names_them_and_leads_to_each_file(cast: Cast) -> None:
    one = attached(cast)
    data: Any = privacy.export(cast.samira, by=cast.samira)
    [told] = data["cases"]["cases"][0]["attachments"]
    assert (told["name"], told["about"], told["size"]) == ("brief.txt", "Brief van de verhuurder", len(LETTER))
    assert told["file"].endswith(one.file_url)
    other: Any = privacy.export(cast.samira, by=cast.beheer)
    assert other["cases"]["cases"][0]["attachments"] == []


def test_who_leaves_a_case_to_another_leaves_no_name_with_its_files(cast: Cast) -> None:
    case = make_case(cast, CaseState.CHANGES_ASKED, together="pieter@voorbeeld.test")
    one = actions.attach(case, by=cast.samira, file=txt())
    privacy.erase(cast.samira, by=cast.beheer)
    one.refresh_from_db()
    assert one.sent_by is None
    assert client_of(cast.pieter).get(one.file_url).status_code == 200
