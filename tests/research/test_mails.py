"""Each mail: rendered in both languages, with a link, and dropped when it is no longer true."""

import pytest

from atelier.mail.exceptions import Obsolete
from atelier.mail.messages import Recipient, write
from research import actions
from tests.cast import Cast
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
    actions.withdraw(stopped, by=cast.lars, why="Klaar.")
    params = {
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
    mails = {kind: write(kind, to, ids) for kind, ids in params.items()}
    return {kind: f"{mail.subject}\n{mail.text}" for kind, mail in mails.items()}


@pytest.mark.parametrize(("language", "words"), [("nl", {"je", "jou", "het", "de"}), ("en", {"you", "the", "your"})])
def test_every_mail_names_the_action_and_links_to_the_page(cast: Cast, language: str, words: set[str]) -> None:
    for kind, text in letters(cast, language).items():
        subject, _, body = text.partition("\n")
        assert len(subject) > 10, kind
        assert "\r" not in subject
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
