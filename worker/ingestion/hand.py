"""A file in a worker's hands: what is read of it, and what has become of its units so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.errors import PermanentError
from worker.job import Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from worker.errors import TransientError
    from worker.home.files import Source
    from worker.ingestion.pipeline import Parsed
    from worker.job import Job
    from worker.readers.base import Rejected

# What a file of several units came to: the first of these that any unit came to.
_SUM = (Outcome.INDEXED, Outcome.SUPERSEDED, Outcome.DUPLICATE)
MOST_REJECTED = 1000  # parts that a report names one by one; of a file of a million bad rows the first ones tell


@dataclass(slots=True)
class InHand:
    """A file that was opened.

    Attributes:
        source: Kept until the file is filed: somebody may take it away meanwhile, and what the index has the archive
            has too.
        units: Of the file, read on as they are asked for; see ``Pipeline.parse_all``.
        archived: Where it will stand below archive/; known with its first unit.
        outcomes: Its units by what became of them.
        apart: Outcome of each unit by its id.
        rejected: Parts that cannot be read, the first ``MOST_REJECTED``; ``refused`` counts them all.
        first: Id of the first unit; ``seen`` has all of them with their contents.
        error: Why the whole file, or what comes after the units read so far, cannot be read.
        again: What stood in the way of a unit: the file is tried again as a whole.
    """

    job: Job
    source: Source
    sidecar: Mapping[str, str]
    units: Iterator[Parsed | Rejected]
    archived: str = ""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    apart: dict[str, Outcome] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    refused: int = 0
    first: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    articles: int = 0
    indexed_at: dt.datetime | None = None
    error: PermanentError | None = None
    again: TransientError | None = None

    def reject(self, part: Rejected) -> None:
        """Note a part that cannot be read."""
        self.refused += 1
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(part)

    def settle(self, unit_id: str, outcome: Outcome, articles: int, at: dt.datetime | None) -> None:
        """Note what became of a unit."""
        self.first = self.first or unit_id
        self.outcomes[outcome] += 1
        self.apart[unit_id] = outcome
        self.articles += articles
        self.indexed_at = self.indexed_at or at

    @property
    def outcome(self) -> Outcome:
        """What the file came to: the sum of its units."""
        return next(outcome for outcome in _SUM if self.outcomes[outcome])

    @property
    def failure(self) -> PermanentError | None:
        """Why nothing of the file could be taken; None where something was."""
        if self.outcomes or self.again is not None:
            return None
        if self.error is not None:
            return self.error
        if self.refused == 1 or len({part.error.reason for part in self.rejected}) == 1:
            return self.rejected[0].error
        first = self.rejected[0]
        return PermanentError(
            f"none of its {self.refused} parts can be read; the first, {first.key}: {first.error.reason}",
            first.error.advice,
            first.error.code,
            first.error.stage,
        )
