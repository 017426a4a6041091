"""What to do with jobs that were tried before, or ran into a limit: try, split, put off or quarantine. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.job import Job

LONGEST_COUNTDOWN_SECONDS = 60  # of a retry


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with the jobs of one message.

    Attributes:
        split: Each goes back to the queue alone.
        work: To be done now.
        refused: To be quarantined unread.
    """

    split: bool = False
    work: tuple[Job, ...] = ()
    refused: tuple[Job, ...] = ()


class Exceeded(Enum):
    """What to do about jobs that ran into the limit of time or memory."""

    SPLIT = "each goes alone"
    PUT_OFF = "it waited for others: it is tried again"
    QUARANTINE = "it is its own doing"


def plan(jobs: Sequence[Job], attempts: Mapping[str, int], limit: int) -> Plan:
    """Return what to do with jobs before any is worked on.

    Args:
        jobs: Of one message.
        attempts: How often each digest was given to a worker, this time included.
        limit: A file that was given out more often has killed its worker too often.
    """
    if len(jobs) > 1 and max(attempts[job.digest] for job in jobs) > 1:
        return Plan(split=True)  # one of them may have killed its worker: from now on each goes alone
    refused = tuple(job for job in jobs if attempts[job.digest] > limit)
    return Plan(work=tuple(job for job in jobs if job not in refused), refused=refused)


def exceeded(jobs: Sequence[Job], *, memory: bool, busy_seconds: float, seconds: float) -> Exceeded:
    """Return what to do about jobs that ran into a limit.

    A job waits for engines, and for a processor where the machine has too few: neither is the file's fault.

    Args:
        jobs: That were worked on together: which of them is at fault is not known.
        memory: The limit of memory; else that of time.
        busy_seconds: Processor time of this process.
        seconds: Time that passed.
    """
    if len(jobs) > 1:
        return Exceeded.SPLIT
    if not memory and busy_seconds < seconds / 2:
        return Exceeded.PUT_OFF
    return Exceeded.QUARANTINE


def countdown(retries: int, jitter: float, *, goes_on: bool = False) -> float:
    """Return the seconds to wait before try ``retries + 1``: 1, 2, 4 ... capped, times 0.5 to 1 by ``jitter`` (0-1).

    A large file that goes on where it stopped waits for nothing.
    """
    if goes_on:
        return 0.0
    return float(min(2 ** min(retries, 16), LONGEST_COUNTDOWN_SECONDS)) * (0.5 + jitter / 2)
