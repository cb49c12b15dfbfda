import pytest

from atelier.base.moments import Moment


def test_all_listeners_hear_it_in_the_order_they_came_each_once() -> None:
    moment: Moment[[str], str] = Moment()
    moment(str.upper)
    moment(str.lower)
    moment(str.upper)
    assert moment.tell("Noor") == ["NOOR", "noor"]


def test_a_listener_that_fails_stops_what_it_listens_to() -> None:
    moment: Moment[[str], int] = Moment()

    @moment
    def refuses(word: str) -> int:
        raise LookupError(word)

    with pytest.raises(LookupError):
        moment.tell("Noor")
