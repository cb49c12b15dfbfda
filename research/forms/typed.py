"""The fields of a form, as an action takes them."""

from atelier.base.types import Values

# The token and the version a page carries; the actions have no use for them.
CARRIED = frozenset({"once", "version"})


class Typed:
    """What was typed, as the keyword arguments of the action."""

    cleaned_data: Values

    def typed(self) -> Values:
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED}
