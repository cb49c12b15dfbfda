"""./run: the whole portal on one machine.

./run                   set up what is missing, start everything, stream the logs; Ctrl-C stops all
./run manage COMMAND    a management command inside the running portal, say: ./run manage fill --members 1000

ATELIER_PORT (8000), ATELIER_DATA (var/), ATELIER_DEMO=0 (start empty); DATABASE_URL, REDIS_URL, EMAIL_URL and
SECRET_KEY (or NAME_FILE, the path of a file that holds it) use real servers instead of the embedded ones.
docs/operations.md tells the rest.
"""

import os
import sys

from atelier.local.portal import manage, run
from atelier.local.trouble import Trouble


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] == ["manage"]:
            return manage(arguments[1:])
        if arguments:
            print(__doc__.strip())
            return 0 if arguments[0] in ("-h", "--help") else 2
        return run()
    except Trouble as trouble:
        print(trouble, file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # Reader threads may still hold a pipe of a child that is gone.
