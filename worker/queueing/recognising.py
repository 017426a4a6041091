"""Which files take long, and how far each is: pages recognised, articles taken; for status and the live screen."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis

from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "recognising."  # below the inbox's prefix, + path; expires
_UNDERWAY = "underway."  # likewise
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
        return {path: int(pages) for path, pages in _noted(self.client, key_prefix(self.inbox_id) + _NAME)}


@dataclass(frozen=True, slots=True)
class Taken:
    """How far an export is: ``percent`` of its bytes are read, None where that is not known."""

    articles: int
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Underway:
    """The exports of one inbox that take more than a moment. Noting never fails a job."""

    client: redis.Redis
    inbox_id: str = ""

    def note(self, path: str, taken: Taken) -> None:
        """Note how far a file is: as far as any process has come, since each meets again what the others took."""
        key = key_prefix(self.inbox_id) + _UNDERWAY + path
        with contextlib.suppress(redis.RedisError):
            before = self.client.get(key)
            if isinstance(before, bytes) and int(before.split()[0]) > taken.articles:
                self.client.expire(key, _SECONDS)
                return
            told = str(taken.articles) if taken.percent is None else f"{taken.articles} {taken.percent}"
            self.client.set(key, told, ex=_SECONDS)

    def read(self) -> dict[str, Taken]:
        """Return how far each file is. Raises redis.RedisError."""
        noted = _noted(self.client, key_prefix(self.inbox_id) + _UNDERWAY)
        return {path: Taken(*map(int, told.split()[:2])) for path, told in noted}


def _noted(client: redis.Redis, start: str) -> Iterator[tuple[str, str]]:
    for key in sorted(client.scan_iter(match=f"{start}*", count=1000)):
        told = client.get(key)
        if isinstance(told, bytes):
            yield key.decode().removeprefix(start), told.decode()
