"""Takes the units of files: enriched together, indexed in bulks, and noted with the file that each is of."""

from __future__ import annotations

import datetime as dt
import math
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from worker.errors import PermanentError, TransientError, UnfinishedError
from worker.indexing import Entry, Settled
from worker.ingestion.bulks import Bulks, Ready
from worker.ingestion.hand import weight_of
from worker.ingestion.pipeline import with_notices
from worker.job import Outcome
from worker.messages import message
from worker.readers.base import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from worker.home.filing import Filing
    from worker.indexing import Archive, Versions
    from worker.ingestion.hand import InHand
    from worker.ingestion.pipeline import Parsed, Pipeline, Processed
    from worker.job import Job

ENRICHED_TOGETHER = 20  # units: more save nothing, and the arrays they are worked on in grow with them
# Units indexed in one bulk, and their characters; of a large file two such lots are held at a time.
LOT_UNITS, LOT_CHARACTERS = 100, 1024 * 1024


def no_progress(_path: str, _articles: int, _share: float | None) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Takes units; see ``Ingestion`` for what it is given."""

    pipeline: Pipeline
    filing: Filing
    archive: Archive
    versions: Versions
    clock: Callable[[], dt.datetime]
    inbox_id: str = ""
    most_seconds: float = math.inf
    progress: Callable[[str, int, float | None], None] = no_progress

    def take_all(
        self, files: Sequence[InHand], attempts: Mapping[str, int], *, refresh: bool, goes_on: bool = False
    ) -> None:
        """Take the units of all files, in lots: a large file is never held whole.

        Args:
            files: As opened, or put off before.
            attempts: How often each digest was given to a worker.
            refresh: Make the articles searchable before returning.
            goes_on: A file that is put off is kept at hand, and goes on where it stopped. Else it is put off only with
                something new taken: its known units are met again each time.
        """
        lot: list[tuple[InHand, Parsed]] = []
        weight = 0
        began = time.monotonic()
        with Bulks() as bulks:
            for file in files:
                for unit in _units(file):
                    lot.append((file, unit))
                    weight += weight_of(unit.issue)
                    if len(lot) == LOT_UNITS or weight > LOT_CHARACTERS:
                        worked = self._take(lot, attempts, bulks, refresh=refresh)
                        lot.clear()
                        weight = 0
                        self.progress(file.job.path, file.articles, file.share_taken)
                        if (worked or goes_on) and time.monotonic() - began > self.most_seconds:
                            file.again = UnfinishedError("It goes on where it stopped.")
            self._take(lot, attempts, bulks, refresh=refresh)
            bulks.wait()

    def _take(
        self, lot: Sequence[tuple[InHand, Parsed]], attempts: Mapping[str, int], bulks: Bulks, *, refresh: bool
    ) -> bool:
        """Enrich and index units together, and note with each file what became of its own.

        A lot of one large file is written while the next one is read and enriched: its units are others. What several
        files hold may be the same units, and each has to find what the one before it left.

        Returns:
            Whether there was anything new among them.
        """
        beside = len({id(file) for file, _ in lot}) == 1 and lot[0][0].source.held is not None
        if not beside:
            bulks.wait()
        lot = self._without_known(lot)
        ready: list[Ready] = []
        for first in range(0, len(lot), ENRICHED_TOGETHER):
            part = lot[first : first + ENRICHED_TOGETHER]
            for (file, unit), processed in zip(part, self.pipeline.enrich([unit for _, unit in part]), strict=True):
                if isinstance(processed, PermanentError):
                    file.reject(Rejected(unit.key, processed))
                    continue
                file.archived = file.archived or self._place(file, processed)
                ready.append(Ready(file, processed))
        bulks.wait()
        ready = [one for one in ready if one.file.again is None]
        if not ready:
            return False
        entries = [
            replace(
                entry_of(one.file.job, one.file.archived, one.processed, self.inbox_id),
                attempts=attempts.get(one.file.job.digest, 1),
                decision=one.file.decision,
                unfiled=one.file.unfiled or not (self.filing.archive / one.file.archived).exists(),
            )
            for one in ready
        ]
        bulks.write(ready, partial(self.archive.replace, entries, self.versions, refresh=refresh), beside=beside)
        return True

    def _without_known(self, lot: Sequence[tuple[InHand, Parsed]]) -> list[tuple[InHand, Parsed]]:
        """Settle units of large files that the index has as they are, before they are worked on; return the others.

        Of a file that goes on where it stopped, and of a longer export, that is most.
        """
        parts = [unit.unit_id for file, unit in lot if unit.content != unit.digest and file.decision is None]
        if not parts:
            return list(lot)
        try:
            known = self.archive.look_up(parts)
        except TransientError as error:
            for file, _ in lot:
                file.again = error
            return []
        made_with = tuple(sorted(self.versions.as_json().items()))
        rest: list[tuple[InHand, Parsed]] = []
        for file, unit in lot:
            there = known.get(unit.unit_id)
            same = there is not None and (there.is_live, there.content, there.versions) == (
                True,
                unit.content,
                made_with,
            )
            if there is None or not same or file.decision is not None:
                rest.append((file, unit))
                continue
            own = (there.digest, there.revision) == (unit.digest, file.job.revision)
            outcome = Outcome(there.outcome) if own else Outcome.DUPLICATE
            file.archived = file.archived or self._place(file, unit)
            file.settle(unit, Settled(file.job, unit.unit_id, outcome, len(there.article_ids)))
        return rest

    def _place(self, file: InHand, first: Parsed | Processed) -> str:
        """Return where a file will stand in the archive: a file of many issues by the day of its job."""
        date = None if first.key else first.issue.identity.date
        if date is None and first.key:  # the same whenever it goes on
            date = dt.datetime.fromtimestamp(file.job.revision / 1000, tz=dt.UTC).date()
        return self.filing.archived_name(file.job.path, file.job.digest, date or self.clock().date())


def entry_of(job: Job, archived: str, processed: Processed, inbox_id: str = "") -> Entry:
    """Return what the index takes of a unit whose file stands, or will stand, at ``archived``."""
    issue = with_notices(processed.issue)
    return Entry(
        job, processed.unit_id, issue, processed.enrichments, archived, inbox_id=inbox_id, content=processed.content
    )


def _units(file: InHand) -> Iterator[Parsed]:
    """Yield the units of a file as they are read; what cannot be read is noted with it.

    Two units of one file with the same id stand beside each other: neither is the other's correction.
    """
    try:
        for part in file.units:
            if isinstance(part, Rejected):
                file.reject(part)
                continue
            file.given += weight_of(part.issue)
            file.read_ahead = part.read_ahead
            known = file.seen.setdefault(part.unit_id, part.content)
            unit = part if known == part.content else replace(part, unit_id=f"{part.unit_id}-x{part.content[:8]}")
            if not file.only or unit.unit_id in file.only:
                yield unit
            if file.again is not None:
                return
    except PermanentError as error:
        if file.seen or file.rejected:
            file.reject(Rejected(message("the rest of the file"), error))
        else:
            file.error = error
    except TransientError as error:
        file.again = error
