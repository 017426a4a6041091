"""The second looks at where articles begin, over a page whose first labels are known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from worker.parsing.segmentation.beginnings import wavering
from worker.parsing.segmentation.gaps import wavering_gaps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from worker.parsing.segmentation.beginnings import Evidence
    from worker.parsing.segmentation.gaps import Gap, Gaps
    from worker.parsing.segmentation.model import Model
    from worker.parsing.segmentation.observations import PageView

NOT_AT_ALL: Final = -1e3  # nats
_LIKELY: Final = 0.5
_TINY: Final = 1e-9


def looked_at_again(  # noqa: PLR0917 - what the first look has found
    view: PageView,
    pieces: Sequence[int],
    scores: NDArray[np.float32],
    beginning: NDArray[np.bool_],
    weights: Model,
    best: Sequence[int],
    begun: Sequence[float],
) -> NDArray[np.float32]:
    """Add in place what second looks say of where articles begin; return the scores with that settled.

    Single lines are looked at first, then gaps between texts; what is said of a gap is added to the lines of it with
    which an article may begin. Labels that begin nothing are many, and share what speaks against a beginning: it is
    decided for all of them. Where the looks have nothing to say, the scores themselves are returned.

    Args:
        view: Of the page.
        pieces: Indices of the pieces that were labelled, ascending.
        scores: What each label is worth for each of them.
        beginning: The labels with which an article begins.
        weights: Of the model, with its looks.
        best: The first label (column) of each piece.
        begun: How probably an article begins with each, by the model.
    """
    names = [weights.names[column] for column in best]
    places: Mapping[int, Evidence] = {}
    added: Mapping[int, float] = {}
    if weights.beginnings is not None:
        places = wavering(view, pieces, names, begun, every=weights.beginnings.learns)
        added = weights.beginnings.added(places) if places else {}
    rows = {index: row for row, index in enumerate(pieces)} if added else {}
    placed = list(begun)
    for index, nats in added.items():
        placed[rows[index]] = _told(begun[rows[index]], nats)
    look = weights.gaps
    gaps = wavering_gaps(view, pieces, names, begun, placed, look.asked) if look is not None else []
    if not added and not gaps:
        return scores
    for index, nats in added.items():
        scores[rows[index], beginning] += nats
    settled = scores.copy()
    for index, nats in added.items():
        begins = places[index].model + nats > 0
        settled[rows[index], ~beginning if begins else beginning] = NOT_AT_ALL
    if look is not None:
        for gap in gaps:
            _decide(gap, look, beginning, placed, (scores, settled))
    return settled


def _told(begun: float, nats: float) -> float:
    """Return a probability to whose log odds something is added."""
    odds = math.log(max(begun, _TINY) / max(1 - begun, _TINY)) + nats
    return 1 / (1 + math.exp(-odds))


def _decide(
    gap: Gap,
    look: Gaps,
    beginning: NDArray[np.bool_],
    placed: Sequence[float],
    both: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    """Add to the scores what is said of a gap; in the others, the settled ones, it is decided."""
    scores, settled = both
    log_odds = look.log_odds(gap)
    rows = list(range(gap.first, gap.last + 1))
    begins = log_odds > 0
    if begins:  # the other lines of the gap gain nothing by it
        rows = [row for row in rows if placed[row] > _LIKELY] or [max(rows, key=placed.__getitem__)]
    for row in rows:
        scores[row, beginning] += log_odds - gap.placed
        settled[row] = scores[row]
        settled[row, ~beginning if begins else beginning] = NOT_AT_ALL
