"""Images of the pages of what is archived: made after its articles are searchable, and anew by reindex.

They show and do not tell: where they cannot be made, the file is archived and searched all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from worker.errors import PermanentError
from worker.home.files import open_source
from worker.home.page_images import Drawn, keep_page_images, keep_page_lines, page_images
from worker.readers.base import PAGED_SUFFIXES, Limits
from worker.readers.page_drawing import drawn_pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from worker.document.issue import Issue

log = structlog.get_logger(__name__)


def has_pages(path: str) -> bool:
    """Return whether a file of this name is one whose pages can be drawn."""
    return path.lower().endswith(PAGED_SUFFIXES)


def keep_images(archive: Path, archived: str, data: bytes) -> bool:
    """Draw the pages of an original and keep them; return whether that was done.

    Args:
        archive: The folder archive/.
        archived: The original's path below it.
        data: Its bytes.
    """
    try:
        keep_page_images(archive, archived, (Drawn(*page) for page in drawn_pages(data, Limits(len(data)))))
    except (PermanentError, OSError) as error:
        log.warning("no page images", action="pages_not_drawn", archived=archived, reason=str(error))
        return False
    return True


def keep_lines(archive: Path, archived: str, issue: Issue) -> None:
    """Keep the places of the lines that an original was read as; nothing where it has none.

    Args:
        archive: The folder archive/.
        archived: The original's path below it.
        issue: What it was read as.
    """
    if not issue.printed:
        return
    try:
        keep_page_lines(archive, archived, issue.printed)
    except OSError as error:
        log.warning("no places of lines", action="lines_not_kept", archived=archived, reason=str(error))


def restore_images(archive: Path, archived: Iterable[str], max_bytes: int) -> int:
    """Draw the pages of those originals that have no images; return of how many.

    Args:
        archive: The folder archive/.
        archived: Paths of originals below it.
        max_bytes: Larger ones are passed over.
    """
    made = 0
    for name in dict.fromkeys(archived):
        if not has_pages(name) or page_images(archive, name):
            continue
        try:
            data = open_source(archive, name, max_bytes).data
        except (PermanentError, OSError) as error:
            log.warning("no page images", action="pages_not_drawn", archived=name, reason=str(error))
            continue
        made += keep_images(archive, name, data)
    return made
