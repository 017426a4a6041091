"""Fitting the segmentation: annotated pages become sequences, and what is learnt from them is read by the worker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from training.segmentation.crf import Learner
from training.segmentation.pages import Example, examples
from training.segmentation.sources import annotated
from worker.parsing.segmentation.decoding import best_path, marginals
from worker.parsing.segmentation.features import Found
from worker.parsing.segmentation.model import read_model

if TYPE_CHECKING:
    from pathlib import Path

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
    assert marginals(scores, model.follows).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
