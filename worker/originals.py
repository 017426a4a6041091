"""The originals in archive/, in the order in which they came: what the index is rebuilt from.

The manifests say under which path, when and as what each file came. A file without a line (put back from a backup by
hand) still counts: its path is its place below the month, its moment the file's own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from worker.filing import MANIFEST, SIDECAR_SUFFIX
from worker.models import Order
from worker.reading.files import open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MONTH_PARTS = 2  # archive/YYYY/MM/


@dataclass(frozen=True, slots=True)
class Original:
    """One archived file: ``archived`` is its path below archive/, ``order`` what it was ingested as."""

    archived: str
    order: Order


def originals(archive: Path) -> list[Original]:
    """Return every original, oldest revision first. One line of memory each: no file is read.

    Raises:
        OSError: The archive cannot be read.
    """
    noted = _notes(archive)
    found = []
    for place in _files(archive):
        note = noted.get(place, {})
        revision = note.get("revision")
        if not isinstance(revision, int):
            revision = int((archive / place).stat().st_mtime * 1000)
        path = str(note.get("path") or "/".join(place.split("/")[_MONTH_PARTS:]))
        found.append(Original(place, Order(path, str(note.get("digest", "")), revision)))
    return sorted(found, key=lambda original: (original.order.revision, original.archived))


def read_original(archive: Path, original: Original, max_bytes: int) -> bytes:
    """Return the bytes of an original. Raises PermanentError or OSError, see ``open_source``."""
    return open_source(archive, original.archived, max_bytes).data


def _files(archive: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(archive):
        folders.sort()
        below = os.path.relpath(folder, archive).replace(os.sep, "/")
        for name in sorted(names):
            place = name if below == "." else f"{below}/{name}"
            if not name.startswith(".") and not name.endswith(SIDECAR_SUFFIX) and place.count("/") >= _MONTH_PARTS:
                yield place


def _notes(archive: Path) -> dict[str, dict[str, Any]]:
    """Return the last note of each archived file. A line cut short by a crash is passed over."""
    notes: dict[str, dict[str, Any]] = {}
    for manifest in sorted(archive.glob(f"*/*/{MANIFEST}")):
        for line in manifest.read_bytes().splitlines():
            try:
                note = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if isinstance(note, dict) and isinstance(note.get("archived"), str):
                notes[note["archived"]] = note
    return notes
