"""A middleware that is a function has its other hooks as attributes, which no type of a function knows."""

from collections.abc import Callable


def with_hooks[M: Callable[..., object]](middleware: M, **hooks: Callable[..., object]) -> M:
    """`process_view`, `process_exception`: Django finds them by name."""
    vars(middleware).update(hooks)
    return middleware
