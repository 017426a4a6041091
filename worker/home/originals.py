"""The originals in archive/, in the order in which they came: what the index is rebuilt from.

The manifests say under which path, when and as what each file came. A file without a line (put back from a backup by
hand) still counts: its path is its place below the month, its moment the file's own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from worker.home import told
from worker.home.files import open_source
from worker.home.filing import MANIFEST, SIDECAR_SUFFIX
from worker.job import Job, Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

_MONTH_PARTS = 2  # archive/YYYY/MM/


@dataclass(frozen=True, slots=True)
class Original:
    """One archived file.

    Attributes:
        archived: Its path below archive/.
        job: What it was ingested as.
        indexed_at: When the index took it; None when its manifest does not say.
        attempts: How often it was given to a worker until then.
    """

    archived: str
    job: Job
    indexed_at: dt.datetime | None = None
    attempts: int = 1


def originals(archive: Path) -> list[Original]:
    """Return every original, oldest revision first. One line of memory each: no file is read.

    Raises:
        OSError: The archive cannot be read.
    """
    noted = _taken_as(archive)
    found = []
    for place in _files(archive):
        note = noted.get(place, {})
        revision = note.get("revision")
        if not isinstance(revision, int):
            revision = int((archive / place).stat().st_mtime * 1000)
        path = str(note.get("path") or "/".join(place.split("/")[_MONTH_PARTS:]))
        job = Job(path, told.text(note, "digest"), revision)
        taken = note.get("outcome") == Outcome.INDEXED
        found.append(
            Original(place, job, told.moment(note, "at") if taken else None, told.number(note, "attempts") or 1)
        )
    return sorted(found, key=lambda original: (original.job.revision, original.archived))


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


def _taken_as(archive: Path) -> dict[str, dict[str, Any]]:
    """Return the note of each archived file that says as what the index last took it.

    That is the last one that says ``indexed``: the same content dropped again changed nothing and must not seem newer
    than a correction that came between. Of several about one job (done twice after a crash) the first was first.
    """
    found: dict[str, dict[str, Any]] = {}
    for note in notes(archive):
        known = found.get(note["archived"])
        decided = known is not None and known.get("outcome") == Outcome.INDEXED
        newer = note.get("outcome") == Outcome.INDEXED and note.get("revision") != (known or {}).get("revision")
        if newer or not decided:
            found[note["archived"]] = note
    return found


def notes(archive: Path) -> Iterator[dict[str, Any]]:
    """Yield every line of the manifests, in the order of their months. A line cut short by a crash is passed over."""
    for manifest in sorted(archive.glob(f"*/*/{MANIFEST}")):
        for line in manifest.read_bytes().splitlines():
            try:
                note = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if isinstance(note, dict) and isinstance(note.get("archived"), str):
                yield note
