"""The supervisor's parts, one by one."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from atelier.local import folder as folders
from atelier.local import portal as portals
from atelier.local.children import Children, born, soon
from atelier.local.folder import Folder
from atelier.local.portal import ROOT, Portal
from atelier.local.ports import free_port
from atelier.local.postgres import Postgres
from atelier.local.trouble import Trouble

PYTHON = sys.executable


def test_a_full_disk_is_named_before_anything_is_made(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=12_000_000))
    with pytest.raises(Trouble, match=r"has 12 MB of room and the portal needs 300 MB: make room there"):
        Folder(tmp_path / "data").make()
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "is full"), (errno.EROFS, r"cannot be written \(Read-only file system\)")]
)
def test_a_disk_that_refuses_is_named(tmp_path, number, words) -> None:
    with pytest.raises(Trouble, match=words):
        raise folders.unwritable(tmp_path, OSError(number, os.strerror(number)))


def test_the_secret_is_made_once_and_private(tmp_path) -> None:
    secret = Folder(tmp_path).secret_key()
    assert len(secret) > 60
    assert Folder(tmp_path).secret_key() == secret
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_nobody_else_reads_what_people_upload_also_where_an_earlier_version_let_them(tmp_path) -> None:
    (tmp_path / "media").mkdir(mode=0o755)
    Folder(tmp_path).make()
    assert (tmp_path / "media").stat().st_mode & 0o777 == 0o700


def test_a_child_that_will_not_stop_is_ended_with_its_children(tmp_path) -> None:
    said: list[str] = []
    children = Children(record=tmp_path / "children.json", show=said.append)
    stubborn = (
        "import signal, subprocess, time; signal.signal(15, signal.SIG_IGN); subprocess.Popen(['sleep', '99']); "
        "print('up', flush=True); time.sleep(99)"
    )
    child = children.start("worker", [PYTHON, "-c", stubborn])
    while not said:
        time.sleep(0.02)
    begun = time.monotonic()
    children.stop(within=0.5)
    assert time.monotonic() - begun < 20  # not the 99 seconds it sleeps
    assert child.process.returncode == -signal.SIGKILL
    assert said == ["  worker | up", "worker did not stop in time and is ended"]


def test_leftovers_of_a_killed_run_are_stopped_and_strangers_are_not(tmp_path) -> None:
    record = tmp_path / "children.json"
    left = subprocess.Popen(["sleep", "99"])
    stranger = subprocess.Popen(["sleep", "99"])
    record.write_text(f'[["web", {left.pid}, "{born(left.pid)}", 15], ["web", {stranger.pid}, "another", 15]]')
    Children(record=record).end_leftovers()
    assert left.wait(5) == -signal.SIGTERM
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


TESTS = """
import subprocess, sys
portal = subprocess.Popen(["sleep", "99"])
try:
    print(portal.pid, flush=True)
    portal.wait()
finally:
    print("torn down", flush=True)
"""
RUN_TESTS = """
import signal, sys
from atelier.local import testing
for number in testing.STOPPING:
    signal.signal(number, testing.stop_now)
testing.run([sys.executable, "-c", sys.argv[1]], {})
"""


def test_tests_that_are_stopped_tear_down_and_nothing_of_theirs_outlives_them() -> None:
    command = [PYTHON, "-c", RUN_TESTS, TESTS]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as ours:
        assert ours.stdout
        portal = int(ours.stdout.readline())
        ours.terminate()
        assert ours.stdout.read() == "torn down\n"
    assert soon(lambda: not born(portal), 5)


def test_elsewhere_than_on_linux_a_leash_watches_the_parent() -> None:
    """The parent starts the leash and dies; the leash ends the command."""
    leash = ROOT / "atelier" / "local" / "leash.py"
    parent = (
        "import os, subprocess, sys, time\n"
        f"each = subprocess.Popen([sys.executable, '-S', {str(leash)!r}, str(os.getpid()), '15', 'sleep', '99'])\n"
        "time.sleep(0.7)\n"
        f"print(open(f'/proc/{{each.pid}}/task/{{each.pid}}/children').read())\n"
    )
    if not Path("/proc/self/task").exists():
        pytest.skip("looks for the child in /proc")
    told = subprocess.run([PYTHON, "-c", parent], capture_output=True, text=True)
    grandchild = int(told.stdout)
    deadline = time.monotonic() + 5
    while born(grandchild):
        assert time.monotonic() < deadline, "the command outlived the parent"
        time.sleep(0.1)


def test_a_cluster_runs_where_others_may_not_enter(tmp_path) -> None:
    """Also as root, whom PostgreSQL refuses: then inside a namespace in which we are somebody else."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    tmp_path.chmod(0o700)
    children = Children()
    try:
        postgres = Postgres(closed / "postgres", children, careless=True)
        try:
            postgres.start()
        except Trouble as trouble:
            if os.geteuid() == 0 and "will not run as root" in str(trouble):
                pytest.skip("this machine allows no user namespaces; the sentence says what to do")
            raise
        assert postgres.ensure_database("proef").endswith("/proef")
        assert postgres.ask("select count(*) from pg_database where datname = 'proef'").stdout == "1\n"
    finally:
        children.stop(within=5)


def test_strangers_on_this_machine_do_not_get_in_and_the_log_quotes_nobody(open_folder) -> None:
    children = Children()
    try:
        postgres = Postgres(open_folder / "postgres", children, careless=True)
        postgres.start()
        command = [postgres.programs / "psql", "-h", "127.0.0.1", "-p", str(postgres.port), "-U", postgres.user]
        wrong = {"PATH": os.defpath, "PGPASSWORD": "guess"}
        told = subprocess.run(
            [*command, "-d", "postgres", "-c", "select 1"], env=wrong, capture_output=True, text=True
        )
        assert "password authentication failed" in told.stderr
        postgres.ask("create table t (a int primary key, b text); insert into t values (1, 'winterkoning')")
        refused = postgres.ask("insert into t values (1, 'winterkoning')")
        assert "duplicate key value" in refused.stderr
        assert "winterkoning" not in refused.stderr
        server = children.all[0]
    finally:
        children.stop(within=5)
    assert "duplicate key value" in server.said()
    assert "winterkoning" not in server.said()


def test_real_servers_take_the_place_of_the_embedded_ones(tmp_path, monkeypatch) -> None:
    (tmp_path / "database").write_text("postgres://portaal@db.voorbeeld.test/portaal")
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "database"))
    monkeypatch.setenv("REDIS_URL", "redis://broker.voorbeeld.test/0")
    monkeypatch.setenv("SECRET_KEY", "of our own")
    portal = Portal(8000, Folder(tmp_path))
    portal.start_servers()
    assert portal.children.all == []
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"} & set(portal.settings) == set()
    assert not (tmp_path / "postgres").exists()


def test_a_command_in_another_terminal_works_with_what_the_portal_was_given(tmp_path, monkeypatch) -> None:
    given = {
        "SECRET_KEY_FILE": "/geheim/of our own",
        "DATABASE_URL": "postgres://portaal:it's@db.voorbeeld.test/portaal",
        "REDIS_URL": "redis://broker.voorbeeld.test/0",
    }
    for name in portals.REAL:
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as terminal:
        for name, value in given.items():
            terminal.setenv(name, value)
        Portal(8000, Folder(tmp_path)).start_servers()
    assert (tmp_path / "local.env").stat().st_mode & 0o777 == 0o600

    asked: list[dict[str, str]] = []
    monkeypatch.setattr(os, "execve", lambda path, arguments, environment: asked.append(environment))
    monkeypatch.setattr(os, "chdir", lambda path: None)
    monkeypatch.setenv("ATELIER_DATA", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "of this terminal")
    monkeypatch.setenv("EMAIL_URL", "smtp://of.this.terminal")
    portals.manage(["check"])
    known = {name: value for name, value in asked[0].items() if name.removesuffix("_FILE") in portals.REAL}
    assert known == given
    assert asked[0]["ATELIER_MODE"] == "demo"


def test_of_two_starts_on_one_port_the_second_is_told_so_before_anything_answers_there(tmp_path) -> None:
    first, second = (Portal(free_port(), Folder(tmp_path / name)) for name in ("first", "second"))
    second.port = first.port
    first.take_port()
    with pytest.raises(Trouble, match=f"Port {first.port} is taken by another program"):
        second.start()
    assert not (tmp_path / "second" / "local.env").exists()
    first.held.close()
    second.take_port()


def test_a_port_that_only_root_may_have_is_named(tmp_path, monkeypatch) -> None:
    def refuse(port: int) -> None:
        raise PermissionError

    monkeypatch.setattr(portals, "hold", refuse)
    with pytest.raises(Trouble, match=r"Port 80 is not for ordinary users .* above 1023"):
        Portal(80, Folder(tmp_path)).start()


def test_a_server_that_cannot_be_reached_stops_the_start_with_a_sentence(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://portaal:geheim@127.0.0.1:{free_port()}/portaal")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    portal = Portal(8000, Folder(tmp_path))
    portal.start_servers()
    with pytest.raises(Trouble, match=r"The set-up did not succeed: .*[Cc]onnection"):
        portal.set_up()
