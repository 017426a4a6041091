"""Weights as they are stored, to go on from: what was learnt from texts that are gone stays in them."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from worker.parsing.segmentation.model import Calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHIPPED = Path(str(files("worker.parsing"))) / "data" / "segmentation.weights"


@dataclass(frozen=True, slots=True)
class Prior:
    """Stored weights by label parts.

    Attributes:
        labels: Of the model; ``parts``: what labels share weights by.
        features: In the order they are stored; ``weights`` has a row for each and a column for each of ``parts``.
        follows: Between ``labels``; ``opens`` and ``closes`` of each.
        calibration: What their confidence means, where it was measured.
    """

    labels: tuple[str, ...]
    parts: tuple[str, ...]
    features: tuple[str, ...]
    weights: Floats
    follows: Floats
    opens: Floats
    closes: Floats
    calibration: Calibration | None

    def spread(self, rows: dict[str, int], parts: list[str]) -> Floats:
        """Return the weights for other features and parts; what the prior does not know is 0."""
        found = np.zeros((len(rows), len(parts)), np.float32)
        columns = [parts.index(part) for part in self.parts]
        found[np.ix_([rows[feature] for feature in self.features], columns)] = self.weights
        return found

    def chain(self, names: list[str], least: float) -> tuple[Floats, Floats, Floats]:
        """Return what it is worth that labels follow each other, open and close a page.

        Args:
            names: The labels, those of the prior among them.
            least: What it is worth that a label follows another where the prior knows nothing of it.
        """
        own = [names.index(label) for label in self.labels]
        follows = np.full((len(names), len(names)), least, np.float32)
        follows[np.ix_(own, own)] = self.follows
        opens, closes = np.zeros((2, len(names)), np.float32)
        opens[own], closes[own] = self.opens, self.closes
        return follows, opens, closes


def read_prior(path: Path) -> Prior:
    """Return the weights in a file, as :meth:`Learner.write` writes them."""
    stored = cast("dict[str, Any]", json.loads(zlib.decompress(path.read_bytes())))
    weights = np.zeros((len(stored["features"]), len(stored["components"])), np.float32)
    for row, own in enumerate(stored["features"].values()):
        weights[row, own[::2]] = np.array(own[1::2], np.float32) / stored["scale"]
    follows, opens, closes = (np.array(stored[name], np.float32) for name in ("follows", "opens", "closes"))
    return Prior(
        tuple(stored["labels"]),
        tuple(stored["components"]),
        tuple(stored["features"]),
        weights,
        follows,
        opens,
        closes,
        Calibration(**stored["calibration"]) if "calibration" in stored else None,
    )
