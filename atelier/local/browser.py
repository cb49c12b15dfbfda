"""Find a Chromium or Chrome for the browser journeys; fetch one where the machine has none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str:
    """Path of a browser that runs: the one named in ATELIER_BROWSER, the system's, or Playwright's; else empty."""
    on_path = [found for name in NAMES if (found := shutil.which(name))]
    for path in (os.environ.get("ATELIER_BROWSER", ""), *on_path, *PLACES, playwright_own()):
        if path and runs(path):
            return path
    return ""


def runs(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def playwright_own() -> str:
    """The newest Chromium that Playwright fetched earlier."""
    caches = (Path.home() / ".cache" / "ms-playwright", Path.home() / "Library" / "Caches" / "ms-playwright")
    programs = ("chrome-linux*/chrome", "chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
    found = [path for cache in caches for program in programs for path in cache.glob(f"chromium-*/{program}")]
    return str(max(found, key=lambda path: path.stat().st_mtime)) if found else ""


def fetch() -> str:
    """Let Playwright fetch its own, else install Debian's package where we may; the path, or empty."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts.append(["apt-get", "update", "-qq"])
        attempts.append(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    for command in attempts:
        try:
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, env=environment, timeout=600, stdout=sys.stderr, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError):
            continue
        if path := find():
            return path
    return ""
