"""docs/scaling.md: its settings are settings, its compose file is one, its commands do what the page says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import uuid
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import warm_baoku
import yaml
from pydantic import AliasChoices

from worker.app.settings import Settings, load_settings
from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.embedded import Addresses

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scaling.md").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> list[str]:
    return [match["text"] for match in _BLOCK.finditer(PAGE) if match["kind"] == kind]


def setting_names() -> set[str]:
    names = {f"BAOKU_{name.upper()}" for name in Settings.model_fields}
    for field in Settings.model_fields.values():
        if isinstance(field.validation_alias, AliasChoices):
            names |= {str(choice) for choice in field.validation_alias.choices}
    return names


def test_every_block_is_of_a_kind_that_is_tried_here() -> None:
    assert {match["kind"] for match in _BLOCK.finditer(PAGE)} <= {"ini", "yaml", "sh", "text"}
    assert len(blocks("ini")) >= 4


@pytest.mark.parametrize("text", blocks("ini"))
def test_settings_are_taken_as_they_stand(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("BAOKU_", "REDIS_", "ELASTICSEARCH_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(text)
    values = dict(line.split("=", 1) for line in text.splitlines())
    for_compose = set(re.findall(r"\$\{(\w+)", COMPOSE))
    assert set(values) <= setting_names() | for_compose
    before = load_settings(_env_file=None)
    assert load_settings() != before


def test_the_compose_file_is_one_and_gives_settings_that_exist() -> None:
    [text] = blocks("yaml")
    composed: dict[str, Any] = yaml.safe_load(text)
    schema = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(composed, json.loads(schema.read_text()))
    service = composed["services"]["worker"]
    ours = yaml.safe_load(COMPOSE)["services"]["worker"]
    assert set(service["environment"]) <= setting_names()
    # as hardened as the one beside the engines
    for name in ("image", "command", "read_only", "cap_drop", "security_opt", "pids_limit", "init"):
        assert service[name] == ours[name]
    assert service["volumes"][0]["target"] == service["environment"]["BAOKU_HOME"] == "/data"


@pytest.fixture
def archive(engines: Addresses, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an administrator of an archive of this test alone, set up with one shard."""
    mark = uuid.uuid4().hex[:8]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BAOKU_")} | {
        "PATH": f"{warm_baoku.command().parent}:{os.environ['PATH']}",
        "BAOKU_HOME": os.fspath(tmp_path),
        "BAOKU_ARTICLES_ALIAS": f"articles-{mark}",
        "BAOKU_ISSUES_ALIAS": f"issues-{mark}",
        "REDIS_URL": engines.redis_url,
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": engines.admin.name,
        "ELASTICSEARCH_PASSWORD": engines.admin.password,
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    (tmp_path / "archive").mkdir()
    subprocess.run(
        [warm_baoku.command(), "setup"], env=environment, cwd=tmp_path, check=True, capture_output=True, timeout=60
    )
    yield environment
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        for alias in (f"articles-{mark}", f"issues-{mark}"):
            client.indices.delete(index=",".join(client.indices.get_alias(name=alias)))


def test_another_number_of_shards_is_noticed_and_made(archive: dict[str, str], tmp_path: Path) -> None:
    [text] = blocks("sh")
    commands = [line.split("#")[0].strip() for line in text.splitlines()]
    said = [
        subprocess.run(
            ["bash", "-euc", command],
            env=archive,
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout
        for command in commands
    ]
    promised = re.findall(r'"(.+)"', text)
    assert promised[0].replace("articles-", f"{archive['BAOKU_ARTICLES_ALIAS']}-") in said[0]
    assert f"in {archive['BAOKU_ARTICLES_ALIAS']}-v2-000002" in said[1]
    assert "a rebuild is due" not in said[2]
