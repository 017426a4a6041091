"""What is known of the bounds of a page's articles once all that the rules do is done: what their confidence is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import is_headed_by_item, is_sourced
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.judge import Evidence, bounded_log_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.labelling import Labelled
    from worker.parsing.segmentation.observations import PageView

_LAST: Final = 1.0  # the next beginning of a page's last article is its end


def evidence_of(drafts: Sequence[Draft], found: Labelled, view: PageView) -> list[Evidence]:
    """Return the evidence for each draft of a page, in order."""
    if not drafts:
        return []
    begun = [
        bound if labels.begins(name) else 1 - bound for name, bound in zip(found.labels, found.bounds, strict=True)
    ]
    # Within a column's text nothing begins, and nothing is asked: its bounds are 1.
    unsure = math.log1p(sum(min(bound, 1 - bound) for bound in found.bounds))
    size = math.log1p(sum(len(piece.folded) for piece in view.pieces))
    items = math.log1p(sum(is_headed_by_item(draft, view) for draft in drafts))
    headless = math.log1p(sum(not draft.head for draft in drafts))
    firsts = [draft.indices()[0] for draft in drafts]
    after = [*(begun[first] for first in firsts[1:]), _LAST]
    return [
        Evidence(
            bounded_log_odds(begun[first]),
            bounded_log_odds(following),
            unsure,
            size,
            is_sourced(draft, view),
            bool(draft.head),
            items,
            headless,
        )
        for draft, first, following in zip(drafts, firsts, after, strict=True)
    ]
