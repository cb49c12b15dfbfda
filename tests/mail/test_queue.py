from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from atelier.mail import actions
from atelier.mail.actions import cancel, queue, queue_many
from atelier.mail.exceptions import UnknownKind
from atelier.mail.models import OutboxMessage
from atelier.mail.states import State
from tests.cast import Cast
from tests.fixtures_mail import deliver
from tests.mail import letters  # noqa: F401


def states() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True))


def test_a_queued_mail_leaves_once(cast: Cast) -> None:
    queue("test.note", to=cast.samira, params={"number": 7}, occasion="case:7")
    queue("test.note", to=cast.samira, params={"number": 7}, occasion="case:7")
    [mail] = deliver()
    assert (mail.to, mail.subject, mail.body) == (["samira@voorbeeld.test"], "Note 7", "Hello Samira Haddad")
    assert deliver() == []
    assert states() == [State.SENT]


def test_another_version_moment_or_reader_is_another_mail(cast: Cast) -> None:
    queue("test.note", to=cast.samira, occasion="case:7")
    queue("test.note", to=cast.samira, occasion="case:7", version=1)
    queue("test.note", to=cast.samira, occasion="case:7", moment="6 weeks".replace(" ", "-"))
    queue("test.note", to=cast.maria, occasion="case:7")
    queue("test.note", to="iemand@voorbeeld.test", occasion="case:7")
    queue("test.note", to="Iemand@Voorbeeld.test", occasion="case:7")
    assert len(deliver()) == 5
    assert OutboxMessage.objects.values("message_id").distinct().count() == 5


def test_a_mail_is_part_of_the_change_that_causes_it(cast: Cast) -> None:
    with transaction.atomic():
        queue("test.note", to=cast.samira, occasion="case:7")
        transaction.set_rollback(True)
    assert states() == []


def test_hundreds_of_invitations_are_one_insert(
    cast: Cast, django_assert_max_num_queries: "pytest.FixtureRequest"
) -> None:
    people = [f"gast{number}@voorbeeld.test" for number in range(600)]
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        queue_many("test.note", to=people, occasion="meeting:3")
    assert OutboxMessage.objects.count() == 600


def test_nobody_chosen_means_nobody(cast: Cast) -> None:
    queue_many("test.note", to=[], occasion="meeting:3")
    assert states() == []


def test_params_hold_ids_and_no_words(cast: Cast) -> None:
    for words in ("Mevrouw Jansen heeft schulden", "a@b.nl", ["x"], {"a": 1}, 1.5):
        with pytest.raises(ValueError, match="must be an id"):
            queue("test.note", to=cast.samira, params={"number": words}, occasion="case:7")


def test_a_kind_without_a_message_is_refused_when_queued(cast: Cast) -> None:
    with pytest.raises(UnknownKind):
        queue("test.nothing", to=cast.samira, occasion="case:7")


def test_an_address_with_a_newline_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        queue("test.note", to="a@voorbeeld.test\nBcc: b@voorbeeld.test", occasion="case:7")


def test_cancel_takes_back_what_has_not_left(cast: Cast) -> None:
    later = timezone.now() + timedelta(days=2)
    queue("test.note", to=cast.samira, occasion="meeting:3", version=1, due_at=later)
    queue("test.reminder", to=cast.samira, occasion="meeting:3", version=1, due_at=later)
    queue("test.note", to=cast.samira, occasion="meeting:3", version=2, due_at=later)
    queue("test.note", to=cast.maria, occasion="meeting:3", version=1, due_at=later)
    assert cancel(occasion="meeting:3", kinds=["test.note"], version_below=2, to=cast.samira) == 1
    assert states() == [State.CANCELLED, State.PLANNED, State.PLANNED, State.PLANNED]
    assert cancel(occasion="meeting:3") == 3


def test_cancel_reaches_a_claimed_mail_until_it_is_handed_over(cast: Cast) -> None:
    queue("test.note", to=cast.samira, occasion="meeting:3")
    OutboxMessage.objects.update(state=State.CLAIMED, claimed_at=timezone.now())
    assert cancel(occasion="meeting:3") == 1
    OutboxMessage.objects.update(state=State.CLAIMED, handed_at=timezone.now())
    assert cancel(occasion="meeting:3") == 0


def test_what_was_taken_back_may_be_queued_again(cast: Cast) -> None:
    later = timezone.now() + timedelta(days=2)
    queue("test.note", to=cast.samira, occasion="meeting:3", due_at=later)
    cancel(occasion="meeting:3")
    queue("test.note", to=cast.samira, occasion="meeting:3")
    assert len(deliver()) == 1


def test_what_was_found_obsolete_stays_so(cast: Cast) -> None:
    for _ in range(2):
        queue("test.obsolete", to=cast.samira, occasion="meeting:3")
        assert deliver() == []
        assert states() == [State.CANCELLED]


def test_one_transaction_rings_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: "pytest.FixtureRequest"
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[operator]
        queue("test.note", to=cast.samira, occasion="case:1")
        queue("test.note", to=cast.samira, occasion="case:2")
        queue("test.note", to=cast.samira, occasion="case:3", due_at=timezone.now() + timedelta(days=1))
    assert callbacks == [actions.ring]
