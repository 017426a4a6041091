"""Images of pages, in pages/ beside archive/: made from the originals, so they can be made again and need no backup.

``pages/2023/10/paper/2023-10-27/p01.pdf/`` holds for the original of that path below archive/ a ``pages.json`` that
says what there is, and for each page a large and a small image; ``lines.json`` has its lines with their places, so that
what a search found can be marked on the image.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson

from worker.document.geometry import Box, PlacedLine
from worker.home.moving import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER = "pages"
"""Name of the folder beside archive/."""
_CONTENTS = "pages.json"
_LINES = "lines.json"
_DECIMALS = 1  # of a point


@dataclass(frozen=True, slots=True)
class PageImage:
    """What is kept of one page.

    Attributes:
        page: Position in the file, from 1.
        width: Of the page as shown, in points; regions are in the same.
        height: Likewise.
        large: File with the large image, to read from.
        small: File with the small image, for lists.
    """

    page: int
    width: float
    height: float
    large: Path
    small: Path


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's images as WebP, about to be kept; see ``PageImage``."""

    page: int
    width: float
    height: float
    large: bytes
    small: bytes


def keep_page_images(archive: Path, archived: str, drawn: Iterable[Drawn]) -> None:
    """Keep the images of an original's pages, in place of any there were.

    Args:
        archive: The folder archive/.
        archived: The original's path below it.
        drawn: One a page; taken one after the other, so that they need not all be in memory.

    Raises:
        OSError: They cannot be written.
    """
    folder = _folder(archive, archived)
    folder.mkdir(parents=True, exist_ok=True)
    contents = []
    for one in drawn:
        write_atomically(folder / _name(one.page, "large"), one.large)
        write_atomically(folder / _name(one.page, "small"), one.small)
        contents.append({"page": one.page, "width": one.width, "height": one.height})
    write_atomically(folder / _CONTENTS, orjson.dumps(contents))


def keep_page_lines(archive: Path, archived: str, lines: Iterable[PlacedLine]) -> None:
    """Keep the lines of an original's pages, in place of any there were.

    Args:
        archive: The folder archive/.
        archived: The original's path below it.
        lines: Numbered as the index's line ranges number them.

    Raises:
        OSError: They cannot be written.
    """
    folder = _folder(archive, archived)
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        [line.number, line.page, [round(value, _DECIMALS) for value in line.box], line.vertical, line.text, line.stops]
        for line in lines
    ]
    write_atomically(folder / _LINES, orjson.dumps(rows))


def page_lines(archive: Path, archived: str) -> tuple[PlacedLine, ...]:
    """Return the lines of an original's pages with their places; none where none are kept."""
    try:
        rows = orjson.loads((_folder(archive, archived) / _LINES).read_bytes())
        return tuple(map(_line, rows))
    except (OSError, ValueError, TypeError):
        return ()


def _line(row: Sequence[Any]) -> PlacedLine:
    number, page, box, vertical, text, *more = row
    stops = more[0] if more else ()  # kept since lines have them
    return PlacedLine(int(number), int(page), Box(*map(float, box)), bool(vertical), str(text), tuple(map(int, stops)))


def page_images(archive: Path, archived: str) -> tuple[PageImage, ...]:
    """Return the images of an original's pages, in order; none where none are kept."""
    try:
        folder = _folder(archive, archived)
        contents = orjson.loads((folder / _CONTENTS).read_bytes())
        return tuple(
            PageImage(
                int(one["page"]),
                float(one["width"]),
                float(one["height"]),
                folder / _name(int(one["page"]), "large"),
                folder / _name(int(one["page"]), "small"),
            )
            for one in contents
        )
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def _folder(archive: Path, archived: str) -> Path:
    parts = PurePosixPath(archived).parts
    if not parts or archived.startswith("/") or {".", ".."} & set(parts):
        raise ValueError(archived)
    return archive.parent.joinpath(FOLDER, *parts)


def _name(page: int, size: str) -> str:
    return f"{page:04d}-{size}.webp"
