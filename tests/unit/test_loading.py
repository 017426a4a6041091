"""A command loads what it needs: the parser, Celery and NumPy take longer to load than most commands take to answer."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import loaded
import pytest

from worker import parsing
from worker.app.settings import Settings
from worker.app.wiring import load_pipeline, versions_in, versions_of
from worker.cli import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

PARSER, CELERY, ARRAYS = "worker.parsing.parse", "celery", "numpy"

LOADED = [
    # looks at the index (the words of a query are cut by tables that are arrays)
    ("search", {PARSER, CELERY}),
    ("calendar", {PARSER, CELERY}),
    # looks at engines and folders
    ("status", {PARSER, CELERY, ARRAYS}),
    ("env", {PARSER, CELERY, ARRAYS}),
    # the reading room starts beside everything else
    ("web", {PARSER, CELERY}),
    # queues files by their names and sizes
    ("watch", {PARSER, ARRAYS}),
    # loads the parser while the engines start
    ("up", {PARSER, CELERY}),
    # and what parses does load it, but no queue
    ("parse", {CELERY}),
    ("names", {CELERY}),
    ("identify", {CELERY}),
]


# A fork for each module of a command, from a process that has read libraries that many of them read.
FORKS = """
import importlib, os, sys
for name in ("pydantic_settings", "rich.console", "typer", "elasticsearch", "redis"):
    importlib.import_module(name)
sought, *modules = sys.argv[1:]
for module in ("sys", *modules):
    if not os.fork():
        importlib.import_module(module)
        print(module, *(set(sought.split(",")) & set(sys.modules)), flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def loads() -> dict[str, set[str]]:
    """What of the three is loaded with a module."""
    modules = sorted({COMMANDS[command][0] for command, _ in LOADED})
    command = [sys.executable, "-c", FORKS, f"{PARSER},{CELERY},{ARRAYS}", *modules]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {module: set(rest) for module, *rest in map(str.split, said.splitlines())}
    assert found.pop("sys") == set()  # the libraries alone
    assert list(found) == modules
    return found


@pytest.mark.parametrize(("command", "spared"), LOADED)
def test_a_command_loads_what_it_needs(command: str, spared: set[str], loads: dict[str, set[str]]) -> None:
    found = loads[COMMANDS[command][0]]
    assert not spared & found
    assert (PARSER in found) == (PARSER not in spared)


def test_a_wrong_name_loads_no_command_and_is_compared_with_all() -> None:
    code = "import sys; from worker.cli import main\ntry: main()\nfinally: print(*(m for m in sys.modules if m in %r))"
    places = {place for place, _ in COMMANDS.values()}
    arguments = ["--language", "en", "serch"]
    ran = subprocess.run([sys.executable, "-c", code % places, *arguments], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.split()) == (2, [])
    assert "Did you mean 'search'?" in ran.stderr


def test_versions_are_told_without_loading_what_they_are_of(tmp_path: Path) -> None:
    assert versions_in(Settings(home=tmp_path)) == versions_of(loaded.enricher())
    words, forms = tmp_path / "words.txt", tmp_path / "forms.txt"
    words.write_text("澄江渡口 5 ns\n")
    forms.write_text("澄江局 = 澄江渡口管理局\n")
    settings = Settings(home=tmp_path, user_dictionaries=str(words), body_forms=forms, enrich_off="summary")
    assert versions_in(settings) == versions_of(load_pipeline(settings).enricher) != versions_of(loaded.enricher())


def test_a_package_gives_its_names_on_demand_and_no_others() -> None:
    assert parsing.parse_issue.__module__ == "worker.parsing.parse"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = parsing.nothing  # type: ignore[attr-defined]
