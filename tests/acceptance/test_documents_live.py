"""The examples of the README and of the page on the reading room, as a new user gives them, on one `baoku up`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import warm_baoku
from baoku_process import Baoku, wait_until

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAMPLE = ROOT / "samples" / "000_7c9244e943033ee6.txt"
SECONDS = 60.0
SETTINGS = {"BAOKU_PAGE_CONCURRENCY": "0"}  # the worker of texts would do pages too
NOT_HERE = re.compile(r"^(?:make (?:demo|test)|\. \.venv/bin/activate|baoku up)\b")  # what the tests themselves do


@pytest.fixture
def user(baoku: Baoku) -> Mapping[str, str]:
    """Return the environment of a user whose ~/baoku is the home, in a folder with a page to drop."""
    place = baoku.home.parent
    if not (place / "baoku").exists():
        (place / "baoku").symlink_to(baoku.home)
    shutil.copy(SAMPLE, place / "page.txt")
    return {
        **baoku.environment(),
        "HOME": os.fspath(place),
        "PATH": f"{warm_baoku.command().parent}:{os.environ['PATH']}",
    }


def run(line: str, user: Mapping[str, str]) -> str:
    command = ["bash", "-euo", "pipefail", "-c", line]
    done = subprocess.run(
        command, env=dict(user), cwd=user["HOME"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def examples(document: str) -> list[str]:
    return SHELL.findall((ROOT / document).read_text())


def test_the_readme_does_what_it_says(baoku: Baoku, user: Mapping[str, str]) -> None:
    blocks = [re.sub(r"\s#.*$", "", block, flags=re.MULTILINE) for block in examples("README.md")]
    lines = [line.rstrip() for block in blocks[:-1] for line in block.splitlines() if line and not NOT_HERE.match(line)]
    assert {line.split()[0] for line in lines} == {"mkdir", "cp", "baoku"}
    said = {}
    for line in lines:
        said[line] = run(line, user)
        if line.startswith("cp "):
            wait_until(lambda: not list(baoku.inbox.rglob("*.txt")), SECONDS, "the page in the archive")
    assert "项目建设" in said["baoku search 王俊 项目建设"]
    assert "2023-10" in next(text for line, text in said.items() if line.startswith("baoku calendar"))
    assert (Path(user["HOME"]) / "hits.csv").read_text().count("\n") >= 1
    count = run(blocks[-1], user)  # eval and curl, as one
    assert json.loads(count)["count"] == 5


def test_the_chinese_quick_start_does_what_it_says(baoku: Baoku, user: Mapping[str, str]) -> None:
    """Its commands run after each other, under a Chinese locale."""
    (chapter,) = re.findall(r"^## 中文快速上手\n(.*?)^## ", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    shutil.copy(SAMPLE, baoku.home / "inbox" / "page.txt")
    wait_until(lambda: not (baoku.inbox / "page.txt").exists(), SECONDS, "the page in the archive")
    chinese = {**user, "BAOKU_LANGUAGE": "", "LANG": "zh_CN.UTF-8"}
    commands = [
        code for code in re.findall(r"`(baoku [^`]+)`", chapter) if "retry" not in code and "failures" not in code
    ]
    said = {command: run(command, chinese) for command in commands}
    assert len(said) == 4
    for command, text in said.items():
        assert re.search(r"^\d+ 篇  \d+ 毫秒" if "search" in command else "^收件夹 ", text), text


def test_the_reading_room_answers_in_json(baoku: Baoku, user: Mapping[str, str]) -> None:
    (example,) = examples("docs/reading-room.md")
    address = baoku.room()
    assert baoku.env()["web_url"] == address
    assert "http://127.0.0.1:8420" in example
    assert json.loads(run(example.replace("http://127.0.0.1:8420", address), user))["total"] > 0
