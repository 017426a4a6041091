"""Features are added up for many pieces at once: the sums are those of adding them one by one."""

from __future__ import annotations

import numpy as np

from worker.parsing.segmentation.features import Found
from worker.parsing.segmentation.worth import KEPT, Worth

ROWS = {f"w{number}": number for number in range(40)}
WEIGHTS = np.random.default_rng(3).normal(size=(len(ROWS), 5)).astype(np.float32)


def one_by_one(found: Found) -> np.ndarray:
    own = np.zeros(5, np.float32)
    for word in found.words:
        if word in ROWS:
            own += WEIGHTS[ROWS[word]]
    for group in found.groups:
        own += WEIGHTS[[ROWS[word] for word in group if word in ROWS]].sum(axis=0)
    return own


def added_up(pieces: list[Found], to: Worth) -> np.ndarray:
    out = np.full((len(pieces), 5), 9, np.float32)
    to.add_up(iter(pieces), ROWS, WEIGHTS, out)
    return out


def test_the_sums_are_those_of_adding_one_by_one_to_the_last_bit() -> None:
    pieces = [
        Found([("w1", "w2"), ("w3",)], ["w4", "never learnt", "w5"]),
        Found([], []),
        Found([("never learnt",), ("w1", "w2")], []),
        Found([], ["w7"]),
    ]
    assert np.array_equal(added_up(pieces, Worth()), [one_by_one(found) for found in pieces])


def test_more_groups_than_are_kept_push_out_the_old_ones_and_change_no_sum() -> None:
    to, random = Worth(), np.random.default_rng(5)
    for _ in range(KEPT // 40):
        pieces = [Found([tuple(f"w{at}" for at in random.integers(0, 40, 4))], ["w1"]) for _ in range(64)]
        assert np.array_equal(added_up(pieces, to), [one_by_one(found) for found in pieces])
    assert len(to) < KEPT + 64


def test_pieces_without_any_group_are_weighed_by_their_words() -> None:
    assert np.array_equal(added_up([Found([], ["w7", "w8"])], Worth()), [one_by_one(Found([], ["w7", "w8"]))])
