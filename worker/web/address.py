"""Where the reading room of a home is served: a note that the server leaves while it runs."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import orjson

from worker.embedded.private_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

_NOTE = "web.json"


def leave_address(state: Path, url: str) -> None:
    """Note that this process serves the reading room at an address."""
    write_whole(state / _NOTE, orjson.dumps({"url": url, "pid": os.getpid()}))


def remove_address(state: Path) -> None:
    """Take the note away, if it is this process's."""
    if _note(state).get("pid") == os.getpid():
        (state / _NOTE).unlink(missing_ok=True)


def address_of(state: Path) -> str:
    """Return the address of the reading room that runs on a home; empty when none does."""
    note = _note(state)
    pid, url = note.get("pid"), note.get("url")
    if not isinstance(pid, int) or not isinstance(url, str):
        return ""
    with contextlib.suppress(PermissionError):  # it runs as somebody else
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return ""
    return url


def _note(state: Path) -> dict[str, object]:
    try:
        note = orjson.loads((state / _NOTE).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return note if isinstance(note, dict) else {}
