"""Dockerfile and docker-compose.yml, as far as they can be checked without an engine."""

import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ruamel.yaml import YAML

from atelier.base.files.uploads import MOST_BYTES
from atelier.base.start.environment import Environment
from atelier.local.portal import ROOT, web_server
from atelier.local.postgres import DISCREET

COMPOSE: dict[str, Any] = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ["web", "worker", "beat", "migrate"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
# Read by granian itself.
FOREIGN = {"GRANIAN_WORKERS"}


def test_the_file_is_a_sound_compose_file() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    ]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


def names_read_by_settings() -> set[str]:
    source = (ROOT / "atelier" / "settings.py").read_text()
    return set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))


@pytest.mark.parametrize("service", OURS)
def test_every_variable_it_sets_is_one_that_is_read(service) -> None:
    given = {name.removesuffix("_FILE") for name in SERVICES[service]["environment"]}
    assert given - names_read_by_settings() - FOREIGN == set()


# Settings that .env need not name, and why.
LEFT_OUT = {
    "DEBUG": "production refuses it",
    "DATABASE_POOL": "for the web alone, which sets it",
    "ATELIER_DATA": "the image sets it",
    "STATIC_ROOT": "the image sets it",
}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_that_is_read_is_passed_on(service) -> None:
    given = {name.removesuffix("_FILE") for name in SERVICES[service]["environment"]}
    assert names_read_by_settings() - given - set(LEFT_OUT) == set()
    assert {"DATABASE_POOL"} <= set(SERVICES["web"]["environment"])
    assert all(f"{name}=" in DOCKERFILE for name, why in LEFT_OUT.items() if "image" in why)


def test_every_variable_that_is_read_is_told_of() -> None:
    told = (ROOT / "docs" / "operations.md").read_text()
    assert {name for name in names_read_by_settings() if f"`{name}`" not in told} == {"DEBUG"}


def test_everything_production_demands_is_set() -> None:
    demanded = {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "ALLOWED_HOSTS", "ATELIER_MODE"}
    demanded |= {"CONTROLLER", "STUDIO_EMAIL", "PRIVACY_OFFICER", "LEGAL_GROUND"}
    for service in OURS:
        given = {name.removesuffix("_FILE") for name in SERVICES[service]["environment"]}
        assert demanded <= given


def commands() -> list[tuple[str, list[str]]]:
    found = [(name, SERVICES[name]["command"]) for name in OURS if "command" in SERVICES[name]]
    found += [(name, SERVICES[name]["healthcheck"]["test"][1:]) for name in OURS if "healthcheck" in SERVICES[name]]
    found += [
        ("image", YAML(typ="safe").load(line)) for line in re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    ]
    found += [("image", shlex.split(line)) for line in re.findall(r"(python [^\\&\n]+)", DOCKERFILE)]
    return found


@pytest.mark.parametrize(
    ("service", "command"), commands(), ids=lambda part: part if isinstance(part, str) else part[0]
)
def test_every_command_exists(service, command) -> None:
    program, *arguments = command
    installed = Path(sys.executable).with_name(program)
    assert installed.exists() or shutil.which(program)
    if program == "python" and not arguments[0].startswith("-"):
        assert (ROOT / arguments[0]).exists()
    asked = {
        "granian": lambda: [installed],
        "celery": lambda: [installed, *arguments[:2], next(part for part in arguments if part in ("worker", "beat"))],
        "python": lambda: [installed, *arguments[:2]] if arguments[0] == "manage.py" else [],
    }[program]()
    if asked:
        told = subprocess.run([*asked, "--help"], cwd=ROOT, capture_output=True, text=True).stdout
        options = [part.split("=")[0] for part in arguments if part.startswith("--") and part != "--quiet"]
        assert [option for option in options if option not in told] == []


def test_the_image_serves_within_the_same_limits_as_run() -> None:
    image = next(YAML(typ="safe").load(line) for line in re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE))
    here = {"--host", "0.0.0.0", "--port", "8000"}  # noqa: S104 (inside its container)
    assert set(image) - here <= set(web_server(8000))
    assert {"--http1-header-read-timeout", "--backpressure", "--http"} <= set(image)


def test_every_file_that_is_named_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    stages = set(re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.MULTILINE))
    assert {each["build"]["target"] for each in SERVICES.values() if "build" in each} <= stages


@pytest.mark.parametrize("name", [".env", ".env.old", "secrets", "var", "portaal.dump", "media.tar", ".git"])
def test_what_holds_secrets_or_peoples_data_stays_out_of_the_image(name) -> None:
    patterns = (ROOT / ".dockerignore").read_text().split()
    assert any(fnmatch(name, pattern) for pattern in patterns)


@pytest.mark.parametrize("service", list(SERVICES))
def test_every_service_is_kept_small(service) -> None:
    given = SERVICES[service]
    runs_as = given.get("user") or re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert runs_as, "not as root"
    assert given["read_only"] is True
    assert given["cap_drop"] == ["ALL"]
    # The proxy's program carries that capability: with none at all the kernel does not start it.
    assert given.get("cap_add", []) == (["NET_BIND_SERVICE"] if service == "proxy" else [])
    if service != "migrate":
        assert given["stop_grace_period"]
        assert given["healthcheck"]["test"]


def test_the_proxy_is_asked_itself_and_waits_for_an_upload_over_a_weak_line() -> None:
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    asked = urlsplit(SERVICES["proxy"]["healthcheck"]["test"][-1])
    assert f"http://:{asked.port} {{\n\tbind {asked.hostname}\n" in caddyfile
    seconds = 60 * int(re.findall(r"read_body (\d+)m", caddyfile)[0])
    assert MOST_BYTES / seconds < 40_000
    assert int(re.findall(r"max_size (\d+)MB", caddyfile)[0]) * 1_000_000 > MOST_BYTES


def test_the_broker_forgets_nothing_and_refuses_when_full() -> None:
    command = " ".join(SERVICES["broker"]["command"])
    assert "--maxmemory-policy noeviction" in command
    assert "--appendonly yes" in command


def test_the_database_logs_no_words_that_people_typed() -> None:
    command = " ".join(SERVICES["database"]["command"])
    assert all(f"-c {name}={value}" in command for name, value in DISCREET.items())


def test_secrets_are_made_once_and_fit_production(tmp_path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "secrets", tmp_path / "scripts")
    subprocess.run([tmp_path / "scripts" / "secrets"], check=True)
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    assert len(made["secret_key"]) >= 50
    assert made["database_password"] in made["database_url"]
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    subprocess.run([tmp_path / "scripts" / "secrets"], check=True)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == made


def test_a_value_may_stand_in_a_file(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim\n")
    mapping = Environment(env={"SECRET_KEY_FILE": str(secret), "LOST_FILE": str(tmp_path / "lost")})
    assert mapping["SECRET_KEY"] == "geheim"
    with pytest.raises(SystemExit, match=r"LOST_FILE names a file that cannot be read: .*lost \(No such file"):
        mapping["LOST"]
