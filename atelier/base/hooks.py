"""What Django finds by name on functions and requests, and no type of theirs knows."""

from collections.abc import Callable

from django.http import HttpRequest


def with_hooks[M: Callable[..., object]](middleware: M, **hooks: Callable[..., object]) -> M:
    """`process_view`, `process_exception`: Django finds them by name."""
    vars(middleware).update(hooks)
    return middleware


def note(request: HttpRequest, **facts: object) -> None:
    """Something to know of this request, for who asks it later with `getattr`."""
    vars(request).update(facts)
