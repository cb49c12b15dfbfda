"""python -m bench NAME ...: run bench/NAME.py on throw-away servers."""

import os
import signal
import sys

from atelier.local import messages
from atelier.local.portal import ROOT, STOPPING, stop_now
from atelier.local.testing import run, servers

if __name__ == "__main__":
    for number in STOPPING:
        signal.signal(number, stop_now)
    messages.compile_all(ROOT)
    with servers() as environment:
        code = run([sys.executable, "-m", f"bench.{sys.argv[1]}", *sys.argv[2:]], environment)
    sys.stdout.flush()
    os._exit(code)
