"""One file to ingest, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one file of a job."""

    INDEXED = "indexed"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    FAILED = "failed"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to ingest.

    Attributes:
        path: Relative to the inbox, with ``/``.
        digest: SHA-256 of the bytes, hex.
        revision: Milliseconds since the epoch when the watcher found the file complete; later ones win.
    """

    path: str
    digest: str
    revision: int
