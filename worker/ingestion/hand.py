"""A file in a worker's hands: what is read of it, and what has become of its units so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from worker.errors import PermanentError
from worker.job import Outcome
from worker.messages import message
from worker.readers.base import Rejected

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from worker.document.issue import Issue
    from worker.errors import TransientError
    from worker.home.files import Source
    from worker.indexing import Settled
    from worker.ingestion.pipeline import Parsed, Processed
    from worker.job import Decision, Job

# What a file of several units came to: the first of these that any unit came to.
_SUM = (
    Outcome.INDEXED,
    Outcome.REPLACED,
    Outcome.MOVED,
    Outcome.CORRECTED,
    Outcome.RESTORED,
    Outcome.CONFLICT,
    Outcome.HELD,
    Outcome.CONTINUED,
    Outcome.SUPERSEDED,
    Outcome.DUPLICATE,
)
MOST_REJECTED = 1000  # parts that a report names one by one; of a file of a million bad rows the first ones tell
_ARTICLE_WEIGHS = 500  # characters, besides its text
MOST_REPLACED = 100  # likewise of what a manifest's line tells of replaced units


def weight_of(issue: Issue) -> int:
    """Return how much a unit weighs: the characters of its articles' texts, and something for each."""
    return sum(_ARTICLE_WEIGHS + sum(map(len, article.paragraphs)) for article in issue.articles)


@dataclass(slots=True)
class InHand:
    """A file that was opened.

    Attributes:
        source: Kept until the file is filed: somebody may take it away meanwhile, and what the index has the archive
            has too.
        sidecar: What a person states of it.
        units: Of the file, read on as they are asked for; see ``Pipeline.parse_all``.
        beside: Files of the archive, by their paths there, that were read to know what this one holds.
        streams: By which a file too large to hold is read.
        archived: Where it will stand below archive/; known with its first unit.
        decision: A person's, for which it is taken up again.
        only: Ids of the units that are meant; empty for all.
        unfiled: A late sidecar states something of it that the archive does not have yet.
        half: The file in the inbox that is put together with the one before it; ``source`` is then the whole.
        outcomes: Its units by what became of them.
        apart: Outcome of each unit by its id.
        rejected: Parts that cannot be read or are held, the first ``MOST_REJECTED``; ``refused`` counts them all.
        held: Ids of the units that are held, by key.
        replaced: What they took the place of.
        conflicts: What contradicts what, where that sets a unit apart.
        paged: What its pages were read as, if they are to be shown; such a file has one unit.
        keys: Of its units, the first ``MOST_REJECTED``: rows, members.
        indexed_at: When the ledger says that it was accepted, after how many ``attempts``; None and 0 before that.
        first: Id of the first unit; ``seen`` has all of them with their contents.
        given: Characters of all units that were read, ``characters`` of those that were settled; ``read_ahead`` is
            what was read beyond them.
        error: Why the whole file, or what comes after the units read so far, cannot be read.
        again: What stood in the way of a unit: the file is tried again as a whole.
    """

    job: Job
    source: Source
    sidecar: Mapping[str, str]
    units: Iterator[Parsed | Rejected]
    beside: list[str] = field(default_factory=list)
    streams: list[BinaryIO] = field(default_factory=list)
    archived: str = ""
    decision: Decision | None = None
    only: frozenset[str] = frozenset()
    unfiled: bool = False
    half: InHand | None = None
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    apart: dict[str, Outcome] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    refused: int = 0
    held: dict[str, str] = field(default_factory=dict)
    replaced: list[Mapping[str, Any]] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    paged: Issue | None = None
    keys: list[str] = field(default_factory=list)
    first: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    articles: int = 0
    given: int = 0
    read_ahead: int = 0
    characters: int = 0
    indexed_at: dt.datetime | None = None
    attempts: int = 0
    error: PermanentError | None = None
    again: TransientError | None = None

    @property
    def share_taken(self) -> float | None:
        """Which share of the file is settled, as far as its bytes tell; None where it is not read by a stream."""
        size, read = self.source.signature.size, self.given + self.read_ahead
        if not self.streams or self.streams[-1].closed or not size or not read:
            return None
        return self.streams[-1].tell() / size * self.characters / read

    def close(self) -> None:
        """Let go of the file: nothing more is read of it."""
        if isinstance(self.units, Generator):
            self.units.close()
        self.source.close()

    def reject(self, part: Rejected) -> None:
        """Note a part that cannot be read."""
        self.refused += 1
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(part)

    def settle(self, unit: Parsed | Processed, done: Settled) -> None:
        """Note what became of a unit."""
        if done.outcome is Outcome.HELD and isinstance(done.error, PermanentError):
            self.held[unit.key or unit.unit_id] = unit.unit_id
            self.reject(Rejected(unit.key or unit.unit_id, done.error))
        elif isinstance(done.error, PermanentError):
            self.reject(Rejected(unit.key, done.error))
            return
        elif done.error is not None:
            self.again = done.error
            return
        self.first = self.first or unit.unit_id
        if unit.issue.printed:
            self.paged = unit.issue
        if unit.key and len(self.keys) < MOST_REJECTED:
            self.keys.append(unit.key)
        self.outcomes[done.outcome] += 1
        self.apart[unit.unit_id] = done.outcome
        self.articles += len(unit.issue.articles)
        self.characters += weight_of(unit.issue)
        self.indexed_at = self.indexed_at or done.indexed_at
        self.attempts = self.attempts or done.attempts
        self.replaced += done.replaced[: MOST_REPLACED - len(self.replaced)]
        if done.outcome is Outcome.CONFLICT:
            self.conflicts += [
                message(
                    f"{conflict.field}: the {conflict.taken_from} says {conflict.taken}, "
                    f"the {conflict.other_from} says {conflict.other}"
                )
                for conflict in unit.issue.identity.conflicts
                if conflict.contests
            ]

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

    @property
    def as_note(self) -> dict[str, object]:
        """What a manifest's line tells, from which the index is rebuilt: what was decided, and on whose word."""
        outcome = self.outcome
        others = {unit: str(one) for unit, one in self.apart.items() if one is not outcome}
        told: dict[str, object] = {
            "archived": self.archived,
            "path": self.job.path,
            "digest": self.job.digest,
            "revision": self.job.revision,
            "issue": self.first,
            "outcome": str(outcome),
            "articles": self.articles,
            "sidecar": dict(self.sidecar),
        }
        optional = {
            "units": others,
            "of": len(self.apart) if len(self.apart) > 1 else 0,
            "replaced": self.replaced,
            "conflicts": self.conflicts,
            "reason": next((part.error.reason for part in self.rejected if part.error.code == "held"), ""),
            "decision": str(self.decision or ""),
        }
        return told | {name: value for name, value in optional.items() if value}
