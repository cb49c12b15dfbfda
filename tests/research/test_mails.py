"""Each mail: rendered in both languages, with a link, and dropped when it is no longer true."""

import pytest
from django.test import Client
from django.urls import reverse

from atelier.mail.exceptions import Obsolete
from atelier.mail.messages import Recipient, messages, write
from members.models import Member
from research import actions
from research.queries import asks_of
from tests.cast import Cast
from tests.fixtures_mail import Mailbox
from tests.research.helpers import delivered, milestone, published, registered, running


def letters(cast: Cast, language: str) -> dict[str, str]:
    """One of each kind that is true now: kind -> subject and text."""
    asked = actions.ask_question(by=cast.pieter, title="Brieven\r\nBcc: x@y.z", question="?", why="!")
    first = registered(cast, title="Eerste", asked=asked)
    back = registered(cast, title="Terug")
    actions.ask_changes(back, by=cast.ingrid, note="Kleiner.")
    project = running(cast, title="Lopend")
    due = milestone(cast, project)
    waiting = delivered(cast, title="Ingeleverd")
    returned = delivered(cast, title="Retour")
    actions.return_output(returned, by=cast.ingrid, note="Zonder naam.")
    public = published(cast, title="Af")
    stopped = running(cast, title="Gestopt")
    actions.withdraw(stopped, by=cast.lars, reason="Klaar.")
    proposed = [actions.propose_question(by=cast.samira, title=f"Schaamte {n}", question="?") for n in (1, 2)]
    actions.move_question(proposed[0], "open", by=cast.ingrid)
    actions.move_question(proposed[1], "set_aside", by=cast.ingrid, reason="Past niet.")
    gone = actions.ask_question(by=cast.pieter, title="Terug", question="?", why="!")
    taken_up = running(cast, title="Op een vraag", asked=gone)
    actions.withdraw_asked(gone, by=cast.pieter)
    off = published(cast, title="Weg")
    actions.withdraw_output(off, by=cast.beheer, reason="Een fout.")
    asks, agreed, refused = (running(cast, title=title) for title in ("Vraagt", "Akkoord", "Niet akkoord"))
    changes = [
        actions.ask_change(one, by=cast.lars, method="Vijf.", reason="Korter.") for one in (asks, agreed, refused)
    ]
    actions.agree_change(changes[1], by=cast.ingrid)
    actions.refuse_change(changes[2], by=cast.ingrid, reason="Nee.")
    alone = running(cast, title="Alleen")
    alone.participants.clear()
    params = {
        "research.output_withdrawn": {"output": off.pk},
        "research.change_asked": {"change": changes[0].pk},
        "research.change_agreed": {"change": changes[1].pk},
        "research.change_refused": {"change": changes[2].pk},
        "research.left_alone": {"project": alone.pk},
        "research.question_opened": {"question": proposed[0].pk},
        "research.question_set_aside": {"question": proposed[1].pk},
        "research.research_on_asked_stopped": {"asked": asked.pk},
        "research.asked_withdrawn": {"project": taken_up.pk},
        "research.asked": {"asked": asked.pk},
        "research.picked_up": {"asked": asked.pk},
        "research.received": {"project": first.pk},
        "research.to_review": {"project": first.pk},
        "research.changes_asked": {"project": back.pk},
        "research.approved": {"project": project.pk},
        "research.withdrawn": {"project": stopped.pk},
        "research.milestone_soon": {"milestone": due.pk},
        "research.milestone_late": {"milestone": due.pk},
        "research.output_to_review": {"output": waiting.pk},
        "research.output_returned": {"output": returned.pk},
        "research.output_published": {"output": public.pk},
        "research.please_judge": {"output": public.pk},
    }
    to = Recipient("lars@voorbeeld.test", language, cast.lars)
    assert set(params) == {kind for kind in messages() if kind.startswith("research.")}
    mails = {kind: write(kind, to, ids) for kind, ids in params.items()}
    return {kind: f"{mail.subject}\n{mail.text}" for kind, mail in mails.items()}


@pytest.mark.parametrize(("language", "words"), [("nl", {"je", "jou", "het", "de"}), ("en", {"you", "the", "your"})])
def test_every_mail_names_the_action_and_links_to_the_page(cast: Cast, language: str, words: set[str]) -> None:
    for kind, text in letters(cast, language).items():
        subject, _, body = text.partition("\n")
        assert len(subject) > 10, kind
        assert "\r" not in subject
        assert body.startswith(("Dag Lars Smeets,", "Hello Lars Smeets,")), kind
        assert "http" in body, kind
        assert words & set(f"{subject} {body}".lower().split()), kind
        assert "&#" not in body, kind


def test_a_note_of_the_supervisor_reaches_the_researchers(cast: Cast) -> None:
    assert "Kleiner." in letters(cast, "nl")["research.changes_asked"]


def test_what_is_no_longer_true_is_not_sent(cast: Cast) -> None:
    to = Recipient("lars@voorbeeld.test", "nl", cast.lars)
    project = running(cast)
    due = milestone(cast, project)
    actions.finish_milestone(due, by=cast.lars)
    for kind, params in (
        ("research.received", {"project": project.pk}),
        ("research.milestone_soon", {"milestone": due.pk}),
        ("research.milestone_late", {"milestone": 0}),
        ("research.please_judge", {"output": 0}),
        ("research.asked", {"asked": 0}),
    ):
        with pytest.raises(Obsolete):
            write(kind, to, params)


def subjects(mailbox: Mailbox, member: Member) -> set[str]:
    return {one.subject for one in mailbox.of(member)}


def test_who_proposed_a_learning_question_hears_what_became_of_it(
    client: Client, cast: Cast, mailbox: Mailbox
) -> None:
    taken_on = actions.propose_question(by=cast.samira, title="Schaamte", question="?")
    aside = actions.propose_question(by=cast.samira, title="Taal", question="?")
    for keeper in (cast.ingrid, cast.noor, cast.beheer):
        assert {ask.url for ask in asks_of(keeper)} == {taken_on.get_absolute_url(), aside.get_absolute_url()}
    assert asks_of(cast.samira) == asks_of(cast.pieter) == []
    actions.move_question(taken_on, "open", by=cast.ingrid)
    client.force_login(cast.noor)
    page = reverse("research:question_state", args=[aside.slug])
    assert list(client.post(page, {"to": "set_aside", "reason": ""}).context["form"].errors) == ["reason"]
    client.post(page, {"to": "set_aside", "reason": "Dat bespreken we al."})
    assert subjects(mailbox, cast.samira) == {
        "Het atelier pakt je leervraag op: Schaamte",
        "Je leervraag is opzijgezet: Taal",
    }
    assert asks_of(cast.ingrid) == []
    client.force_login(cast.samira)
    assert "Dat bespreken we al." in client.get(aside.get_absolute_url()).content.decode()


def test_asker_and_researchers_hear_when_the_other_side_stops(cast: Cast, mailbox: Mailbox) -> None:
    asked = actions.ask_question(by=cast.pieter, title="Brieven", question="?", why="!")
    actions.withdraw(running(cast, title="Eerste", asked=asked), by=cast.lars, reason="Klaar.")
    assert "Het onderzoek naar je vraag is gestopt: Brieven" in subjects(mailbox, cast.pieter)
    asked.refresh_from_db()
    running(cast, title="Tweede", asked=asked)
    asked.refresh_from_db()
    mailbox.deliver()
    actions.withdraw_asked(asked, by=cast.pieter)
    assert "De vraag achter je onderzoek is teruggenomen: Brieven" in subjects(mailbox, cast.lars)
    assert {one.body.count("Eerste") for one in mailbox.of(cast.lars) if "teruggenomen" in one.subject} == {0}
