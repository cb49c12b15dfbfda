"""Bytes in, washed bytes out; when refused the code on standard error and an exit code of its own."""

import sys

from atelier.base.files.washing import office, opendocument, pdf, pictures
from atelier.base.files.washing.limits import CODE_EXIT, Refused, bound_this_process

WASHERS = {
    ".pdf": pdf.wash,
    ".docx": office.wash_word,
    ".pptx": office.wash_slides,
    ".odt": opendocument.wash_text,
    ".odp": opendocument.wash_slides,
    ".png": pictures.redraw_png,
    ".jpg": pictures.redraw_jpeg,
    ".jpeg": pictures.redraw_jpeg,
}


def main(extension: str) -> None:
    bound_this_process()
    try:
        washed = WASHERS[extension](sys.stdin.buffer.read())
    except Refused as refusal:
        refuse(refusal.code)
    except (MemoryError, RecursionError):
        refuse("heavy")
    except Exception:
        # A parser that fell over what it was fed; what it said may quote the file.
        refuse("content")
    else:
        sys.stdout.buffer.write(washed)


def refuse(code: str) -> None:
    sys.stderr.write(code)
    sys.exit(CODE_EXIT)


main(sys.argv[1])
