"""The inbox's own comings and goings: a share that is unmounted is an outage, not an empty inbox."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING

import structlog

from worker.messages import message

if TYPE_CHECKING:
    from pathlib import Path

log = structlog.get_logger(__name__)


class Presence(Enum):
    """What became of the inbox since the last look."""

    AWAY = "away"
    BACK = "back"  # seen for the first time, or again, or another folder has its name
    SAME = "same"


class Root:
    """Follows one folder by what it is, not by its name alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity: tuple[int, int] | None = None
        self._away = ""

    def look(self, *, held: bool) -> Presence:
        """Return what became of the folder.

        An empty folder in the place of the one that was there, while files are held that lay in that one, is what an
        unmounted share leaves: away. It is taken for the inbox as soon as something lies in it.

        Args:
            held: Whether files of the inbox are waiting or queued.
        """
        try:
            status = self._path.stat()
            identity = (status.st_dev, status.st_ino)
            with os.scandir(self._path) as entries:  # also shows whether it can be read
                replaced = held and self._identity not in {None, identity} and next(entries, None) is None
        except OSError as error:
            return self._gone(error.strerror or str(error))
        if replaced:
            return self._gone(message("an empty folder stands in its place"))
        if identity == self._identity and not self._away:
            return Presence.SAME
        self._identity = identity
        self._away = ""
        log.info("watching", action="inbox_watched", inbox=str(self._path))
        return Presence.BACK

    def _gone(self, reason: str) -> Presence:
        if self._away != reason:
            log.error("the inbox is away", action="inbox_away", inbox=str(self._path), reason=reason)
            self._away = reason
        return Presence.AWAY
