"""A file of a form that comes back with errors is there when the form is sent again, for its sender alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import DomainError
from atelier.base.files.uploads import CheckedFileField
from atelier.base.forms import kept_files
from atelier.base.forms.plain import Plain
from atelier.base.models import KeptFile
from cases.forms.attachment import AttachmentForm
from cases.models import Attachment
from cases.states import CaseState
from meetings.actions.guest import end_guest
from meetings.forms.guest import SlidesForm
from meetings.models import GuestExpert
from members.actions import leave
from research import actions
from research.forms.work import CorrectForm, OutputForm
from research.models import Output
from tests import documents
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.documents import all_of
from tests.fixtures_mail import deliver
from tests.meetings.published import published_meeting
from tests.meetings.test_guests import invited, link_in
from tests.research.helpers import delivered, running

pytestmark = pytest.mark.usefixtures("washed_once")


@dataclass
class Story:
    """A page with a file, somebody who may send it, and what is stored by it."""

    form: type[forms.BaseForm]
    client: Client
    path: str
    name: str
    stored: Callable[[], list[Any]]
    typed: dict[str, Any] = field(default_factory=dict)

    def post(self, file: SimpleUploadedFile | None = None, **more: Any) -> Any:
        return self.client.post(self.path, {**self.typed, **({self.name: file} if file else {}), **more})

    def token(self, answer: Any) -> dict[str, str]:
        found = re.search(rf'name="({self.name}_kept)" value="([^"]+)"', answer.content.decode())
        return {found[1]: found[2]} if found else {}

    def contents(self) -> list[bytes]:
        found = []
        for one in self.stored():
            with one.open("rb") as opened:
                found.append(all_of(opened.read()))
        return found


def output_add(client: Client, cast: Cast) -> Story:
    project = running(cast)
    client.force_login(cast.lars)
    typed = {"title": "Wat brieven doen", "kind": "report", "summary": "Een naam helpt."}
    path = reverse("research:output_add", args=[project.slug])
    return Story(OutputForm, client, path, "file", lambda: [one.file for one in Output.objects.all()], typed)


def version_on(client: Client, path: str) -> str:
    """What the page remembers of what it was made from."""
    return str(client.get(path).context["form"]["version"].value())


def output_edit(client: Client, cast: Cast) -> Story:
    output = delivered(cast)
    actions.return_output(output, by=cast.ingrid, note="Korter.")
    output.refresh_from_db()
    client.force_login(cast.lars)
    path = reverse("research:output_edit", args=[output.pk])
    typed = {"title": "Korter", "kind": "report", "summary": "Een naam helpt.", "version": version_on(client, path)}
    return Story(OutputForm, client, path, "file", lambda: [one.file for one in Output.objects.all()], typed)


def output_correct(client: Client, cast: Cast) -> Story:
    output = delivered(cast)
    client.force_login(cast.beheer)
    path = reverse("research:output_correct", args=[output.pk])
    typed = {"title": "Korter", "kind": "report", "summary": "Een naam helpt.", "version": version_on(client, path)}
    return Story(CorrectForm, client, path, "file", lambda: [one.file for one in Output.objects.all()], typed)


def slides(client: Client, cast: Cast) -> Story:
    invited(published_meeting(in_days=30), cast)
    [mail] = [mail for mail in deliver() if mail.to == ["anouk@voorbeeld.test"]]
    stored = GuestExpert.objects.exclude(slides="")
    return Story(SlidesForm, client, f"/{link_in(mail)}", "slides", lambda: [one.slides for one in stored.all()])


def attachment_of_a_draft(client: Client, cast: Cast) -> Story:
    case = make_case(cast, CaseState.DRAFT)
    client.force_login(cast.samira)
    path = reverse("cases:step", args=[case.key, "bijlagen"])
    return Story(AttachmentForm, client, path, "file", lambda: [one.file for one in Attachment.objects.all()])


STORIES = (output_add, output_edit, output_correct, slides, attachment_of_a_draft)


@pytest.fixture(params=STORIES, ids=lambda one: one.__name__)
def story(request: Any, client: Client, cast: Cast) -> Story:
    return request.param(client, cast)


def pdf(words: str, name: str = "Mijn verslag.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_with(words), "application/pdf")


@cache
def pdf_with(words: str) -> bytes:
    """The same bytes each time, so that they are washed once."""
    return documents.pdf(lambda made: made.Root.__setitem__("/Lang", words))


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch, story: Story) -> Iterator[pytest.MonkeyPatch]:
    """Something else in the form is wrong, until it is undone."""

    def clean(self: Any) -> None:
        raise ValidationError("Er is iets anders mis.")

    with monkeypatch.context() as patch:
        patch.setattr(story.form, "clean", clean)
        yield patch


# -- All forms with a file


def every_form() -> Iterator[type[forms.BaseForm]]:
    waiting: list[Any] = [forms.BaseForm]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.partition(".")[0] in ("atelier", "members", "cases", "meetings", "research"):
                yield one


def test_every_form_with_a_file_is_in_these_stories_and_checks_what_it_gets() -> None:
    get_resolver().url_patterns  # noqa: B018  (imports every view, and so every form)
    with_files = {
        form
        for form in every_form()
        if any(isinstance(one, forms.FileField) for one in getattr(form, "base_fields", {}).values())
    }
    assert with_files == {OutputForm, CorrectForm, SlidesForm, AttachmentForm}, (
        "A new form with a file: tell a story about it, in STORIES."
    )
    for form in with_files:
        assert issubclass(form, Plain)
        files = [one for one in form.base_fields.values() if isinstance(one, forms.FileField)]
        assert all(isinstance(one, CheckedFileField) for one in files)


def test_no_page_of_the_workplace_takes_a_file(rf: Any, cast: Cast) -> None:
    request = rf.get("/")
    request.user = cast.beheer
    for model, room in admin.site._registry.items():
        if room.has_change_permission(request) or room.has_add_permission(request):
            fields = room.get_form(request).base_fields.values()
            assert not [one for one in fields if isinstance(one, forms.FileField)], model


def test_a_file_stays_with_a_form_that_comes_back(story: Story, trouble: pytest.MonkeyPatch) -> None:
    before = len(story.stored())
    answer = story.post(pdf("eerste"))
    assert "Mijn verslag.pdf" in answer.content.decode()
    assert "Er is iets anders mis." in answer.content.decode()
    again = story.post(**story.token(answer))
    assert story.token(again), "it stays, however often something is wrong"
    assert KeptFile.objects.count() == 1
    assert len(story.stored()) == before
    trouble.undo()
    done = story.post(**story.token(again))
    assert done.status_code == 302
    assert [b"eerste" in one for one in story.contents()] == [True]


@pytest.mark.long
def test_a_new_file_takes_the_place_of_the_one_that_waits(
    story: Story, trouble: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    token = story.token(story.post(pdf("eerste")))
    old = KeptFile.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        token = story.token(story.post(pdf("tweede"), **token))
    assert not default_storage.exists(old)
    assert KeptFile.objects.count() == 1
    trouble.undo()
    with django_capture_on_commit_callbacks(execute=True):
        story.post(pdf("derde"), **token)
    assert [b"derde" in one for one in story.contents()] == [True]
    assert not KeptFile.objects.exists()


def test_what_the_domain_refuses_after_all_keeps_the_file_too(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on the page that only says so: opened again, the form has the file."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise DomainError("Dat kan nu niet.")

    with monkeypatch.context() as patch:
        for place in ("deliver_output", "revise_output", "correct_output"):
            patch.setattr(f"research.actions.{place}", refuse)
        patch.setattr("meetings.actions.guest.hand_in_slides", refuse)
        patch.setattr("cases.actions.attach", refuse)
        answer = story.post(pdf("eerste"))
    assert answer.status_code == 409
    assert "Mijn verslag.pdf" in answer.content.decode()
    page = story.client.get(story.path)
    assert "Mijn verslag.pdf" in page.content.decode()
    story.post(**story.token(page))
    assert [b"eerste" in one for one in story.contents()] == [True]


def test_without_the_token_nothing_is_sent_along(story: Story, trouble: pytest.MonkeyPatch) -> None:
    story.post(pdf("eerste"))
    trouble.undo()
    story.post()
    assert not [one for one in story.contents() if b"eerste" in one]


def test_who_does_not_want_it_after_all_leaves_it_out(
    story: Story, trouble: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    token = story.token(story.post(pdf("eerste")))
    name = KeptFile.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        answer = story.post(**token, **{f"{story.name}_drop": "yes"})
    assert not story.token(answer)
    assert not KeptFile.objects.exists()
    assert not default_storage.exists(name)


@pytest.mark.parametrize("spoil", [lambda token: token[:-1] + "x", lambda token: "", lambda token: "a" * 5_000])
def test_a_token_of_ones_own_making_opens_nothing(story: Story, trouble: Any, spoil: Callable[[str], str]) -> None:
    token = story.token(story.post(pdf("eerste")))
    answer = story.post(**{name: spoil(value) for name, value in token.items()})
    assert not story.token(answer)


def test_another_person_gets_nothing_with_the_token(story: Story, trouble: pytest.MonkeyPatch, cast: Cast) -> None:
    token = story.token(story.post(pdf("eerste")))
    KeptFile.objects.filter(guest="").update(member=cast.noor)
    KeptFile.objects.exclude(guest="").update(guest="meetings.guestexpert:0")
    assert not story.token(story.post(**token))
    assert "Mijn verslag.pdf" not in story.client.get(story.path).content.decode()


def test_after_two_hours_it_is_gone_and_the_form_says_to_choose_again(
    story: Story, trouble: pytest.MonkeyPatch, time_machine: Any, django_capture_on_commit_callbacks: Any
) -> None:
    answer = story.post(pdf("eerste"))
    name = KeptFile.objects.get().file.name
    KeptFile.objects.update(until=KeptFile.objects.get().until - timedelta(hours=2, seconds=1))
    assert not story.token(story.post(**story.token(answer)))
    with django_capture_on_commit_callbacks(execute=True):
        assert kept_files.purge() == 1
    assert not default_storage.exists(name)


def test_a_second_click_finds_the_file_it_sent_too(story: Story, trouble: pytest.MonkeyPatch) -> None:
    token = story.token(story.post(pdf("eerste")))
    trouble.undo()
    first = story.post(**token)
    assert first.status_code == 302
    assert "Mijn verslag.pdf (" not in story.client.get(first["Location"]).content.decode()
    rows = kept_files.KeptFile.objects.all()
    assert [row.used for row in rows] == [True]
    assert not story.token(story.client.get(story.path)), "a page opened anew offers what was used no more"


@pytest.mark.parametrize("limit", ["MOST_BYTES", "disk"])
def test_what_cannot_be_kept_must_be_chosen_again_and_the_summary_says_so(
    story: Story, trouble: pytest.MonkeyPatch, limit: str
) -> None:
    if limit == "disk":

        def full(*args: Any, **kwargs: Any) -> str:
            raise OSError(28, "No space left on device")

        trouble.setattr("django.core.files.storage.FileSystemStorage._save", full)
    else:
        trouble.setattr(kept_files, "MOST_BYTES", 10)
    answer = story.post(pdf("eerste"))
    assert answer.status_code == 200
    html = answer.content.decode()
    summary = html[html.index('class="errors"') :]
    assert "Mijn verslag.pdf" in summary[: summary.index("</ul>")]
    assert not story.token(answer)


def test_a_bad_file_leaves_the_good_one_that_waits(story: Story, trouble: pytest.MonkeyPatch) -> None:
    token = story.token(story.post(pdf("eerste")))
    answer = story.post(SimpleUploadedFile("x.exe", b"MZ"), **token)
    assert story.token(answer)
    assert "Mijn verslag.pdf" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".pdf", "<b>é & 'ü'.PDF", "a\u202efdp.exe.pdf", "..\\..\\etc.pdf", "a\tb.pdf"]
)
def test_a_file_with_an_odd_name_is_kept_and_sent(story: Story, trouble: pytest.MonkeyPatch, name: str) -> None:
    answer = story.post(pdf("eerste", name))
    assert story.token(answer), name
    assert "<b>" not in answer.content.decode()
    trouble.undo()
    assert story.post(**story.token(answer)).status_code == 302
    assert [b"eerste" in one for one in story.contents()] == [True]


def test_two_files_for_one_field_are_not_made_one_in_silence(story: Story) -> None:
    before = len(story.stored())
    answer = story.client.post(story.path, {**story.typed, story.name: [pdf("eerste"), pdf("tweede")]})
    assert answer.status_code == 200
    assert "Kies er één" in answer.content.decode()
    assert len(story.stored()) == before


def test_an_empty_file_says_so(story: Story) -> None:
    answer = story.post(SimpleUploadedFile("leeg.pdf", b""))
    assert "0 bytes" in answer.content.decode()


def test_when_the_scanner_is_away_nothing_is_kept_and_the_form_says_to_choose_again(
    story: Story, trouble: Any, settings: Any
) -> None:
    settings.UPLOAD_SCANNER = "tests.base.test_kept_files.away"
    answer = story.post(pdf("eerste"))
    if story.form is AttachmentForm:
        assert KeptFile.objects.exists(), "the worker asks the scanner, once it is sent"
        return
    assert "Kies het bestand later opnieuw" in answer.content.decode()
    assert not KeptFile.objects.exists()


def away(content: bytes) -> bool:
    raise OSError


def test_a_change_that_does_not_come_about_leaves_no_file_on_the_disk(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise DomainError("Dat kan nu niet.")

    before = {one.name for one in story.stored()}
    made: list[str] = []
    save = default_storage.save
    monkeypatch.setattr(
        default_storage, "save", lambda name, content, **how: made.append(save(name, content, **how)) or made[-1]
    )
    monkeypatch.setattr("research.actions.output._ask_review", fail)
    monkeypatch.setattr(GuestExpert, "save", fail)
    monkeypatch.setattr("cases.actions.attachment.record", fail)
    story.post(pdf("eerste"))
    assert made
    assert not [name for name in made if not name.startswith("kept/") and default_storage.exists(name)]
    assert all(default_storage.exists(name) for name in before)


# -- What was taken out


def changed() -> SimpleUploadedFile:
    """A report with tracked changes, as they are handed in at night."""
    struck = '<w:p><w:del w:id="1"><w:r><w:delText>geschrapt</w:delText></w:r></w:del></w:p>'
    return SimpleUploadedFile("Verslag.docx", documents.word(struck * 3))


def test_who_sends_a_file_that_loses_words_sees_what_is_left_before_it_is_handed_in(story: Story) -> None:
    before = len(story.contents())
    answer = story.post(changed())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "We haalden weg: 3 wijzigingen." in page
    assert len(story.contents()) == before
    opened = story.client.get(re.search(r'href="(/bestand/[^"]+)"', page)[1])
    left = all_of(b"".join(opened.streaming_content))
    assert b"Ons verslag" in left
    assert b"geschrapt" not in left
    assert opened["Content-Disposition"].startswith("attachment")
    done = story.post(**story.token(answer))
    assert done.status_code == 302
    assert [b"Ons verslag" in one for one in story.contents()] == [True]
    assert "We haalden weg: 3 wijzigingen." in story.client.get(done["Location"]).content.decode()


@pytest.mark.long
def test_what_no_reader_saw_goes_without_asking_and_is_told_afterwards(story: Story) -> None:
    sent = documents.pdf(lambda made: made.docinfo.__setitem__("/Author", "Jan Jansen"))
    done = story.post(SimpleUploadedFile("x.pdf", sent))
    assert done.status_code == 302
    told = story.client.get(done["Location"]).content.decode()
    assert "We haalden weg: namen en gegevens van de makers." in told


def naming() -> SimpleUploadedFile:
    body = "<w:p><w:r><w:t>We spraken mevrouw Jansen op 06-12345678.</w:t></w:r></w:p>"
    return SimpleUploadedFile("Verslag.docx", documents.word(body))


def reasons_in(page: str) -> list[str]:
    """The names under which a reason is sent, one for each piece."""
    return list(dict.fromkeys(re.findall(r'name="([^"]+_why)"', page)))


def test_each_piece_in_a_file_that_may_lead_to_a_person_asks_for_a_reason(story: Story) -> None:
    before = len(story.contents())
    answer = story.post(naming())
    page = answer.content.decode()
    assert "Jansen</mark>" in page
    assert "Dit lijkt een telefoonnummer." in page
    name, phone = reasons_in(page)
    for not_enough in ({}, {name: "zomaar", phone: "leave"}, {name: "leave"}, {phone: "organisation"}):
        again = story.post(**story.token(answer), **not_enough)
        assert again.status_code == 200
        assert "Jansen</mark>" in again.content.decode(), "read again: the text is kept nowhere"
        kept = [value for key, value in not_enough.items() if value != "zomaar"]
        assert again.content.decode().count("checked") == len(kept), "what was chosen stays chosen"
    assert len(story.contents()) == before
    done = story.post(**story.token(answer), **{name: "leave", phone: "organisation"})
    assert done.status_code == 302
    assert [b"mevrouw Jansen" in one for one in story.contents()] == [True]
    assert Entry.objects.filter(note="organisation leave").count() == 1, "the reasons are in the record"


def test_of_a_file_that_waits_no_word_stands_in_a_table(story: Story) -> None:
    story.post(naming())
    row = KeptFile.objects.values().get()
    assert (row["found"], row["taken"]) == (2, {})
    assert "Jansen" not in str(row)


def test_a_file_that_waits_is_opened_by_its_sender_alone(story: Story, cast: Cast) -> None:
    page = story.post(changed()).content.decode()
    url = re.search(r'href="(/bestand/[^"]+)"', page)[1]
    assert story.client.get(url).status_code == 200
    if KeptFile.objects.get().member_id:
        for other in (Client(), logged_in(cast.noor)):
            assert other.get(url).status_code == 404
    KeptFile.objects.update(until=timezone.now())
    assert story.client.get(url).status_code == 404


def logged_in(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


# -- One person's


@pytest.mark.long
def test_of_one_person_three_files_wait_at_most(client: Client, cast: Cast) -> None:
    story = output_add(client, cast)
    for number in range(5):
        keeper = kept_files.Keeper(OutputForm(), {"file": CheckedFileField()}, cast.lars, f"/{number}/")
        keeper.fields["file"].clean(pdf(str(number)))
        assert keeper.keep("file")
    assert kept_files.of(cast.lars).count() == kept_files.MOST_EACH
    assert story.client.get(story.path).status_code == 200


def test_who_leaves_and_whose_link_ends_leaves_no_file(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    guest = invited(published_meeting(in_days=30), cast)
    for owner in (guest, cast.lars):
        keeper = kept_files.Keeper(SlidesForm(), {"slides": CheckedFileField()}, owner, "/")
        keeper.fields["slides"].clean(pdf("eerste"))
        assert keeper.keep("slides")
    names = [row.file.name for row in KeptFile.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        leave(cast.lars, by=cast.lars)
        end_guest(guest, by=cast.noor)
    assert not KeptFile.objects.exists()
    assert not [name for name in names if default_storage.exists(name)]


def test_a_stale_page_keeps_the_file_and_says_so(client: Client, cast: Cast) -> None:
    story = output_edit(client, cast)
    story.typed["version"] = "2020-01-01T00:00:00+00:00"
    answer = story.post(pdf("eerste"))
    assert answer.status_code == 409
    assert "Mijn verslag.pdf" in answer.content.decode()
    assert story.token(client.get(story.path))


def test_after_the_end_of_a_session_one_hears_which_file_to_choose_again(client: Client, cast: Cast) -> None:
    story = output_add(client, cast)
    client.get(story.path)
    client.session.flush()
    assert story.post(pdf("eerste")).status_code == 302
    found = client.session["kept"]
    client.force_login(cast.lars)
    session = client.session
    session["kept"] = found
    session.save()
    page = client.get(story.path).content.decode()
    assert "Een naam helpt." in page
    assert "Mijn verslag.pdf" in page
    assert not KeptFile.objects.exists()


def test_a_page_that_stood_open_too_long_says_that_the_file_must_be_chosen_again(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    story = output_add(client, cast)
    answer = story.post(pdf("eerste"))
    assert answer.status_code == 403
    assert "Mijn verslag.pdf" in answer.content.decode()


def test_a_form_without_an_owner_says_that_the_file_must_be_chosen_again() -> None:
    form = SlidesForm({}, {"slides": pdf("eerste")})
    form.add_error(None, "Er is iets anders mis.")
    assert "Mijn verslag.pdf" in str(form.errors)


def test_kept_files_stand_nowhere_else(cast: Cast) -> None:
    assert [one.name for one in apps.get_model("lib", "KeptFile")._meta.get_fields() if one.is_relation] == ["member"]
