"""Runs one of baoku's own commands in a process of its own, as somebody at a terminal would."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from worker.app.i18n import SETTING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Ran(NamedTuple):
    """How a command ended.

    Attributes:
        code: Its exit code; None when it was ended since it took too long.
        said: What it wrote of what is wrong.
    """

    code: int | None
    said: str = ""


def run_command(arguments: Sequence[str], *, home: Path, language: str, seconds: float) -> Ran:
    """Run ``baoku`` with arguments on a home.

    Args:
        arguments: As a terminal would give them; what is not to be taken for an option comes after ``--``.
        home: Its folder.
        language: Of what it says.
        seconds: It is ended after so long.
    """
    environment = {**os.environ, "BAOKU_HOME": os.fspath(home), SETTING: language, "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "worker", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ran(None)
    return Ran(done.returncode, done.stderr.decode("utf-8", "replace").strip())
