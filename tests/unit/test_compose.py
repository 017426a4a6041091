"""compose.yaml, Dockerfile and .env: what can be said of them without a Docker engine."""

from __future__ import annotations

import json
import os
import re
import runpy
import stat
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import AliasChoices

from worker import __version__
from worker.app.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ENDING = ("setup", "dashboards")
OURS = (*ENDING, "watcher", "worker", "pages", "web")
MAKE_SECRETS = ROOT / "scripts" / "make_secrets.py"
# ${NAME}, ${NAME:-default}, ${NAME:?message}; not $$NAME, which the container's shell expands
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}")

each_service = pytest.mark.parametrize("name", SERVICES)


def setting_names() -> set[str]:
    """Return every variable that names a setting."""
    names = {f"BAOKU_{name.upper()}" for name in Settings.model_fields}
    for field in Settings.model_fields.values():
        if isinstance(field.validation_alias, AliasChoices):
            names |= {str(choice) for choice in field.validation_alias.choices}
    return names


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .env that `make secrets` makes, in a folder of its own."""
    folder = tmp_path_factory.mktemp("secrets")
    subprocess.run([sys.executable, MAKE_SECRETS, folder / ".env"], check=True, capture_output=True)
    return folder / ".env"


def test_follows_the_compose_specification() -> None:
    schema = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(schema.read_text()))


@each_service
def test_is_published_on_this_machine_alone(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert re.fullmatch(r"127\.0\.0\.1:\$\{\w+:-\d+\}:\d+", port), port


def test_redis_is_published_nowhere() -> None:
    assert "ports" not in SERVICES["redis"]
    (network,) = SERVICES["redis"]["networks"]
    assert COMPOSE["networks"][network]["internal"] is True


@each_service
def test_has_an_image_of_a_fixed_version(name: str) -> None:
    assert re.fullmatch(r"[\w./-]+:\d+\.\d+\.\d+", SERVICES[name]["image"])


def test_our_image_has_the_version_of_the_package() -> None:
    assert {SERVICES[name]["image"] for name in OURS} == {f"baoku:{__version__}"}


def test_elasticsearch_and_kibana_go_together() -> None:
    versions = {SERVICES[name]["image"].rpartition(":")[2] for name in ("elasticsearch", "kibana")}
    assert len(versions) == 1


@each_service
def test_runs_with_as_little_as_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert not re.match(r"(root|0)?(:|$)", service["user"])
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"]
    # these two write into their image's own folders
    assert service.get("read_only", False) is (name not in ("elasticsearch", "kibana"))


@each_service
def test_is_started_again_and_watched_unless_it_ends_by_itself(name: str) -> None:
    service = SERVICES[name]
    if name in ENDING:
        assert service["restart"] == "no"
        assert service["healthcheck"] == {"disable": True}
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


@each_service
def test_waits_for_what_it_needs(name: str) -> None:
    conditions = {other: wait["condition"] for other, wait in SERVICES[name].get("depends_on", {}).items()}
    for other, condition in conditions.items():
        ends = other in ENDING
        assert condition == ("service_completed_successfully" if ends else "service_healthy")
    if name in ("watcher", "worker", "pages"):
        assert set(conditions) == {"setup", "redis"}


@each_service
def test_no_secret_is_on_a_command_line(name: str) -> None:
    """Compose would write the value into the command, for all to read in the process list."""
    service = SERVICES[name]
    shown = json.dumps([service.get("entrypoint"), service.get("command"), service.get("healthcheck")])
    assert not VARIABLE.search(shown)


@pytest.mark.parametrize("name", OURS)
def test_our_services_get_settings_that_exist(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= setting_names()


@pytest.mark.parametrize("name", ["watcher", "worker", "pages"])
def test_only_setup_gets_the_administrator(name: str) -> None:
    assert "ELASTIC_PASSWORD" not in json.dumps(SERVICES[name]["environment"])
    assert "ELASTIC_PASSWORD" in json.dumps(SERVICES["setup"]["environment"])


@pytest.mark.parametrize("name", OURS)
def test_inbox_archive_and_failed_are_one_mount(name: str) -> None:
    """A file is renamed from one to the other, which fails between two mounts."""
    (mount,) = SERVICES[name]["volumes"]
    assert (mount["type"], mount["target"]) == ("bind", SERVICES[name]["environment"]["BAOKU_HOME"])


def test_every_named_volume_and_network_is_used() -> None:
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service["volumes"] if ":" in volume}
    assert used == set(COMPOSE["volumes"])
    assert {network for service in SERVICES.values() for network in service["networks"]} == set(COMPOSE["networks"])


def test_every_variable_has_a_value(made: Path) -> None:
    """Those without a default are in the .env that `make secrets` makes; a missing one stops compose with a word."""
    in_env = {line.partition("=")[0] for line in made.read_text().splitlines() if not line.startswith("#")}
    wanted = {match[1]: match[2] for match in VARIABLE.finditer(re.sub(r"(?m)^\s*#.*$", "", TEXT))}
    assert in_env == {name for name, kind in wanted.items() if kind == "?"}
    assert all(kind in ("?", "-") for kind in wanted.values())


def test_redis_keeps_what_is_queued() -> None:
    (script,) = SERVICES["redis"]["command"]
    assert {"appendonly yes", "maxmemory-policy noeviction"} <= {line.strip() for line in script.splitlines()}


def test_only_you_can_read_the_secrets(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_secrets_are_long_and_differ(made: Path) -> None:
    values = [
        line.partition("=")[2] for line in made.read_text().splitlines() if re.match(r"\w+_(PASSWORD|KEY)=", line)
    ]
    assert len(set(values)) == len(values) > 0
    # no character that a shell, an address or Redis would read as anything else; 32 is what Kibana asks of its key
    assert all(re.fullmatch(r"[\w-]{32,}", value, re.ASCII) for value in values)


def test_secrets_are_never_replaced(made: Path) -> None:
    before = made.read_bytes()
    again = subprocess.run([sys.executable, MAKE_SECRETS, made], check=True, capture_output=True, text=True)
    assert made.read_bytes() == before
    assert "stays as it is" in again.stdout


def test_the_containers_never_run_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even when root makes the secrets."""
    owner = runpy.run_path(os.fspath(MAKE_SECRETS))["owner"]
    for user, expected in ((0, 1000), (1234, 1234)):
        monkeypatch.setattr(os, "getuid", lambda user=user: user)
        monkeypatch.setattr(os, "getgid", lambda user=user: user)
        assert owner() == (expected, expected)


def test_the_mounted_folders_are_made(made: Path) -> None:
    """Docker would make them, as root's."""
    assert {path.name for path in (made.parent / "data").iterdir()} == {"inbox", "archive", "failed", "state"}


def test_the_image_is_built_on_a_fixed_python_and_not_run_by_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert set(bases) == {"python:3.11-slim-bookworm"}
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["10001:10001"]
    assert all("--require-hashes" in line or "--no-deps" in line for line in _commands(lines) if "pip install" in line)


def _commands(lines: list[str]) -> list[str]:
    """Return the instructions with their continued lines joined."""
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def test_the_build_is_given_what_the_image_copies() -> None:
    """.dockerignore lets nothing through but this."""
    ignore = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignore[1] == "*"
    allowed = [line.removeprefix("!") for line in ignore if line.startswith("!")]
    assert all((ROOT / name).exists() for name in allowed)
    copied = {
        word
        for line in _commands((ROOT / "Dockerfile").read_text().splitlines())
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    assert copied - {"."} <= set(allowed)
