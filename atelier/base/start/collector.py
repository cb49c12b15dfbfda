"""Python's garbage collector in a web server."""

import gc


def leave_the_loaded_alone() -> None:
    """Call when everything is loaded.

    That stays for ever, so the collector need not walk through it again and again; and a page makes tens of thousands
    of short-lived objects, which die without its help. It took a tenth of the time of a heavy page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
