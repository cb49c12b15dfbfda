"""How much a file may ask of us."""

import contextlib
import os
import resource

SECONDS = 30
PROCESSOR_SECONDS = 20
MEMORY = 1024 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 3_000
MOST_RATIO = 200
MOST_OBJECTS = 300_000
CODE_EXIT = 3
# Of the text.
MOST_CHARACTERS = 200_000
READING_SECONDS = 6


class Refused(Exception):
    """This file may not come in. Codes: content, bomb, heavy, busy, locked, macros, inside, linked, form, hidden,
    media."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bound_this_process() -> None:
    os.nice(10)  # pages go first
    wanted = [
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # it writes no file at all
    ]
    for what, most in wanted:
        # macOS knows no limit on memory; the time is bounded everywhere.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
