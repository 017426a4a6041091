"""What the watcher remembers of files it has queued, so that each is queued once, and again when that is called for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.home.names import without_sidecar_suffix
from worker.watching.filter import stem

if TYPE_CHECKING:
    from collections.abc import Collection

    from worker.watching.scanner import State

LONGEST_PATIENCE_FACTOR = 16
FIRST_IDLE_SECONDS = 3.0


@dataclass(slots=True)
class _Entry:
    state: State
    added: float
    again_at: float
    repeats: int
    revision: int


@dataclass(slots=True)
class QueuedFiles:
    """Files that the broker accepted and that, as far as is known, still lie in the inbox.

    The worker takes a file out of the inbox when it is done. One that still lies there after ``requeue_seconds`` may
    have lost its job and is queued again; twice as long after that, and so on: while an engine is away for hours the
    queue must not fill with repeats. Where the queue is known to be idle its job is lost for certain, and it is
    queued again within seconds, by the same rule.
    """

    requeue_seconds: float
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _by_stem: dict[str, set[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def add(self, path: str, state: State, now: float, revision: int) -> None:
        """Note that the broker accepted the file in this state, by an order of this revision."""
        known = self._entries.get(path)
        repeats = known.repeats + 1 if known is not None and known.state.same_content(state) else 0
        patience = self.requeue_seconds * min(2**repeats, LONGEST_PATIENCE_FACTOR)
        self._entries[path] = _Entry(state, now, now + patience, repeats, revision)
        self._by_stem.setdefault(stem(path), set()).add(path)

    def is_known(self, path: str, state: State) -> bool:
        """Tell whether the file was queued with this content, however long ago."""
        known = self._entries.get(path)
        return known is not None and known.state.same_content(state)

    def revision_of(self, path: str, state: State) -> int:
        """Return the revision that a file keeps when its job is given again: 0 when it has changed since, or moved.

        Else what was dropped meanwhile to correct it would be the older one.
        """
        known = self._entries.get(path)
        return known.revision if known is not None and known.state == state else 0

    def is_settled(self, path: str, state: State, now: float) -> bool:
        """Tell whether nothing is to be done about the file: it was queued as it is, and not too long ago."""
        known = self._entries.get(path)
        return known is not None and known.state.same_content(state) and now < known.again_at

    def reopen_lost(self, idle_since: float, now: float) -> list[str]:
        """Have files queued again whose jobs are lost, since none waits or is worked on; return their paths.

        Args:
            idle_since: The queue had no job then and has none now; files queued since are left alone.
            now: On the same clock.
        """
        found = [
            path
            for path, entry in self._entries.items()
            if entry.added < idle_since
            and now - entry.added >= min(FIRST_IDLE_SECONDS * 2.0 ** min(entry.repeats, 16), self.requeue_seconds)
        ]
        for path in found:
            self._entries[path].again_at = now
        return found

    def reopen(self, sidecar: str, now: float) -> list[str]:
        """Have the files that ``sidecar`` speaks of queued anew, since it changed; return their paths."""
        plain = without_sidecar_suffix(sidecar)
        found = [path for path in {plain, *self._by_stem.get(plain, ())} if path in self._entries]
        for path in found:
            self._entries[path].again_at = now
            self._entries[path].revision = 0
        return found

    def forget(self, path: str) -> None:
        """Stop remembering a file: it has left the inbox."""
        if self._entries.pop(path, None) is not None:
            rest = self._by_stem[stem(path)]
            rest.discard(path)
            if not rest:
                del self._by_stem[stem(path)]

    def keep_only(self, present: Collection[str], unread: Collection[str]) -> None:
        """Forget what a scan did not find, but for what lies in folders that the scan could not list."""
        gone = [path for path in self._entries if path not in present]
        for path in gone:
            if not any(path.startswith(f"{folder}/") for folder in unread):
                self.forget(path)
