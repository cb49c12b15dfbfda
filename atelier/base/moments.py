"""What a lower room lets others do at an event, without knowing them: imports go down only.

The room that has the event offers a moment, and says what a listener gets and gives:

    on_leaving: "Moment[[Member], None]" = Moment()

Who listens connects in the `ready` of its AppConfig (or decorates a function that is imported at start):

    on_leaving(give_back_places)

and the room tells it, in the transaction of the change, which any listener may stop:

    on_leaving.tell(member)

Not Django's signals: a listener here is a plain function with the arguments it needs and an answer that is typed,
called in the order in which it was connected. See docs/decisions/registries.md.
"""

from collections.abc import Callable, Iterator


class Moment[**P, R]:
    """An event of one room, and the functions of other rooms that run at it."""

    def __init__(self) -> None:
        self._listeners: list[Callable[P, R]] = []

    def __call__(self, listener: Callable[P, R]) -> Callable[P, R]:
        """Connect, once however often it is called."""
        if listener not in self._listeners:
            self._listeners.append(listener)
        return listener

    def __iter__(self) -> Iterator[Callable[P, R]]:
        return iter(self._listeners)

    def tell(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Run all of them; what each gave."""
        return [listener(*args, **kwargs) for listener in self._listeners]
