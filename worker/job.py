"""One file to ingest, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a file, or of one of its units.

    Attributes:
        INDEXED: New in the index.
        REPLACED: In the index, in the place of an earlier content of the same unit, which the archive keeps.
        MOVED: In the index under another identity than the same bytes had before; gone from there.
        CORRECTED: In the index as before, but for what a person states of it (a number, a section).
        RESTORED: In the index again: a person undid a replacement or put a withdrawn issue back.
        CONFLICT: In the index under an id of its own: name and masthead contradict each other, so it replaces nothing.
        HELD: In the archive but not in the index: it would drop most of what it replaces; a person decides.
        WITHDRAWN: Taken out of the index by a person.
        CONTINUED: The second half of a file that was taken too early; it stands in the index with the first.
        DUPLICATE: The index has it already.
        SUPERSEDED: The index has something newer.
        FAILED: In failed/ with the reason.
        GONE: It left the inbox before its time.
        CHANGED: It is another content by now: a new job comes.
        EARLY: A sidecar whose file has not come yet.
    """

    INDEXED = "indexed"
    REPLACED = "replaced"
    MOVED = "moved"
    CORRECTED = "corrected"
    RESTORED = "restored"
    CONFLICT = "conflict"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    CONTINUED = "continued"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    FAILED = "failed"
    GONE = "gone"
    CHANGED = "changed"
    EARLY = "early"


LIVE = frozenset(
    {
        Outcome.INDEXED,
        Outcome.REPLACED,
        Outcome.MOVED,
        Outcome.CORRECTED,
        Outcome.RESTORED,
        Outcome.CONFLICT,
    }
)
"""Outcomes of what the index has."""


class Decision(StrEnum):
    """What a person decides about a unit; it holds whatever baoku would do by itself."""

    ACCEPT = "accept"
    IDENTIFY = "identify"
    UNDO = "undo"
    REDO = "redo"
    WITHDRAW = "withdraw"
    PUT_BACK = "put back"


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
