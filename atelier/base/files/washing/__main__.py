"""Bytes in; out comes what was taken out, the text, and the washed bytes (`answers.py` has the form).

When refused: the code on standard error and an exit code of its own. `--read` before the kind asks for the text alone.
"""

import sys
from collections.abc import Sequence

from atelier.base.files.washing import office, opendocument, pdf, pictures, plain, texts
from atelier.base.files.washing.answers import Text, Washed, dump
from atelier.base.files.washing.limits import CODE_EXIT, Refused, bound_this_process
from atelier.base.files.washing.told import counted

WASHERS = {
    ".pdf": pdf.wash,
    ".docx": office.wash_word,
    ".pptx": office.wash_slides,
    ".odt": opendocument.wash_text,
    ".odp": opendocument.wash_slides,
    ".txt": plain.wash,
    ".png": pictures.redraw_png,
    ".jpg": pictures.redraw_jpeg,
    ".jpeg": pictures.redraw_jpeg,
}


def main(arguments: Sequence[str]) -> None:
    bound_this_process()
    content = sys.stdin.buffer.read()
    answer = read if arguments[0] == "--read" else wash
    try:
        answered = answer(content, arguments[-1])
    except Refused as refusal:
        refuse(refusal.code)
    except (MemoryError, RecursionError):
        refuse("heavy")
    except Exception:
        # A parser that fell over what it was fed; what it said may quote the file.
        refuse("content")
    else:
        sys.stdout.buffer.write(dump(answered))


def wash(content: bytes, extension: str) -> Washed:
    with counted() as taken:
        washed = WASHERS[extension](content)
    return Washed(washed, dict(taken), _read_of(washed, extension))


def read(content: bytes, extension: str) -> Washed:
    return Washed(b"", {}, texts.read(content, extension))


def _read_of(washed: bytes, extension: str) -> Text:
    """A file whose words cannot be read may come in; whoever looks at it is told so."""
    try:
        return texts.read(washed, extension)
    except Exception:
        return Text("", whole=False)


def refuse(code: str) -> None:
    sys.stderr.write(code)
    sys.exit(CODE_EXIT)


main(sys.argv[1:])
