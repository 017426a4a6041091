"""What a page's layout says of a line whose place is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.source import Hint
    from worker.parsing.layout.lines import Line


def hint_of(line: Line) -> Hint | None:
    """Return what is said of a line; None where nothing is."""
    return line.place.hint if line.place else None


def zone_of(line: Line) -> int:
    """Return the article, as place tells, that a line stands in; -1 where nothing tells."""
    return line.place.zone if line.place else -1


def measures(lines: Sequence[Line]) -> list[int]:
    """Return the width of each line's column in half-widths; empty where lines have no places."""
    return [line.place.measure if line.place else 0 for line in lines] if any(line.place for line in lines) else []
