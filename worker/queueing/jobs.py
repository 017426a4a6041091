"""Orders as they travel in messages: a list of ``{"path", "digest", "revision"}``, checked on arrival.

A message is not trusted: whoever can write to the queue must not gain more than naming a file in the inbox. The path is
checked here for form; ``worker.home.files`` opens it without following links out of the inbox.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from worker.job import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGEST = re.compile(r"[0-9a-f]{64}")
MAX_JOBS = 500  # in one message: the most that BAOKU_BATCH_SIZE allows
MAX_PATH = 4096
MAX_REVISION = 2**53


class MalformedJobError(ValueError):
    """The message is not a job."""


def to_message(jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """Return jobs as JSON values."""
    return [{"path": job.path, "digest": job.digest, "revision": job.revision} for job in jobs]


def from_message(message: object) -> tuple[Job, ...]:
    """Return the jobs of a message.

    Raises:
        MalformedJobError: Not a list of jobs, too many of them, or a path that is absolute, climbs, or holds a NUL.
    """
    if not isinstance(message, list):
        raise MalformedJobError(f"a job is a list, not {type(message).__name__}")
    if len(message) > MAX_JOBS:
        raise MalformedJobError(f"a message has at most {MAX_JOBS} jobs, not {len(message)}")
    return tuple(_order(item) for item in message)


def _order(item: object) -> Job:
    match item:
        case {"path": str(path), "digest": str(digest), "revision": int(revision), **rest} if not rest:
            pass
        case _:
            raise MalformedJobError("a job has exactly a path, a digest and a revision")
    parts = path.split("/")
    if not path or len(path) > MAX_PATH or "\0" in path or any(part in {"", ".", ".."} for part in parts):
        raise MalformedJobError(f"not a path below the inbox: {path!r}")
    if not _DIGEST.fullmatch(digest):
        raise MalformedJobError("a digest is 64 hex digits")
    if not 0 <= revision <= MAX_REVISION:
        raise MalformedJobError("a revision is milliseconds since the epoch")
    return Job(path, digest, revision)
