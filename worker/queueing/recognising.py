"""Which files are being recognised, and at which page each is: for status and the live screen."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import redis

from worker.queueing.keys import key_prefix

_NAME = "recognising."  # below the inbox's prefix, + path; expires
_SECONDS = 45  # a page takes less: a file that was not heard of for so long is done


@dataclass(frozen=True, slots=True)
class Recognising:
    """The files of one inbox. Noting never fails a job: it is for watching alone."""

    client: redis.Redis
    inbox_id: str = ""

    def note(self, path: str, pages: int) -> None:
        """Note that so many pages of a file are recognised."""
        with contextlib.suppress(redis.RedisError):
            self.client.set(key_prefix(self.inbox_id) + _NAME + path, pages, ex=_SECONDS)

    def read(self) -> dict[str, int]:
        """Return the pages done of each file. Raises redis.RedisError."""
        start = key_prefix(self.inbox_id) + _NAME
        found: dict[str, int] = {}
        for key in self.client.scan_iter(match=f"{start}*", count=1000):
            pages = self.client.get(key)
            if isinstance(pages, bytes):
                found[key.decode().removeprefix(start)] = int(pages)
        return dict(sorted(found.items()))
