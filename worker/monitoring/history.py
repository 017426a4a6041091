"""The whole history of a file: what the manifests, quarantine, the inbox and the ledger know of a name.

A name may be the path a file was dropped under, its path in archive/ or failed/, the id of an issue, of an article or
of a ledger entry, or the first digits of a digest. Contents are told apart by their digest: what somebody dropped later
under the same name is another revision, with a line of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from worker.home import told
from worker.home.copying import digest_of
from worker.home.names import printable
from worker.home.originals import notes
from worker.home.quarantine import quarantined
from worker.job import Outcome
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from worker.home.filing import Filing
    from worker.home.quarantine import Quarantined
    from worker.indexing import LedgerEntry

HELD = "held"  # the code of what waits for a decision
WAITING = "waiting"  # the outcome of a file that lies in the inbox
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_ARTICLE = re.compile(r"-a\d{2,}$")


@dataclass(frozen=True, slots=True)
class Event:
    """One revision of a file and what became of it.

    Attributes:
        found_at: When the watcher found it complete; None when that is not known.
        at: When it came to its outcome; None when that is not known or not yet so.
        place: Where the file stands now, below the home; empty when it is in none of the folders.
        in_index: Whether the index has its articles now; None when the ledger was not asked.
        seconds: From ``found_at`` until its articles were searchable.
        decision: A person's, if it is one or came of one.
        replaced: What it took the place of.
        conflicts: What contradicts what.
        stated: What a person stated of it.
    """

    path: str
    digest: str
    outcome: str
    found_at: dt.datetime | None = None
    at: dt.datetime | None = None
    issue_id: str = ""
    articles: int = 0
    attempts: int = 0
    place: str = ""
    in_index: bool | None = None
    code: str = ""
    reason: str = ""
    advice: str = ""
    seconds: float | None = None
    decision: str = ""
    replaced: tuple[dict[str, Any], ...] = ()
    conflicts: tuple[str, ...] = ()
    stated: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name, and what it may stand for.

    Attributes:
        names: Paths and ids.
        digest: The beginning of a digest, or empty.
    """

    names: frozenset[str]
    digest: str = ""

    def matches(self, digest: str, *names: str) -> bool:
        """Tell whether a revision is meant, by its digest or any of its names."""
        return not self.names.isdisjoint(names) or bool(self.digest and digest.startswith(self.digest))


def wanted(name: str, folders: Iterable[Path] = ()) -> Wanted:
    """Return what a name stands for; the path of a file in one of ``folders`` (absolute) is one below that folder."""
    for folder in folders:
        prefix = os.fspath(folder) + os.sep
        if os.path.abspath(name).startswith(prefix):  # noqa: PTH100 - a link in it is not followed: it is a name
            name = os.path.abspath(name)[len(prefix) :]  # noqa: PTH100 - likewise
    return Wanted(frozenset({printable(name), name, _ARTICLE.sub("", name)}), name if _DIGEST.fullmatch(name) else "")


def on_disk(filing: Filing, asked: Wanted) -> list[Event]:
    """Return what the folders alone know, oldest first."""
    every = [(note, _names_of(note)) for note in notes(filing.archive)]
    meant = [note for note, names in every if asked.matches(told.text(note, "digest"), *names)]
    # the whole history of the issues that are meant, whichever file it is of
    issues = {told.text(note, "issue") for note in meant if told.text(note, "path") in asked.names} - {""}
    filed: dict[tuple[object, ...], Event] = {}
    for note, names in every:
        if not issues.isdisjoint(names) or asked.matches(told.text(note, "digest"), *names):
            # a job done twice, after a crash, has two lines
            filed.setdefault((note["archived"], note.get("revision"), note.get("outcome")), _archived(filing, note))
    events = list(filed.values())
    digests = {event.digest for event in events} - {""}
    paths = {event.path for event in events}
    held = {event.digest for event in events if event.outcome == Outcome.HELD}
    events += [
        _failed(one)
        for one in quarantined(filing.failed)
        if (one.digest in digests or asked.matches(one.digest, one.dropped, one.stored))
        and not (one.code == HELD and one.digest in held)  # its line in the manifest has told it
    ]
    paths |= {event.path for event in events} | asked.names
    events += [event for path in sorted(paths) if (event := _in_inbox(filing, path)) is not None]
    return sorted(events, key=_moment)


def with_ledger(events: Sequence[Event], entries: Sequence[LedgerEntry], inbox_id: str = "") -> list[Event]:
    """Return the events with what the ledger's entries add to them, and those that it alone knows, oldest first."""
    known = [replace(event, in_index=False) for event in events]
    for entry in entries:
        same = [number for number, event in enumerate(known) if _is_same(event, entry)]
        if same:
            known[same[-1]] = _joined(known[same[-1]], entry)
        else:
            # One of a file's further units: its line in the manifest is that of the first, and names the place.
            place = next((event.place for event in events if event.digest == entry.digest and event.place), "")
            known.append(_ledger_only(entry, inbox_id, place))
    return sorted(known, key=_moment)


def _is_same(event: Event, entry: LedgerEntry) -> bool:
    if event.digest != entry.digest:
        return False
    if entry.outcome == Outcome.FAILED:
        return event.outcome == Outcome.FAILED
    return event.outcome == entry.outcome and event.issue_id == entry.unit_id and _revision(event) == entry.revision


def _joined(event: Event, entry: LedgerEntry) -> Event:
    return replace(
        event,
        in_index=entry.is_live,
        at=event.at or entry.indexed_at,
        attempts=event.attempts or entry.attempts,
        articles=entry.articles,
        code=event.code or entry.code,
        reason=event.reason or entry.reason,
        advice=event.advice or entry.advice,
        seconds=entry.seconds,
    )


def _ledger_only(entry: LedgerEntry, inbox_id: str, place: str) -> Event:
    elsewhere = message(f"the home of inbox {entry.inbox}") if entry.inbox != inbox_id else place
    return Event(
        path=entry.path,
        digest=entry.digest,
        outcome=entry.outcome,
        found_at=_from_revision(entry.revision),
        at=entry.indexed_at,
        issue_id=entry.unit_id,
        articles=entry.articles,
        attempts=entry.attempts,
        place=elsewhere,
        in_index=entry.is_live,
        code=entry.code,
        reason=entry.reason,
        advice=entry.advice,
        seconds=entry.seconds,
    )


def _archived(filing: Filing, note: dict[str, Any]) -> Event:
    digest = told.text(note, "digest")
    places = [f"archive/{note['archived']}", *([f"withdrawn/{away}"] if (away := told.text(note, "away")) else [])]
    there = [place for place in places if digest and _digest_of(filing.home / place) == digest]
    articles, attempts, revision = (told.number(note, key) for key in ("articles", "attempts", "revision"))
    return Event(
        path=told.text(note, "path"),
        digest=digest,
        outcome=told.text(note, "outcome"),
        found_at=_from_revision(revision),
        at=told.moment(note, "at"),
        issue_id=told.text(note, "issue"),
        articles=articles,
        attempts=attempts,
        place=there[0] if there else "",
        decision=told.text(note, "decision"),
        replaced=tuple(one for one in told.items(note, "replaced") if isinstance(one, dict)),
        conflicts=told.texts(note, "conflicts"),
        reason=told.text(note, "reason"),
        code=HELD if told.text(note, "reason") else "",
        stated={str(key): str(value) for key, value in told.mapping(note, "sidecar").items()},
    )


def _names_of(note: dict[str, Any]) -> tuple[str, ...]:
    """Return all that a line speaks of: its file, its units, and those that it took the place of."""
    replaced = [told.text(one, "unit_id") for one in told.items(note, "replaced") if isinstance(one, dict)]
    units = *told.texts(note, "withdrawn"), *told.mapping(note, "units"), *replaced
    return told.text(note, "path"), note["archived"], told.text(note, "issue"), *units


def _failed(one: Quarantined) -> Event:
    return Event(
        path=printable(one.dropped),
        digest=one.digest,
        outcome=str(Outcome.FAILED),
        found_at=_from_revision(one.revision),
        at=one.failed_at,
        attempts=one.attempts,
        place=f"archive/{printable(one.archived)}" if one.archived else f"failed/{printable(one.stored)}",
        code=one.code,
        reason=one.reason,
        advice=one.advice,
    )


def _in_inbox(filing: Filing, path: str) -> Event | None:
    if not path or path.startswith("/") or ".." in path.split("/"):
        return None
    digest = _digest_of(filing.inbox / path)
    if not digest:
        return None
    return Event(path=printable(path), digest=digest, outcome=WAITING, place=f"inbox/{printable(path)}")


def _digest_of(place: Path) -> str:
    """Return the digest of a regular file, empty when there is none or it may not be read."""
    try:
        return digest_of(place)
    except (OSError, ValueError):
        return ""


def _from_revision(revision: int) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(revision / 1000, tz=dt.UTC) if revision else None


def _revision(event: Event) -> int:
    return round(event.found_at.timestamp() * 1000) if event.found_at is not None else 0


def _moment(event: Event) -> tuple[bool, dt.datetime]:
    """Return what events are sorted by: a file that waits in the inbox comes last."""
    first = dt.datetime.fromtimestamp(0, tz=dt.UTC)
    return event.outcome == WAITING, event.found_at or event.at or first
