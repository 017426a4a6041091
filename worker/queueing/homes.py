"""Which home an inbox id belongs to: two homes under one id would be given each other's jobs.

A home carries a mark, the same for everyone who shares it. Whoever serves it shows the mark in Redis, again and again;
who comes with another one is told. A mark that was not shown for a minute counts no more, so a home can be replaced.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis
import structlog

from worker.errors import ConfigurationError
from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from pathlib import Path

log = structlog.get_logger(__name__)

MARK_FILE = ".baoku-home"
SHOWN_SECONDS = 60
_KEY = "home"


def mark_of(home: Path) -> str:
    """Return the mark of a home; it gets one the first time.

    Raises:
        OSError: The home cannot be read or written.
    """
    place = home / MARK_FILE
    if not place.exists():
        with tempfile.NamedTemporaryFile("w", dir=home, prefix=".mark-") as file:
            file.write(f"{uuid.uuid4().hex} {socket.gethostname()}:{home}")
            file.flush()
            with contextlib.suppress(FileExistsError):  # another process was first: its mark is the mark
                os.link(file.name, place)
        place.chmod(0o644)
    return place.read_text()


@dataclass(frozen=True, slots=True)
class Claim:
    """One home's claim to the jobs of an inbox id."""

    client: redis.Redis
    inbox_id: str
    mark: str

    def renew(self) -> None:
        """Show the mark.

        Raises:
            ConfigurationError: Another home shows its own.
            redis.RedisError: Redis does not answer.
        """
        key = key_prefix(self.inbox_id) + _KEY
        if self.client.set(key, self.mark, nx=True, ex=SHOWN_SECONDS):
            return
        shown = self.client.get(key)
        if shown is not None and shown != self.mark.encode():
            _, _, where = shown.decode().partition(" ")  # type: ignore[union-attr] # Redis gives bytes
            raise ConfigurationError(
                f"setting BAOKU_INBOX_ID: {self.inbox_id!r} on this Redis is the inbox of another home, "
                f"made as {where}; give each home an id of its own"
            )
        self.client.set(key, self.mark, ex=SHOWN_SECONDS)

    def keep(self) -> None:
        """Show the mark, while at work: what stands in the way is logged, not raised."""
        try:
            self.renew()
        except redis.RedisError as error:
            log.warning("the home's mark is not shown", action="home_not_shown", reason=str(error))
        except ConfigurationError as error:
            log.exception("two homes have one id", action="home_conflict", reason=str(error))
