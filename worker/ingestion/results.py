"""What became of jobs, and how the log says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from worker.errors import InternalError
from worker.home.names import printable
from worker.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.errors import PermanentError, TransientError
    from worker.ingestion.hand import InHand
    from worker.job import Job

log = structlog.get_logger(__name__)

_WORTH_A_LOOK = frozenset({Outcome.CONFLICT, Outcome.HELD})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one job.

    Attributes:
        outcome: Of the file: the sum of its units.
        issue_id: Of its first unit.
        units: How many of its units came to what.
        error: Why it failed.
        seconds: From the drop (the file's last change in the inbox) until its articles were searchable; None unless
            they were indexed now.
    """

    job: Job
    outcome: Outcome
    issue_id: str = ""
    articles: int = 0
    error: PermanentError | None = None
    seconds: float | None = None
    units: Mapping[Outcome, int] = field(default_factory=dict)


@dataclass
class Batch:
    """The jobs of one message, sorted by what became of them.

    ``attempts`` says, by digest, how often each was given to a worker, this time included.
    """

    attempts: Mapping[str, int] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    again: list[tuple[Job, TransientError]] = field(default_factory=list)


def log_result(result: Result, file: InHand | None = None) -> None:
    """Log what became of a job; with its file, what that replaced and contradicts."""
    values: dict[str, object] = {
        "file": printable(result.job.path),
        "issue_id": result.issue_id,
        "articles": result.articles,
    }
    if len(result.units) > 1:
        values["units"] = {str(outcome): count for outcome, count in result.units.items()}
    if result.error is not None:
        cause = result.error.__cause__ if isinstance(result.error, InternalError) else None
        log.warning(result.error.reason, action="file_failed", code=result.error.code, exc_info=cause, **values)
        return
    if file is not None:
        for one in file.replaced:
            told = {"unit": one["unit_id"], "archived_as": one["archived_as"], "articles": one["articles"]}
            log.info("superseded", action="unit_superseded", by=printable(result.job.path), **told)
        if file.conflicts:
            values["conflicts"] = file.conflicts
        if file.outcomes[Outcome.HELD]:
            values["reason"] = next(part.error.reason for part in file.rejected if part.error.code == "held")
    tell = log.warning if result.outcome in _WORTH_A_LOOK else log.info
    tell(str(result.outcome), action=f"file_{result.outcome}", **values)
