"""Decoding over spans finds what walking every character with every label finds."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.enrichment.names import decoding
from worker.enrichment.names.labels import BEGIN, COUNT, END, INSIDE, OUTSIDE, allowed

NEVER = -(10**9)


def viterbi_worth(scores: np.ndarray, clauses: list[int], table: np.ndarray) -> int:
    """Return the worth of the best allowed paths, the plain way."""
    steps = np.where(allowed(), table, NEVER).astype(np.int64)
    total = 0
    for start, end in zip(clauses, [*clauses[1:], len(scores)], strict=True):
        best = np.where(allowed()[OUTSIDE], scores[start], NEVER).astype(np.int64)
        for at in range(start + 1, end):
            best = (best[:, None] + steps).max(axis=0) + scores[at]
        total += int(best[[OUTSIDE, *END]].max())
    return total


def worth(spans: list[decoding.Span], scores: np.ndarray, clauses: list[int], table: np.ndarray) -> int:
    """Return the worth of the paths that hold just these names."""
    labels = np.zeros(len(scores), dtype=np.int64)
    for start, end, kind, score in spans:
        assert not labels[start:end].any(), "names overlap"
        labels[start:end] = INSIDE[kind]
        labels[start], labels[end - 1] = BEGIN[kind], END[kind]
        assert score == scores[np.arange(start, end), labels[start:end]].sum()
    steps = table[labels[:-1], labels[1:]]
    steps[[clause - 1 for clause in clauses[1:]]] = 0
    return int(scores[np.arange(len(scores)), labels].sum() + steps.sum())


@settings(max_examples=300)
@given(st.data())
def test_the_best_path_is_found(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 14))
    numbers = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    spread = data.draw(st.sampled_from([40, 150, 240]))
    scores = numbers.integers(-spread, spread, (count, COUNT)).astype(np.int32)
    scores[:, OUTSIDE] = 0
    table = numbers.integers(-120, 120, (COUNT, COUNT)).astype(np.int32)
    clauses = sorted({0, *data.draw(st.lists(st.integers(0, count - 1), max_size=3))})
    spans = decoding.best_spans(scores.T, np.array(clauses), decoding.Steps.of(table))
    # A step inside "outside" is the measure of all others, so every path bears it at each of its places.
    assert worth(spans, scores, clauses, table) == viterbi_worth(scores, clauses, table)


def test_text_made_of_names_only_is_bounded() -> None:
    count = 4096
    scores = np.full((count, COUNT), 100, dtype=np.int32)
    scores[:, OUTSIDE] = 0
    clauses = np.arange(0, count, 64)
    spans = decoding.best_spans(scores.T, clauses, decoding.Steps.of(np.zeros((COUNT, COUNT), dtype=np.int32)))
    assert {span.start // 64 for span in spans} == set(range(count // 64)), "every clause has a name"
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
