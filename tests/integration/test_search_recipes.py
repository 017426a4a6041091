"""Every recipe of docs/querying.md gives what the page shows; run as the read-only user but where it says otherwise."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "querying.md"
_BLOCK = re.compile(r"^```(?P<kind>[a-z ]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^### (\d+\. .+)$", re.MULTILINE)
ALIASES = ("articles", "issues")


@dataclass(frozen=True)
class Recipe:
    title: str
    kind: str
    source: str
    output: str


def recipes() -> list[Recipe]:
    parts = _TITLE.split(PAGE.read_text(encoding="utf-8"))
    found = []
    for title, text in zip(parts[1::2], parts[2::2], strict=True):
        source, output = ((match["kind"], match["text"]) for match in _BLOCK.finditer(text))
        assert (source[0], output[0]) in {("sh", "json"), ("python", "text"), ("python admin", "text")}, title
        found.append(Recipe(title, source[0], source[1], output[1]))
    return found


RECIPES = recipes()


def shell_function() -> str:
    """The page's own definition of ``es``, without the line that asks a running baoku."""
    (setup,) = (
        match["text"] for match in _BLOCK.finditer(PAGE.read_text(encoding="utf-8")) if match["kind"] == "sh setup"
    )
    return "\n".join(line for line in setup.splitlines() if "baoku env" not in line)


@pytest.fixture(scope="module")
def environment(engines: Any, small_archive: Any) -> Iterator[dict[str, str]]:
    """The reader's account, as ``baoku env --role reader`` prints it, and the aliases under their usual names."""
    indices = {"articles": small_archive.articles, "issues": small_archive.issues}
    actions = [{"index": f"{indices[alias]}-v2-000001", "alias": alias} for alias in ALIASES]
    small_archive.client.indices.update_aliases(actions=[{"add": action} for action in actions])
    user, password = engines.reader
    yield os.environ | {
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": user,
        "ELASTICSEARCH_PASSWORD": password,
        "PYTHONIOENCODING": "utf-8",
    }
    small_archive.client.indices.update_aliases(actions=[{"remove": action} for action in actions])


def run(recipe: Recipe, environment: dict[str, str], admin: tuple[str, str]) -> str:
    command = ["bash", "-euc", f"{shell_function()}\n{recipe.source}"]
    if recipe.kind.startswith("python"):
        command = [sys.executable, "-c", recipe.source]
    if recipe.kind.endswith("admin"):
        user, password = admin
        environment = environment | {"ELASTICSEARCH_USER": user, "ELASTICSEARCH_PASSWORD": password}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="the recipes need curl")
@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.title for recipe in RECIPES])
def test_recipe(recipe: Recipe, environment: dict[str, str], engines: Any) -> None:
    output = run(recipe, environment, engines.admin)
    if recipe.kind == "sh":
        assert json.loads(output) == json.loads(recipe.output)
    else:
        assert output == recipe.output


def test_the_recipes_are_numbered_without_a_gap() -> None:
    assert [int(recipe.title.split(".")[0]) for recipe in RECIPES] == list(range(1, len(RECIPES) + 1))
    assert len(RECIPES) >= 20
