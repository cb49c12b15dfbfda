"""A verb that writes more than once does all of it or nothing: one transaction."""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

PLACES = (
    *("cases.actions", "meetings.actions", "members.actions", "research.actions"),
    *("atelier.removal.actions", "atelier.desk.seconds", "atelier.front.privacy", "atelier.mail.actions"),
)
WRITES = {
    *("record", "move", "_go", "save", "create", "bulk_create", "update", "delete", "add", "remove", "set", "clear"),
    *("get_or_create", "update_or_create", "bulk_update", "queue", "queue_many", "cancel"),
}


PART = "a part of a verb that is one"
APART = "each row stands for itself"
ONCE = "`set` is Python's here"
# What is not one transaction, and why.
LOOSE = {
    "cases.actions.attachment.scan_attachments": APART,
    "cases.actions.rewrite.end_review": PART,
    "cases.actions.together.ask_together": PART,
    "meetings.actions.guest.tell_of_change": PART,
    "members.actions.keys.end_keys": PART,
    "members.actions.keys.give_up": PART,
    "members.actions.keys.take_back_in": PART,
    "members.actions.housekeeping.purge_sessions": APART,
    "research.actions.project.first_missing": ONCE,
}


def modules() -> Iterator[ModuleType]:
    for name in PLACES:
        found = import_module(name)
        yield found
        for one in pkgutil.iter_modules(getattr(found, "__path__", [])):
            yield import_module(f"{name}.{one.name}")


def verbs() -> Iterator[Callable[..., Any]]:
    for module in modules():
        for name, one in vars(module).items():
            if not name.startswith("_") and inspect.isfunction(one) and one.__module__ == module.__name__:
                yield one


def writes(verb: Callable[..., Any]) -> int:
    """How often it writes, as far as its own lines tell."""
    tree = ast.parse(inspect.getsource(inspect.unwrap(verb)))
    calls = (one.func for one in ast.walk(tree) if isinstance(one, ast.Call))
    names = (one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls)
    return sum(name in WRITES for name in names)


def is_one_transaction(verb: Callable[..., Any]) -> bool:
    """Django's decorator leaves a function of its own around it."""
    return inspect.unwrap(verb) is not verb


def test_every_verb_that_writes_more_than_once_is_one_transaction() -> None:
    found = [
        f"{one.__module__}.{one.__qualname__}" for one in verbs() if writes(one) > 1 and not is_one_transaction(one)
    ]
    assert sorted(found) == sorted(LOOSE)
