"""What the index is given: an issue that is ready, units that were taken out, a file that cannot be indexed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document import identifiers
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    import datetime as dt

    from worker.document.enrichment import Enrichment
    from worker.document.issue import Issue
    from worker.errors import PermanentError
    from worker.job import Decision, Job


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue ready for the index.

    Attributes:
        job: The file it was made from.
        unit_id: What it replaces, see ``worker.document.identifiers.unit_id``.
        enrichments: One an article, in order.
        archived_as: Where the file will stand, relative to ``archive/``.
        attempts: Deliveries of the job so far, this one included.
        indexed_at: When this content was first indexed, if an index is being built anew; else None.
        inbox_id: Of the inbox it came in by, whose archive keeps it; empty where there is but one.
        content: Digest of what the unit says, where its file holds several; else empty, and the file's digest counts.
        decision: A person's, that this is for.
        recorded: What it came to when it was ingested, if an index is being built anew.
        unfiled: Nothing stands at ``archived_as`` yet, or not the sidecar that states this; False where nobody looked.
    """

    job: Job
    unit_id: str
    issue: Issue
    enrichments: tuple[Enrichment, ...]
    archived_as: str = ""
    attempts: int = 1
    indexed_at: dt.datetime | None = None
    inbox_id: str = ""
    content: str = ""
    decision: Decision | None = None
    recorded: Outcome | None = None
    unfiled: bool = False

    @property
    def settled(self) -> bool:
        """Whether it need not be asked for what it would lose: somebody has decided, or it went through before."""
        return self.decision is not None or self.recorded in LIVE

    @property
    def states(self) -> tuple[str, ...]:
        """Its identity as ``Stored.states`` has it."""
        identity = self.issue.identity
        date = identity.date.isoformat() if identity.date else ""
        return identity.publication, date, identity.edition, identity.page, identity.part

    @property
    def stated(self) -> str:
        """A digest of its whole identity: the same bytes with another one are a correction."""
        identity = self.issue.identity
        told = [*self.states, str(identity.date_end or ""), identity.number, identity.section, str(identity.contested)]
        return identifiers.digest("\0".join(told).encode())[:16]

    @property
    def issue_id(self) -> str:
        """The issue it belongs to, as a reader sees it: units of one issue stand beside each other."""
        return identifiers.issue_id(self.issue.identity, self.content_digest)

    @property
    def content_digest(self) -> str:
        """What tells one content of the unit from another."""
        return self.content or self.job.digest

    @property
    def is_part(self) -> bool:
        """Whether its file holds other units too."""
        return self.content not in {"", self.job.digest}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Units that a person took out of the index, when an index is built anew.

    Attributes:
        units: Their ids.
        revision: Of the decision.
        at: When it was made; None when that is not known.
    """

    units: tuple[str, ...]
    revision: int
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that cannot be indexed.

    Attributes:
        error: Why.
        archived_as: Where the file will stand, relative to ``failed/``.
        issue_id: When the file was identified before it failed.
        inbox_id: As in ``Entry``.
    """

    job: Job
    error: PermanentError
    archived_as: str = ""
    issue_id: str = ""
    attempts: int = 1
    inbox_id: str = ""
