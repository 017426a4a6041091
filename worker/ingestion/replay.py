"""The archive's history told again: what the index is built from, in the order in which it was decided."""

from __future__ import annotations

import contextlib
import posixpath
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from worker.errors import PermanentError
from worker.home.files import names_in
from worker.home.originals import open_original, places_of
from worker.indexing import Withdrawal
from worker.ingestion.hand import weight_of
from worker.ingestion.opening import reader_source, stated_beside
from worker.ingestion.taking import LOT_CHARACTERS, LOT_UNITS, entry_of
from worker.job import Decision, Outcome
from worker.readers.base import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from worker.document.issue import Issue
    from worker.home.originals import Original
    from worker.indexing import Entry
    from worker.ingestion.pipeline import Parsed, Pipeline


@dataclass(slots=True)
class Replay:
    """One telling.

    Attributes:
        pipeline: Makes the documents anew.
        home: Holds archive/ and withdrawn/.
        every: The history, see ``home.originals``.
        inbox_id: Goes into the ledger.
        told: Called with each original once it is done.
        read: Called with each original's path below archive/ and what one of its units was read as.
        renamed: Path, former id and new id of units that this version identifies otherwise.
        left: Originals that cannot be read, or give nothing, with the reason.
    """

    pipeline: Pipeline
    home: Path
    every: Sequence[Original]
    inbox_id: str = ""
    told: Callable[[], None] = lambda: None
    read: Callable[[str, Issue], None] = lambda _archived, _issue: None
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    left: list[tuple[Original, str]] = field(default_factory=list)

    def batches(self) -> Iterator[Sequence[Entry] | Withdrawal]:
        """Yield units ready for the index, and withdrawals, in order."""
        places = places_of(self.every)
        done: set[str] = set()
        lot: list[tuple[Original, Parsed]] = []
        weight = 0
        for original in self.every:
            if original.is_withdrawal:
                yield from self._made(lot)
                lot, weight = [], 0
                yield Withdrawal(original.withdrawn, original.job.revision, original.at)
            elif not (_changed_nothing(original) and original.job.digest in done):
                with contextlib.suppress(FileNotFoundError):
                    for unit in self._units(original, places):
                        lot.append((original, unit))
                        weight += weight_of(unit.issue)
                        if len(lot) == LOT_UNITS or weight > LOT_CHARACTERS:
                            yield from self._made(lot)
                            lot, weight = [], 0
                    done.add(original.job.digest)
            self.told()
        yield from self._made(lot)

    def _units(self, original: Original, places: dict[str, tuple[str, ...]]) -> Iterator[Parsed]:
        seen: dict[str, str] = {}
        try:
            source = open_original(self.home, original, places, self.pipeline.most_bytes(original.archived))
            sidecar = original.sidecar if original.sidecar is not None else self._beside(original)
            read = reader_source(original.job.path, source, self._sibling(original))
            digest = original.job.digest or source.digest()
            with contextlib.closing(source):
                for part in self.pipeline.parse_all(read, digest, sidecar=sidecar):
                    if isinstance(part, Rejected):
                        continue
                    known = seen.setdefault(part.unit_id, part.content)
                    self.read(original.archived, part.issue)
                    own = part.unit_id if known == part.content else f"{part.unit_id}-x{part.content[:8]}"
                    yield replace(part, unit_id=own)
        except FileNotFoundError as error:
            self.left.append((original, str(error.strerror)))
            raise
        except (PermanentError, OSError) as error:
            self.left.append((original, str(error)))

    def _beside(self, original: Original) -> dict[str, str]:
        return stated_beside(self.home / "archive" / original.archived)

    def _sibling(self, original: Original) -> Callable[[str], bytes | None]:
        """Return what reads another original by its name relative to this one, in whatever month it is filed."""
        own, _, path = original.archived.partition("/")
        month, _, path = path.partition("/")
        archive = self.home / "archive"
        months = sorted(archive.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]"), reverse=True)
        places = [archive / own / month, *months]

        def read(name: str) -> bytes | None:
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            if wanted == ".." or wanted.startswith(("../", "/")):
                return None
            if name.endswith("/"):
                return b"".join(names_in(place / wanted) for place in places)
            for place in places:
                with contextlib.suppress(OSError):
                    return (place / wanted).read_bytes()
            return None

        return read

    def _made(self, lot: Sequence[tuple[Original, Parsed]]) -> Iterator[list[Entry]]:
        """Yield the lot as one batch, enriched; nothing for an empty one."""
        batch: list[Entry] = []
        for (original, unit), processed in zip(lot, self.pipeline.enrich([unit for _, unit in lot]), strict=True):
            if isinstance(processed, PermanentError):
                self.left.append((original, str(processed)))
                continue
            job = replace(original.job, digest=unit.digest)
            entry = entry_of(job, original.archived, processed, self.inbox_id)
            batch.append(
                replace(
                    entry,
                    indexed_at=original.indexed_at,
                    attempts=original.attempts,
                    decision=Decision(original.decision) if original.decision else None,
                    recorded=self._recorded(original, unit),
                )
            )
        if batch:
            yield batch

    def _recorded(self, original: Original, unit: Parsed) -> Outcome | None:
        """Return what came of the unit, if it is the one that it was then; else it is decided about anew."""
        if original.count == 1 and original.unit and original.unit != unit.unit_id:
            self.renamed.append((original.job.path, original.unit, unit.unit_id))
            return None
        outcome = original.outcome_of(unit.unit_id)
        if outcome not in set(Outcome):
            return None
        # Manifests of earlier versions know no other outcome of what is in the index, and no statement of a person.
        if original.sidecar is None:
            return Outcome.REPLACED if outcome == Outcome.INDEXED else None
        return Outcome(outcome)


def _changed_nothing(original: Original) -> bool:
    """Return whether all it brought was there already, under the same identity."""
    of_itself = original.sidecar is not None and not original.decision
    return original.outcome == Outcome.DUPLICATE and not original.units and of_itself
