"""What this program's keys in Redis are called."""

from __future__ import annotations

PREFIX = "baoku:"  # the Redis user may touch no other key


def key_prefix(inbox_id: str) -> str:
    """Return what the keys of an inbox begin with: ``baoku:``, or ``baoku:ID:`` for an inbox that has an id.

    Everything of an inbox lies under its own prefix: queues, jobs in hand, delivery counts, heartbeats. So several
    inboxes share a Redis, and no worker can take a job for a file that it does not see.
    """
    return f"{PREFIX}{inbox_id}:" if inbox_id else PREFIX
