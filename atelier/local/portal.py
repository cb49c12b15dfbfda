"""Start, watch and stop the portal: servers, set-up, web, worker and beat, each when what it needs is there."""

import hashlib
import http.client
import os
import shlex
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from atelier.local import messages
from atelier.local.broker import Broker
from atelier.local.children import Child, Children
from atelier.local.folder import Folder, unwritable, write_private
from atelier.local.ports import hold
from atelier.local.postgres import Postgres, reason
from atelier.local.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PYTHON = sys.executable
# Real servers and a secret of one's own: each is named by the variable, or by NAME_FILE, a file that holds it.
REAL = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")

WELCOME = """
Over leven runs at {address}

  Log in with password samen-over-leven as:
    beheer@voorbeeld.test    moderator (also {address}/beheer/)
    noor@voorbeeld.test      coordinator
    samira@voorbeeld.test    municipality, front line
    pieter@voorbeeld.test    housing corporation
    maria@voorbeeld.test     expert by experience
    lars@voorbeeld.test      student
    ingrid@voorbeeld.test    teacher-researcher
    tessa@voorbeeld.test     joined this week
  {mail}

  Data: {data}. Ctrl-C stops everything.
"""
WELCOME_EMPTY = """
Over leven runs at {address}, without the demo.
  Make the first moderator: ./run manage createsuperuser
  {mail}

  Data: {data}. Ctrl-C stops everything.
"""


class Stopped(BaseException):
    """Somebody asked us to stop."""


def run() -> int:
    portal = Portal(port=port_wanted(), folder=Folder(data_folder()))
    for number in STOPPING:
        signal.signal(number, stop_now)
    try:
        portal.start()
        return portal.watch()
    except Stopped:
        return 0
    except OSError as error:
        raise unwritable(portal.folder.path, error) from error
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        portal.stop()


def stop_now(number: int, frame: FrameType | None) -> None:
    raise Stopped


def port_wanted() -> int:
    given = os.environ.get("ATELIER_PORT") or "8000"
    if not (given.isdecimal() and 0 < int(given) < 65536):
        raise Trouble(f"ATELIER_PORT is {given!r}, which is not a port number between 1 and 65535.")
    return int(given)


def data_folder() -> Path:
    return Path(os.environ.get("ATELIER_DATA") or ROOT / "var").resolve()


def given() -> dict[str, str]:
    """What the caller named of the real ones, as it was named."""
    names = [each for name in REAL for each in (name, f"{name}_FILE")]
    return {name: os.environ[name] for name in names if os.environ.get(name)}


def is_given(name: str) -> bool:
    return not {name, f"{name}_FILE"}.isdisjoint(given())


class Portal:
    def __init__(self, port: int, folder: Folder) -> None:
        self.port = port
        self.folder = folder
        self.address = f"http://localhost:{port}"
        self.children = Children(record=folder.children, show=say)
        self.settings: dict[str, str] = {}
        self.has_lock = False
        self.held: socket.socket | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.settings}

    def start(self) -> None:
        self.folder.make()
        self.folder.take(self.address)
        self.has_lock = True
        self.children.end_leftovers()
        self.take_port()
        self.compile_texts()
        self.start_servers()
        self.set_up()
        self.start_site()

    def take_port(self) -> None:
        """Ours from now on, long before the web server is there to answer."""
        try:
            self.held = hold(self.port)
        except PermissionError:
            raise Trouble(
                f"Port {self.port} is not for ordinary users of this machine: name one above 1023 with ATELIER_PORT."
            ) from None
        except OSError:
            raise Trouble(
                f"Port {self.port} is taken by another program: stop that, or name another port with ATELIER_PORT."
            ) from None

    def compile_texts(self) -> None:
        try:
            messages.compile_all(ROOT)
        except OSError as error:
            raise Trouble(f"The Dutch texts could not be written in {ROOT / 'locale'} ({error.strerror}).") from error

    def start_servers(self) -> None:
        self.settings = {
            "DJANGO_SETTINGS_MODULE": "atelier.settings",
            "ATELIER_MODE": "demo",
            "ATELIER_DATA": str(self.folder.path),
            "SITE_URL": os.environ.get("SITE_URL") or self.address,
        }
        if not is_given("SECRET_KEY"):
            self.settings["SECRET_KEY"] = self.folder.secret_key()
        if not is_given("REDIS_URL"):
            broker = Broker(self.folder.broker, self.children)
            broker.start()
            self.settings["REDIS_URL"] = broker.url
        if not is_given("DATABASE_URL"):
            postgres = Postgres(self.folder.postgres, self.children)
            postgres.start()
            self.settings["DATABASE_URL"] = postgres.ensure_database("atelier")
        # ./run manage in another terminal knows nothing of what this one was given.
        lines = [f"{name}={shlex.quote(value)}\n" for name, value in {**given(), **self.settings}.items()]
        write_private(self.folder.environment, "".join(lines))
        for child in self.children.all:
            child.show = self.children.labelled(child.name)

    def set_up(self) -> None:
        """Migrations, static files, demo; left out when nothing changed since the last time, as it costs seconds."""
        mark = self.folder.postgres / "prepared"
        now = fingerprint()
        if is_given("DATABASE_URL"):
            self.prepare()  # others may have changed that database
        elif not (mark.exists() and mark.read_text() == now and self.folder.static.exists()):
            self.prepare()
            mark.write_text(now)

    def prepare(self) -> None:
        child = self.children.start("setup", [PYTHON, "-m", "atelier.local.prepare"], env=self.environment, cwd=ROOT)
        while child.is_running:
            self.mind_the_others(child)
            time.sleep(0.05)
        self.children.forget(child)
        if child.process.returncode:
            raise Trouble(f"The set-up did not succeed: {reason(child)}")

    def start_site(self) -> None:
        web = self.serve()
        deadline = time.monotonic() + 60
        while not answers(self.port):
            if not web.is_running or time.monotonic() > deadline:
                raise Trouble(f"The web server did not start: {reason(web)}")
            self.mind_the_others(web)
            time.sleep(0.05)
        celery = [PYTHON, "-m", "celery", "-A", "atelier.celery", "--quiet"]
        # Threads: tasks wait for mail and database, and one process holds half the memory of two.
        worker = [*celery, "worker", "--pool=threads", "--concurrency=2", "--loglevel=warning"]
        self.launch("worker", [*worker, "--without-gossip", "--without-mingle"])
        schedule = self.folder.path / "beat-schedule"
        self.launch("beat", [*celery, "beat", "--loglevel=warning", f"--schedule={schedule}", "--pidfile="])

    def serve(self) -> Child:
        return self.launch("web", web_server(self.port), DATABASE_POOL="1")

    def launch(self, name: str, command: list[str], **more: str) -> Child:
        return self.children.start(name, command, env={**self.environment, **more}, cwd=ROOT)

    def mind_the_others(self, busy: Child) -> None:
        gone = self.children.ended()
        if gone and gone is not busy:
            raise Trouble(f"{gone.name} stopped unexpectedly: {reason(gone)}")

    def watch(self) -> int:
        is_demo = os.environ.get("ATELIER_DEMO", "1") != "0"
        mail = "Mail goes to the real server." if is_given("EMAIL_URL") else f"Mail it sends: {self.address}/postvak/"
        text = WELCOME if is_demo else WELCOME_EMPTY
        say(text.format(address=self.address, mail=mail, data=self.folder.path))
        while not (gone := self.children.ended()):
            time.sleep(0.3)
        raise Trouble(f"{gone.name} stopped unexpectedly, so everything stops: {reason(gone)}")

    def stop(self) -> None:
        """The site first, while its servers still answer; nine seconds at most in all."""
        if not self.has_lock:
            return  # the folder and its records belong to another run
        self.children.stop(["setup", "beat", "web", "worker"], within=5)
        self.children.stop(within=4)
        self.folder.environment.unlink(missing_ok=True)
        self.folder.children.unlink(missing_ok=True)


def fingerprint() -> str:
    """Changes when a migration, a static file, a package's version, the settings or the wish for a demo does."""
    patterns = (
        "*/migrations/*.py",
        "atelier/*/migrations/*.py",
        "static/**/*",
        "requirements*.txt",
        "atelier/settings.py",
    )
    parts = [os.environ.get("ATELIER_DEMO", "1")]
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()):
        state = path.stat()
        parts.append(f"{path} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def web_server(port: int) -> list[str]:
    """HTTP/1 alone: granian has no time limit for the headers of HTTP/2. The other limits are in base/web/aside.py."""
    server = [PYTHON, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)]
    limits = ["--http", "1", "--no-ws", "--http1-header-read-timeout", "10000", "--backpressure", "900"]
    return [*server, *limits, "--log-level", "warning", "atelier.asgi:application"]


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def manage(arguments: list[str]) -> int:
    """Run manage.py with the settings of the portal that runs on this data folder."""
    try:
        text = Folder(data_folder()).environment.read_text()
    except OSError:
        raise Trouble(
            f"No portal runs on the data folder {data_folder()}: start ./run first, in another terminal."
        ) from None
    settings = dict(part.partition("=")[::2] for part in shlex.split(text))
    own = {name: value for name, value in os.environ.items() if name not in given()}
    os.chdir(ROOT)
    os.execve(PYTHON, [PYTHON, "manage.py", *arguments], {**own, **settings})


def say(line: str) -> None:
    print(line, flush=True)
