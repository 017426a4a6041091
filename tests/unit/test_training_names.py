"""How the tagger of names is made: what the learner sees, the mean of fits, what is a little likelier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests import loaded
from training.corpus import ORGANIZATION, PERSON, PLACE, Line
from training.crf import Weights
from training.train_names import encode, fit, leaning, load, mean, save
from worker.enrichment.names.features import SLOTS, TEMPLATES
from worker.enrichment.names.labels import BEGIN, COUNT

if TYPE_CHECKING:
    from pathlib import Path

# "The mayor Zhang Wei came to Songxi, where the school opened.", and lines of one name and of none.
LINES = [
    Line("市长张伟来到松溪镇,松溪小学开学了。", ((2, 4, PERSON), (6, 9, PLACE), (10, 14, ORGANIZATION))),
    Line("", ()),
    Line("松溪镇", ((0, 3, PLACE),)),
    Line("雨下了一天。唐 敏没有出门。", ((6, 9, PERSON),)),
]


def weights(value: float) -> Weights:
    return Weights(np.full((SLOTS, COUNT), value, np.float32), np.full((COUNT, COUNT), value, np.float32))


def test_lines_laid_together_are_what_each_is_by_itself() -> None:
    together = encode(LINES, loaded.segmenter())
    alone = [encode([line], loaded.segmenter()) for line in LINES if line.text]
    assert together.features.shape == (TEMPLATES, len(together.labels))
    assert np.array_equal(together.features, np.concatenate([each.features for each in alone], axis=1))
    assert np.array_equal(together.labels, np.concatenate([each.labels for each in alone]))
    before = np.cumsum([0, *(len(each.labels) for each in alone[:-1])])
    assert together.starts.tolist() == [
        start + shift for each, shift in zip(alone, before.tolist(), strict=True) for start in each.starts.tolist()
    ]


def test_labels_are_those_of_the_names_without_the_spaces_in_them() -> None:
    labels = encode(LINES, loaded.segmenter()).labels.tolist()
    assert labels[:14] == [0, 0, 1, 3, 0, 0, 4, 5, 6, 0, 7, 8, 8, 9]
    assert labels[18:21] == [4, 5, 6]
    assert labels[27:29] == [1, 3]  # 唐 敏


def test_a_fit_learns_the_lines_and_another_order_learns_otherwise() -> None:
    encoded = encode(LINES * 8, loaded.segmenter())
    one, same, other = (fit(encoded, 3, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.rows, same.rows)
    assert not np.array_equal(one.rows, other.rows)
    scores = one.rows[encoded.features].sum(axis=0)
    assert (scores.argmax(axis=1) == encoded.labels).mean() > 0.9


def test_the_mean_of_models_is_that_of_their_weights_and_leaves_them_alone() -> None:
    first = weights(1)
    middle = mean(iter([first, weights(2), weights(6)]))
    assert middle.rows[5, 5] == middle.steps[5, 5] == 3
    assert first.rows[5, 5] == first.steps[5, 5] == 1
    with pytest.raises(ValueError, match="no models"):
        mean([])


def test_places_and_bodies_begin_a_little_more_readily_people_do_not() -> None:
    leant = leaning(weights(1))
    begins = leant.steps[0, BEGIN]
    assert begins.tolist() == pytest.approx([1, 1.3, 1.3])
    assert leant.steps[0, 0] == leant.rows[0, 0] == 1


def test_a_model_that_was_saved_is_loaded_as_it_was_but_for_the_rounding(tmp_path: Path) -> None:
    model = weights(0)
    model.rows[[3, 70_000], 1:] = np.linspace(-1, 1, COUNT - 1)
    model.steps[0, 1] = -0.5
    save(model, tmp_path / "model.npz")
    again = load(tmp_path / "model.npz")
    assert np.abs(again.rows - model.rows).max() < 0.01
    assert np.abs(again.steps - model.steps).max() < 0.01
