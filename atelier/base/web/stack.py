"""Room for a page's calls in one piece.

Python keeps the frames of a thread in pieces of 16 kB. What loops where one piece ends gets the next from the system
and gives it back at each call: a form of 1,300 options took a page fault for each, and three times its own time
(docs/decisions/stack.md).
"""

from collections.abc import Callable

# Words of the stack, of which a frame takes some ten to fifty: a piece of 512 kB, half of it for the calls inside.
ROOM = 2**15


def with_room[**P, Result](call: Callable[P, Result]) -> Callable[P, Result]:
    """A frame that claims much, and uses none of it, makes Python take one large piece; its calls fill the rest."""

    def roomy(*args: P.args, **kwargs: P.kwargs) -> Result:
        return call(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
    return roomy
