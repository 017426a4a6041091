"""Fitting the segmentation: annotated pages become sequences, and what is learnt from them is read by the worker."""

from __future__ import annotations

import json
import math
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from training.segmentation.crf import Learner
from training.segmentation.pages import Example, examples
from training.segmentation.prior import SHIPPED, read_prior
from training.segmentation.sources import GOLDEN, annotated, as_read
from worker.parsing.segmentation.decoding import best_path, marginals
from worker.parsing.segmentation.features import Found
from worker.parsing.segmentation.model import read_model

if TYPE_CHECKING:
    from pathlib import Path

    from worker.parsing.segmentation.model import Model

TEXT = "老桥换新颜\n本报讯(记者 柳禾青)昨日,老桥重新通车。\n\n街景\n雨后的老街很安静,孩子们在树下读书。(杜小渡)\n"
PIECES = [
    ("H", "老桥换新颜", 0),
    ("L", "本报讯(记者 柳禾青)昨日,老桥重新通车。", 0),
    ("H", "街景", 1),
    ("P", "雨后的老街很安静,孩子们在树下读书。", 1),
    ("T", "(杜小渡)", 1),
]


def of_folder(folder: Path) -> list[Example]:
    pieces = [
        {"start": TEXT.index(text), "end": TEXT.index(text) + len(text), "tag": tag, "article": article}
        for tag, text, article in PIECES
    ]
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    (folder / "page.gold.json").write_text(json.dumps({"pieces": pieces}), encoding="utf-8")
    (page,) = annotated(folder)
    assert page.layouts == {"page"}
    return [*examples(page.text, page.found, 2.0)]


def test_labels_of_an_annotated_page(tmp_path: Path) -> None:
    (example,) = of_folder(tmp_path)
    assert [label[:2].rstrip("0123456789") for label in example.labels][:3] == ["H*", "L", "H*"]
    assert example.labels[0] == "H*1"  # an article begins, with its headline
    assert example.labels[1] == "L1"  # its text opens with the source line
    assert example.labels[-1][0] == "P"  # a signature that closes a paragraph stays with it until assembly


def test_what_is_learnt_is_read_back(tmp_path: Path) -> None:
    (example,) = of_folder(tmp_path)
    learner = Learner([example] * 4, dropout=0.0, shrink=0.0, rate=0.5)
    random = np.random.default_rng(1)
    losses = [learner.epoch(number, random) for number in range(12)]
    assert losses[-1] < losses[0] / 10
    learner.write(tmp_path / "weights", "7")
    model = read_model((tmp_path / "weights").read_bytes())
    scores = model.scores((Found([], words) for words in example.words), len(example.words))
    assert model.version == "7"
    assert [model.names[column] for column in best_path(scores, model.follows)] == example.labels
    assert marginals(scores, model.follows).each.sum(axis=1) == pytest.approx(1.0, abs=1e-4)


def test_a_fit_with_nothing_new_changes_no_weight(tmp_path: Path) -> None:
    prior = read_prior(SHIPPED)
    Learner([], prior=prior).write(tmp_path / "weights", "4", prior.calibration)
    kept, shipped = read_model((tmp_path / "weights").read_bytes()), read_model(SHIPPED.read_bytes())
    assert (kept.names, kept.rows, kept.calibration) == (shipped.names, shipped.rows, shipped.calibration)
    for name in ("weights", "follows", "opens", "closes"):
        assert np.array_equal(getattr(kept, name), getattr(shipped, name))


def test_a_fit_of_pages_that_are_read_rightly_leaves_their_reading(tmp_path: Path) -> None:
    known = [example for page in islice(annotated(GOLDEN), 12) for example in examples(page.text, page.found)]
    shipped = read_model(SHIPPED.read_bytes())
    right = [example for example in known if _read(example, shipped) == example.labels]
    assert len(right) > 5  # else there is nothing to leave
    learner = Learner(right, prior=read_prior(SHIPPED), rate=0.06, shrink=0.03)
    random = np.random.default_rng(1)
    learner.settle(random)
    for number in range(4):
        learner.epoch(number, random)
    learner.write(tmp_path / "weights", "8")
    refined = read_model((tmp_path / "weights").read_bytes())
    assert [_read(example, refined) for example in right] == [example.labels for example in right]


def test_what_was_learnt_from_a_page_that_is_gone_stays_and_a_new_feature_is_learnt(tmp_path: Path) -> None:
    (gone,) = of_folder(tmp_path)
    random = _learn(gone, tmp_path / "first")
    new = Example([["a line of stars"], ["a text of stars"]], ["H*1", "L1"])
    second = Learner([new] * 4, dropout=0.0, rate=0.5, prior=read_prior(tmp_path / "first"))
    second.settle(random)
    for number in range(12):
        second.epoch(number, random)
    second.write(tmp_path / "second", "8")
    before, after = (read_model((tmp_path / name).read_bytes()) for name in ("first", "second"))
    assert _read(new, before) != new.labels
    assert _read(new, after) == new.labels
    assert _read(gone, after) == gone.labels


def _learn(gone: Example, weights: Path) -> np.random.Generator:
    """Write weights that were learnt from one page alone; return the chance that goes on from there."""
    first = Learner([gone] * 4, dropout=0.0, shrink=0.0, rate=0.5)
    random = np.random.default_rng(1)
    for number in range(12):
        first.epoch(number, random)
    first.write(weights, "7")
    return random


def _read(example: Example, model: Model) -> list[str]:
    """Return the labels that a model gives the pieces of an annotated page."""
    scores = model.scores((Found([], words) for words in example.words), len(example.words))
    return [model.names[column] for column in best_path(scores, model.follows)]


def test_what_every_piece_has_counts_when_it_is_read_as_when_it_is_learnt(tmp_path: Path) -> None:
    known = Example([["odd"], ["odd"], ["odd"]], ["F9", "H*1", "P1"])
    learner = Learner([known] * 4, dropout=0.0, shrink=0.0, rate=0.5)
    for number in range(3):
        learner.epoch(number, np.random.default_rng(1))
    learner.write(tmp_path / "weights", "7")
    model = read_model((tmp_path / "weights").read_bytes())
    bare = model.scores((Found([], words) for words in [["never seen"], ["never seen"], ["never seen"]]), 3)
    assert bare[1] == pytest.approx(model.weights[model.rows["1"]], abs=1e-5)


def test_where_only_what_is_new_is_learnt_the_prior_stays(tmp_path: Path) -> None:
    (gone,) = of_folder(tmp_path)
    random = _learn(gone, tmp_path / "first")
    words = [["w:1", "stars:line"], ["w:unseen", "stars:text"]]
    new = Example(words, ["H*1", "L1"])
    second = Learner([new] * 4, dropout=0.0, rate=0.5, prior=read_prior(tmp_path / "first"), settled=math.inf)
    second.settle(random)
    for number in range(12):
        second.epoch(number, random)
    second.write(tmp_path / "second", "8")
    before, after = (read_model((tmp_path / name).read_bytes()) for name in ("first", "second"))
    assert _read(new, after) == new.labels
    learnt = set(after.rows) - set(before.rows)
    assert learnt
    assert learnt <= {"stars:line", "stars:text"}  # what w: looks at is known, whatever is behind it
    for word, row in before.rows.items():
        assert np.array_equal(before.weights[row], after.weights[after.rows[word]])
    assert np.array_equal(before.follows, after.follows)


def test_a_share_of_what_was_learnt_is_taken(tmp_path: Path) -> None:
    (example,) = of_folder(tmp_path)
    learner = Learner([example] * 4, dropout=0.0, shrink=0.0, rate=0.5, prior=read_prior(SHIPPED))
    before = learner.weights.copy()
    learner.epoch(0, np.random.default_rng(1))
    learnt = learner.weights.copy()
    assert np.abs(learnt - before).max() > 0
    learner.take(0.5)
    np.testing.assert_allclose(learner.weights, (before + learnt) / 2, atol=1e-6)
    learner.take(0.0)
    np.testing.assert_allclose(learner.weights, before, atol=1e-6)


def test_texts_that_are_to_be_read_as_they_are_get_the_labels_of_the_weights(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(TEXT.encode("gb18030"))
    (example,) = as_read(tmp_path, SHIPPED, 3.0)
    assert [label[0] for label in example.labels[:3]] == ["H", "L", "H"]
    assert example.labels[0].startswith("H*")
    assert (len(example.words), example.weight) == (len(example.labels), 3.0)
