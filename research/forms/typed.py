"""The fields of a form, as an action takes them."""

from typing import Any

# The token and the version a page carries; the actions have no use for them.
CARRIED = frozenset({"once", "version"})


class Typed:
    """What was typed, as the keyword arguments of the action."""

    cleaned_data: dict[str, Any]

    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED}
