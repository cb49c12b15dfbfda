"""A case or research of thirty people asks as much of the database as one of three."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from atelier.mail.models import OutboxMessage
from cases import actions as cases
from cases.states import CaseState
from members.models import Member
from members.states import Perspective
from research import actions as research
from tests.cases.helpers import make_case
from tests.cast import Cast
from tests.research.helpers import deliver, milestone, published, running


def of_a_case(cast: Cast, people: list[Member]) -> Callable[[], Any]:
    case = make_case(cast, CaseState.SCHEDULED)
    case.co_submitters.set(people)

    def story() -> None:
        cases.mark_discussed(case, by=cast.noor)
        cases.follow_up(case, by=cast.noor)
        cases.close(case, by=cast.noor)

    return story


def of_an_ask_together(cast: Cast, people: list[Member]) -> Callable[[], Any]:
    together = "\n".join(one.email for one in people)
    case = cases.begin(by=cast.samira, situation="Een gezin wacht.", question="Mag dat?", together=together)
    return lambda: cases.submit(case, by=cast.samira)


def of_a_research(cast: Cast, people: list[Member]) -> Callable[[], Any]:
    def story() -> None:
        project = running(cast, participants=people)
        milestone(cast, project)
        output = deliver(cast, project)
        research.publish_output(output, by=cast.ingrid)
        research.withdraw_output(output, by=cast.beheer, reason="Er staat een naam in.")

    return story


def of_a_returned_output(cast: Cast, people: list[Member]) -> Callable[[], Any]:
    output = published(cast, participants=people)
    second = deliver(cast, output.project, title="Nog een")
    return lambda: research.return_output(second, by=cast.ingrid, note="Noem de bron.")


STORIES = {story.__name__: story for story in (of_a_case, of_an_ask_together, of_a_research, of_a_returned_output)}


def crowd(number: int, cast: Cast) -> list[Member]:
    made = [
        Member(email=f"m{number}n{n}@voorbeeld.test", name=f"Lid {n}", perspective=Perspective.RESEARCH)
        for n in range(number)
    ]
    return [*Member.objects.bulk_create(made), cast.lars]


@pytest.mark.django_db
@pytest.mark.parametrize("name", STORIES)
def test_thirty_people_cost_as_much_as_three(name: str, cast: Cast) -> None:
    counts, mails = [], []
    # The first of the year makes a row that the next find there.
    for number in (2, 3, 30):
        story = STORIES[name](cast, crowd(number, cast))
        before = OutboxMessage.objects.count()
        with CaptureQueriesContext(connection) as asked:
            story()
        counts.append(len(asked))
        mails.append(OutboxMessage.objects.count() - before)
    assert counts[1] == counts[2]
    assert mails[1] < mails[2]
