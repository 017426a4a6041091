"""What the model's own probability of right bounds is worth: the share of articles that were right on held-out layouts.

The shares never fall as the probability rises (isotonic regression by pooling adjacent violators, Ayer et al. 1955),
and each stands on enough articles to mean something.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from worker.parsing.segmentation.model import Calibration, log_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 25  # articles behind a share
_BOUNDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
_DIGITS = 3


def calibrated(rows: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the calibration for articles given as probability and whether it was right; needs one of them at least."""
    ordered = sorted(rows)
    pools = [ordered[at : at + _FEWEST] for at in range(0, len(ordered), _FEWEST)]
    if len(pools) > 1 and len(pools[-1]) < _FEWEST:
        last = pools.pop()
        pools[-1] = [*pools[-1], *last]
    merged: list[list[tuple[float, bool]]] = []
    for pool in pools:
        merged.append(list(pool))
        while len(merged) > 1 and _share(merged[-2]) >= _share(merged[-1]):
            last = merged.pop()
            merged[-1] += last
    return Calibration(
        [round(sum(log_odds(stated) for stated, _ in pool) / len(pool), _DIGITS) for pool in merged],
        [round(_share(pool), _DIGITS) for pool in merged],
    )


def _share(pool: Sequence[tuple[float, bool]]) -> float:
    """Return the share that is right, as if one more article had been wrong: nothing is certain."""
    return sum(right for _, right in pool) / (len(pool) + 1)


def reliability(rows: Sequence[tuple[float, bool]]) -> str:
    """Return a table: of articles said to be so sure, how many there are and how many are right."""
    lines = ["confidence   articles  right"]
    for least, most in pairwise(_BOUNDS):
        own = [right for stated, right in rows if least <= stated < most]
        if own:
            lines.append(f"{least:.1f} to {min(most, 1):.1f}   {len(own):8}  {sum(own) / len(own):.3f}")
    return "\n".join(lines)
