"""Every example of docs/operating.md, run in its order on a running baoku: it does what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from baoku_process import COMMAND, page, wait_until

from worker.embedded.ports import any_free_port

if TYPE_CHECKING:
    from baoku_process import Baoku

PORT = any_free_port()
SETTINGS = {"BAOKU_METRICS_PORT": str(PORT)}
PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sh\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FAILED = "江城日报/2023-10-24/01版.txt"
# What differs from run to run: moments, figures, digests, ids, folders.
VARIABLE = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b"), "UUID"),
    (re.compile(r"\bsha256 [0-9a-f]{12}\b"), "sha256 DIGEST"),
    (re.compile(r"-[0-9a-f]{4}-(?=\d{4}-)"), "-MARK-"),
    (re.compile(r"/\S*/(?=backup)"), "/HOME/"),
    (re.compile(r"\d[\d,.:TZ+-]*"), "0"),
    (re.compile(r" +"), " "),
)


def same(text: str) -> list[str]:
    """The lines of an output with what differs from run to run made alike."""
    for pattern, instead in VARIABLE:
        text = pattern.sub(instead, text)
    return [line.strip() for line in text.strip().splitlines()]


def test_every_example_is_found() -> None:
    assert len(EXAMPLES) == PAGE.count("```sh") == PAGE.count("```text")


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sha256sum")), reason="the examples use both")
def test_the_examples_do_what_the_page_shows(baoku: Baoku) -> None:
    user = baoku.home.parent
    (user / "baoku").symlink_to(baoku.home)
    (user / "page.txt").write_text(page("蒋文博"))
    (baoku.inbox / FAILED).parent.mkdir(parents=True)
    (baoku.inbox / FAILED).write_text(" \n")
    wait_until((baoku.home / "failed" / FAILED).exists, 60, "the failure")
    environment = {
        **baoku.environment(),
        "HOME": os.fspath(user),
        "PATH": f"{COMMAND.parent}:{os.environ['PATH']}",
        "COLUMNS": "200",
    }
    wrong = []
    for source, shown in EXAMPLES:
        command = ["bash", "-euo", "pipefail", "-c", source.replace("9109", str(PORT))]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        if (done.returncode, done.stderr, same(done.stdout)) != (0, "", same(shown)):
            wrong.append(f"{source}exit {done.returncode}\n{done.stdout}{done.stderr}")
    assert not wrong, "\n".join(wrong)
