"""Whether two texts are parts of one report: what the second tells goes on with what the first told (``cohesion``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.assembly.drafts import size_of
from worker.parsing.segmentation.cohesion import LONGEST_ABOVE, LONGEST_BELOW, cohesion, shared_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_LEAST = 0.5  # log odds, where other signs say the same
_SHORTEST_TEXT = 60  # characters


def is_same_story(draft: Draft, above: Sequence[Draft], view: PageView) -> bool:
    """Tell whether a text goes on with those above it, as parts of a report do, rather than tells another matter."""
    told, own = _told(above, view), _text(draft, view)
    if size_of(draft.paragraphs, view) < _SHORTEST_TEXT and not shared_runs(told, own):
        return False  # of so little text cohesion alone tells little
    return cohesion().of(told, own) >= _LEAST


def goes_on(above: Iterable[int], below: Iterable[int], view: PageView) -> float:
    """Return the log odds that some pieces go on with others; 0 where one side is too short to tell.

    Args:
        above: From the nearest one up: of a long text only the last pieces are asked for.
        below: From the nearest one down.
        view: The page.
    """
    told = _first((view.pieces[index].folded for index in above), LONGEST_ABOVE)
    own = _first((view.pieces[index].folded for index in below), LONGEST_BELOW)
    return cohesion().of(" ".join(reversed(told)), " ".join(own))


def _told(above: Sequence[Draft], view: PageView) -> str:
    """Return the last texts above, as much of them as cohesion looks at."""
    return " ".join(reversed(_first((_text(each, view) for each in reversed(above)), LONGEST_ABOVE)))


def _first(texts: Iterable[str], least: int) -> list[str]:
    """Return the first texts that have so many characters together, or all."""
    found: list[str] = []
    size = 0
    for text in texts:
        found.append(text)
        size += len(text)
        if size >= least:
            break
    return found


def _text(draft: Draft, view: PageView) -> str:
    """Return the text of a draft; where it is a caption alone, with its headline."""
    text = " ".join(view.pieces[index].folded for part in draft.paragraphs for index in part.lines)
    if len(text) < _SHORTEST_TEXT:
        text += " ".join(view.pieces[index].folded for index in draft.stack)
    return text
