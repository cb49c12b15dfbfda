"""Who reads a raw text that is not the own stands in the audit: planted in each intake and draft, sought all over."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from atelier.audit.models import Entry
from atelier.base.exceptions import ReasonMissing
from atelier.front import privacy
from cases import actions
from cases.models import Case, Intake
from cases.states import CaseState
from members.actions import agree_whole_export, ask_whole_export, leave
from members.exceptions import AgreeByAnother, NotAgreed, NothingToAgree
from members.models import Member, WholeExport
from research import privacy as research
from research.models import Project
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.walked import beheer, load_planted, own, raw_texts_in, readings, unnoted_in, visits
from tests.world import client_of

pytestmark = pytest.mark.django_db


def pages_of_every_case() -> Iterator[str]:
    """Also of drafts, which no link leads to."""
    for case in Case.objects.all():
        yield reverse("admin:cases_case_change", args=[case.pk])
        yield f"/beheer/cases/case/{case.pk}/stap/bijlagen/"
        for step in ("inbreng", "vrijgeven", "wijzigingen", "afwijzen", "verbeteren", "terughalen", "sluiten"):
            yield f"/beheer/cases/case/{case.pk}/stap/{step}/"
        yield reverse("cases:check", args=[case.key])
        yield reverse("cases:step", args=[case.key, "wat-er-gebeurt"])
        yield reverse("cases:step", args=[case.key, "bijlagen"])
        if case.number:
            yield reverse("cases:intake", args=[case.number])
            yield reverse("cases:detail", args=[case.number])


class TestSights(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_planted()

    @pytest.mark.long
    def test_every_sight_of_a_raw_text_by_a_moderator_is_in_the_audit_and_no_draft_is_seen(self) -> None:
        by, client = beheer(), client_of("beheer")
        walked = [one for one in visits() if one.who == "beheer"]
        assert [(one.path, one.unnoted) for one in walked if one.unnoted] == [], "shown, and nobody noted it"
        seen = {raw for one in walked for raw in raw_texts_in(one.text)}

        def note(path: str, text: str) -> None:
            seen.update(raw_texts_in(text))
            assert not unnoted_in(text), f"{path} shows intakes, and nobody noted it"

        for path in pages_of_every_case():
            note(path, client.get(path).content.decode())
        for case in Case.objects.filter(state=CaseState.SUBMITTED):
            for step in ("vrijgeven", "wijzigingen", "afwijzen"):
                for go in ("look", "release"):
                    path = f"/beheer/cases/case/{case.pk}/stap/{step}/"
                    note(path, client.post(path, {"go": go, "version": "van-toen"}).content.decode())
        for member in Member.objects.exclude(pk=by.pk)[:12]:
            leave(member, by=by)
            note("export", client.post(f"/beheer/members/member/{member.pk}/stap/gegevens/").content.decode())
        assert seen, "the moderator reads some, else this proves nothing"
        drafts = set(Intake.objects.filter(case__state=CaseState.DRAFT).values_list("pk", flat=True))
        assert drafts
        assert seen & drafts - own(by) == set()


def test_each_reading_is_noted_with_who_and_of_what(cast: Cast) -> None:
    case = make_case(cast, CaseState.SUBMITTED)
    client = Client()
    client.force_login(cast.beheer)
    client.get(f"/beheer/cases/case/{case.pk}/stap/inbreng/")
    entry = Entry.objects.get(verb="intake.read")
    assert (entry.actor, entry.object_type, entry.object_id) == (cast.beheer, "cases.intake", str(case.intake.pk))


# -- Exports of who left ----------------------------------------------------------------------------------------------

RESEARCH_DRAFT = "OnderzoekInConcept"
RAW, DRAFT, REASON = "RauwVanSamira", "ConceptVanSamira", "RedenMetCitaat"


@pytest.fixture
def left(cast: Cast) -> Cast:
    """Samira submitted one case, had another refused, has a draft, and left. Noor moderates too."""
    for situation in (RAW, f"{RAW} nog een"):
        actions.submit(actions.begin(by=cast.samira, situation=situation, question="Mag dat?"), by=cast.samira)
    refused = Case.objects.order_by("pk").last()
    assert refused
    actions.decline(refused, by=cast.beheer, reason=REASON, offer="Bel ons.")
    actions.begin(by=cast.samira, situation=DRAFT, question="Later")
    Member.objects.filter(pk=cast.noor.pk).update(is_moderator=True)
    cast.noor.refresh_from_db()
    leave(cast.samira, by=cast.samira)
    Project.objects.create(title=RESEARCH_DRAFT, registered_by=cast.samira)
    return cast


def exported(cast: Cast, by: Member, *, whole: bool = False) -> str:
    return json.dumps(privacy.export(cast.samira, by=by, whole=whole), default=str)


def test_the_export_a_moderator_makes_holds_no_raw_text_and_no_draft(left: Cast) -> None:
    text = exported(left, left.beheer)
    assert [word for word in (RAW, DRAFT, REASON, RESEARCH_DRAFT) if word in text] == []
    own_copy = json.dumps(research.export(left.samira), default=str)
    assert RESEARCH_DRAFT in own_copy, "else this proves nothing"
    assert readings(left.beheer) == set()


def test_with_raw_texts_only_when_another_moderator_agreed_and_then_each_is_noted(left: Cast) -> None:
    with pytest.raises(NotAgreed):
        exported(left, left.beheer, whole=True)
    with pytest.raises(ReasonMissing):
        ask_whole_export(left.samira, by=left.beheer, reason=" ")
    ask_whole_export(left.samira, by=left.beheer, reason="Ze belde en wil haar teksten.")
    with pytest.raises(AgreeByAnother):
        agree_whole_export(left.samira, by=left.beheer)
    with pytest.raises(NotAgreed):
        exported(left, left.beheer, whole=True)
    agree_whole_export(left.samira, by=left.noor)
    with pytest.raises(NotAgreed):
        exported(left, left.noor, whole=True)
    text = exported(left, left.beheer, whole=True)
    assert RAW in text
    assert REASON in text
    assert DRAFT not in text, "a draft is its writer's alone"
    assert readings(left.beheer) == set(
        Intake.objects.exclude(case__state=CaseState.DRAFT).values_list("pk", flat=True)
    )
    verbs = Entry.objects.filter(verb__startswith="privacy.whole").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [
        ("privacy.whole_export_asked", left.beheer.pk), ("privacy.whole_export_agreed", left.noor.pk)
    ]  # fmt: skip


def test_agreement_is_good_for_a_week(left: Cast) -> None:
    ask_whole_export(left.samira, by=left.beheer, reason="Gebeld.")
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(NothingToAgree):
        agree_whole_export(left.samira, by=left.noor)
    agree_whole_export(left.samira, by=left.noor)
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(NotAgreed):
        exported(left, left.beheer, whole=True)


def test_two_moderators_do_it_in_the_workplace(left: Cast) -> None:
    beheer, noor = Client(), Client()
    beheer.force_login(left.beheer)
    noor.force_login(left.noor)
    steps = f"/beheer/members/member/{left.samira.pk}/stap"
    asked: Any = {"reason": "Ze belde en wil haar teksten."}
    assert beheer.post(f"{steps}/gegevens-met-teksten/").status_code == 409, "not offered before"
    assert beheer.post(f"{steps}/gegevens-met-teksten-vragen/", asked).status_code == 302
    assert beheer.post(f"{steps}/gegevens-met-teksten-akkoord/").context["form"].non_field_errors()
    assert "?whole=waiting" in noor.get("/beheer/").content.decode()
    assert "Samira Haddad" in noor.get("/beheer/members/member/?whole=waiting").content.decode()
    page = noor.get(f"/beheer/members/member/{left.samira.pk}/change/").content.decode()
    assert "Ze belde en wil" in page
    assert noor.post(f"{steps}/gegevens-met-teksten-akkoord/").status_code == 302
    answer = beheer.post(f"{steps}/gegevens-met-teksten/")
    assert RAW in answer.content.decode()
    assert WholeExport.objects.get().agreed_by == left.noor
