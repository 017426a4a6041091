"""What the archive's manifests tell: every file that came and every decision, in order; the index is rebuilt from it.

A line says under which path, when and as what a file came, what was stated of it then and what became of it; or what a
person decided. A file without a line (put back from a backup by hand) still counts: its path is its place below the
month, its moment the file's own.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from worker.home import told
from worker.home.files import open_source
from worker.home.names import MANIFEST, SIDECAR_SUFFIX
from worker.job import Decision, Job, Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from worker.home.files import Source

MAX_STREAM_BYTES = 8 * 1024**3  # of a file that a reader streams; as ``readers.base.Limits``
_MONTH_PARTS = 2  # archive/YYYY/MM/
# What a line may tell that no index ever had: a half that stands with the other half, an attempt overtaken by events.
_NEVER_INDEXED = frozenset({Outcome.CONTINUED, Outcome.GONE, Outcome.CHANGED, Outcome.EARLY, Outcome.FAILED})


@dataclass(frozen=True, slots=True)
class Original:
    """One archived file as it came, or came up again by a decision.

    Attributes:
        archived: Its path below archive/.
        job: What it was ingested as.
        at: When that was decided; what came first is decided first when the index is built anew.
        indexed_at: When the index took it; None when its manifest does not say.
        attempts: How often it was given to a worker until then.
        outcome: What it came to; empty when its manifest does not say.
        unit: Id of its first unit, as it was identified then.
        units: Outcome of each unit that came to something else, by id.
        count: Of its units.
        sidecar: What a person stated of it; None where that is not recorded: what lies beside it counts.
        decision: For which it came up again.
        withdrawn: Units that a person took out, if this is such a decision; ``archived`` names their file.
        away: Where that file stands below withdrawn/, if it went there.
        replaced: What it took the place of.
        conflicts: What contradicted what.
    """

    archived: str
    job: Job
    at: dt.datetime | None = None
    indexed_at: dt.datetime | None = None
    attempts: int = 1
    outcome: str = ""
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    count: int = 1
    sidecar: Mapping[str, str] | None = None
    decision: str = ""
    withdrawn: tuple[str, ...] = ()
    away: str = ""
    replaced: tuple[Mapping[str, Any], ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes units out instead of bringing any."""
        return self.decision == Decision.WITHDRAW

    def outcome_of(self, unit: str) -> str:
        """Return what became of one of its units."""
        return self.units.get(unit, self.outcome)


def originals(archive: Path) -> list[Original]:
    """Return every file and decision in order, the first first. One line of memory each: no file is read.

    Raises:
        OSError: The archive cannot be read.
    """
    found = list(history(archive))
    noted = {note["archived"] for note in notes(archive)}
    found += [_unnoted(archive, place) for place in _files(archive) if place not in noted]
    return sorted(found, key=_order)


def history(archive: Path) -> Iterator[Original]:
    """Yield what the manifests tell of the index, each once: a job done twice, after a crash, has two lines."""
    seen: set[tuple[object, ...]] = set()
    for note in notes(archive):
        one = _original(note)
        key = one.archived, one.job, one.outcome, one.decision, one.withdrawn
        if one.outcome not in _NEVER_INDEXED and key not in seen:
            seen.add(key)
            yield one


def _original(note: Mapping[str, Any]) -> Original:
    archived = note["archived"]
    path = told.text(note, "path") or "/".join(archived.split("/")[_MONTH_PARTS:])
    at = told.moment(note, "at")
    sidecar = note.get("sidecar")
    return Original(
        archived,
        Job(path, told.text(note, "digest"), told.number(note, "revision")),
        at=at,
        indexed_at=at if note.get("outcome") != Outcome.DUPLICATE else None,
        attempts=told.number(note, "attempts") or 1,
        outcome=told.text(note, "outcome"),
        unit=told.text(note, "issue"),
        units={str(unit): str(outcome) for unit, outcome in told.mapping(note, "units").items()},
        count=told.number(note, "of") or 1,
        sidecar={str(key): str(value) for key, value in sidecar.items()} if isinstance(sidecar, dict) else None,
        decision=told.text(note, "decision"),
        withdrawn=told.texts(note, "withdrawn"),
        away=told.text(note, "away"),
        replaced=tuple(one for one in told.items(note, "replaced") if isinstance(one, dict)),
        conflicts=told.texts(note, "conflicts"),
    )


def _unnoted(archive: Path, place: str) -> Original:
    revision = int((archive / place).stat().st_mtime * 1000)
    return Original(place, Job("/".join(place.split("/")[_MONTH_PARTS:]), "", revision))


def _order(one: Original) -> tuple[float, int, str]:
    """Sorts by the moment; what was written together, in the order in which the index was given it."""
    moment = one.at.timestamp() if one.at is not None else one.job.revision / 1000
    return moment, one.job.revision, one.job.digest


def places_of(history_: Iterable[Original]) -> dict[str, tuple[str, ...]]:
    """Return where a content may stand, by digest: paths below the home, as the manifests tell them."""
    found: dict[str, dict[str, None]] = {}
    for one in history_:
        places = found.setdefault(one.job.digest, {})
        places[f"archive/{one.archived}"] = None
        if one.away:
            places[f"withdrawn/{one.away}"] = None
    return {digest: tuple(places) for digest, places in found.items()}


def open_original(home: Path, original: Original, places: Mapping[str, Sequence[str]], max_bytes: int) -> Source:
    """Return an original with its bytes, wherever it went since.

    Raises:
        FileNotFoundError: It is nowhere, or another content has its place.
        PermanentError: It cannot be read, see ``open_source``.
    """
    for place in dict.fromkeys((f"archive/{original.archived}", *places.get(original.job.digest, ()))):
        try:
            source = open_source(home, place, max_bytes, max_stream_bytes=MAX_STREAM_BYTES)
        except FileNotFoundError:
            continue
        if original.job.digest in {"", source.digest()}:
            return source
    raise FileNotFoundError(errno.ENOENT, "no file with this content", original.archived)


def _files(archive: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(archive):
        folders.sort()
        below = os.path.relpath(folder, archive).replace(os.sep, "/")
        for name in sorted(names):
            place = name if below == "." else f"{below}/{name}"
            if not name.startswith(".") and not name.endswith(SIDECAR_SUFFIX) and place.count("/") >= _MONTH_PARTS:
                yield place


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
