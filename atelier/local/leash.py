"""Run a command and signal it when the given parent process is gone. For systems without a death signal (macOS).

python leash.py PARENT SIGNAL COMMAND...
"""

import os
import signal
import subprocess
import sys
import time


def main(parent: int, number: int, command: list[str]) -> int:
    child = subprocess.Popen(command)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda received, _: child.send_signal(received))
    while child.poll() is None:
        if os.getppid() != parent:
            child.send_signal(number)
            return child.wait()
        time.sleep(0.5)
    return child.returncode


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
