"""The labels of the tagger: outside, and begin, inside, end for each kind of name."""

from __future__ import annotations

import numpy as np

from worker.document.enrichment import MentionKind

KINDS = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANIZATION)
OUTSIDE = 0
# Label of the first, of a middle and of the last character of a name of kind k: 1 + 3k, 2 + 3k, 3 + 3k.
COUNT = 1 + 3 * len(KINDS)
BEGIN, INSIDE, END = (np.arange(shift, COUNT, 3) for shift in (1, 2, 3))
# After these a name is closed (or none was open), so that anything but its middle may follow.
CLOSED = np.array([OUTSIDE, *END])
OPENING = np.array([OUTSIDE, *BEGIN])


def allowed() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return which label (column) may follow which (row)."""
    table = np.zeros((COUNT, COUNT), dtype=np.bool_)
    table[np.ix_(CLOSED, OPENING)] = True
    for begin, inside, end in zip(BEGIN, INSIDE, END, strict=True):
        table[np.ix_([begin, inside], [inside, end])] = True
    return table
