"""One process between the servers' start and the site's: migrations, static files, the demo.

Runs inside the portal's settings (python -m atelier.local.prepare), as one start of Django costs seconds.
"""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor


def main() -> None:
    django.setup()
    migrate()
    collect_static()
    if os.environ.get("ATELIER_DEMO", "1") != "0":
        load_demo()


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date ...")
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Gather and compress the static files when any of them changed since the last start."""
    seen = Path(settings.STATIC_ROOT) / "sources.txt"
    now = fingerprint()
    if seen.exists() and seen.read_text() == now:
        return
    say("Gathering style sheets, scripts and fonts ...")
    seen.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    seen.write_text(now)


def fingerprint() -> str:
    """Changes when a static file of ours or a package's version does."""
    parts = [(Path(settings.BASE_DIR) / "requirements.txt").read_text(), str(settings.STORAGES)]
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            state = path.stat()
            parts.append(f"{path} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def load_demo() -> None:
    """On the first start only: a portal where anybody was ever registered is left alone."""
    if "demo" not in get_commands() or get_user_model()._default_manager.exists():
        return
    say("Loading the demo ...")
    with transaction.atomic():
        call_command("demo")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
