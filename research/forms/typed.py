"""The fields of a form, as an action takes them."""

from atelier.base.types import Values

# What a page carries beside what is typed; the actions have no use for it.
CARRIED = frozenset({"version"})


class Typed:
    """What was typed, as the keyword arguments of the action."""

    cleaned_data: Values

    def typed(self) -> Values:
        return {name: value for name, value in self.cleaned_data.items() if name not in CARRIED}
