"""For the containers: exit code 0 when the part is well. Standard library only, so that asking costs little.

python scripts/healthcheck.py           this container's web server answers
python scripts/healthcheck.py worker    /readyz says the worker (or beat) was seen lately
"""

import json
import os
import sys
import urllib.error
import urllib.request


def get(url: str) -> bytes:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()  # /readyz answers 503 while any part is missing


def is_well(part: str) -> bool:
    try:
        if not part:
            return get("http://127.0.0.1:8000/healthz") == b"ok\n"
        return bool(json.loads(get("http://web:8000/readyz")).get(part) == "ok")
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    raise SystemExit(0 if is_well("".join(sys.argv[1:])) else 1)
