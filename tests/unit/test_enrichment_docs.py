"""Every example of docs/enrichment.md gives what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import warm_baoku

PAGE = Path(__file__).parents[2] / "docs" / "enrichment.md"
_EXAMPLE = re.compile(r"^```sh\n(?P<source>.*?)^```\n```text\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [(match["source"], match["output"]) for match in _EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


def test_every_block_of_the_page_is_an_example() -> None:
    assert PAGE.read_text(encoding="utf-8").count("```sh\n") == len(EXAMPLES) > 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples run, one after the other: the first makes the file that the others read."""
    return tmp_path_factory.mktemp("examples")


@pytest.mark.parametrize(("source", "output"), EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_the_example_gives_what_the_page_shows(source: str, output: str, folder: Path) -> None:
    commands = warm_baoku.command().parent
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BAOKU_")} | {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONIOENCODING": "utf-8",
        "BAOKU_HOME": str(folder / "home"),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", source],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (output, "", 0)
