"""Names that the finder marks beside its own lists: a room keeps them, and declares where."""

from atelier.base.moments import Moment

type Names = tuple[tuple[str, str], ...]

# (name, kind) of each.
on_names: "Moment[[], Names]" = Moment()


def known_names() -> Names:
    return tuple(name for names in on_names.tell() for name in names)
