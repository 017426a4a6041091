"""What the figures of ``benchmarks.report`` are to be, and whether they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LARGEST_INBOX = "100000"
WHOLE_GROWTH = "from 1000 to 100000"  # what a shorter climb says is no answer


@dataclass(frozen=True)
class Target:
    """One figure and its bound.

    Attributes:
        name: For people, with its unit.
        path: Keys to the figure among those of the report, the first being the part that measures it.
        bound: What it is to be.
        at_most: The bound is the largest that is good, else the smallest.
    """

    name: str
    path: tuple[str, ...]
    bound: float
    at_most: bool = True

    def met_by(self, value: float) -> bool:
        """Tell whether a figure is as good as the bound."""
        return value <= self.bound if self.at_most else value >= self.bound


@dataclass(frozen=True)
class Row:
    """A target and what was measured; None when its part was not run, or not at that size."""

    name: str
    target: str
    value: float | None
    met: bool | None


TARGETS = (
    Target("CPU an article, ours over the baseline's", ("throughput", "ratio"), 0.09),
    Target("parse and enrich, CPU ms for 675 characters", ("stages", "all"), 2.2),
    Target("Elasticsearch's share of all CPU", ("throughput", "elasticsearch share"), 0.25, at_most=False),
    Target("articles/s, ours over the baseline's", ("throughput", "speed ratio"), 10.0, at_most=False),
    Target("file closed to searchable, idle, p95 seconds", ("latency", "idle", "p95_seconds"), 2.0),
    Target("the same under load, p95 seconds", ("latency", "under load", "p95_seconds"), 10.0),
    Target("CPU an article, 100,000 articles over 1,000", ("growth", WHOLE_GROWTH), 1.3),
    Target(
        "100,000 known files: seconds until the watcher idles",
        ("scan", LARGEST_INBOX, "started again, until it is idle", "s"),
        10.0,
    ),
    Target("memory of a worker's child beyond shared, MB", ("throughput", "baoku", "worker child unshared MB"), 100.0),
)


def judged(figures: Mapping[str, Any], targets: Sequence[Target] = TARGETS) -> list[Row]:
    """Return each target with its figure."""
    rows = []
    for target in targets:
        value = _at(figures, target.path)
        sign = "<=" if target.at_most else ">="
        met = None if value is None else target.met_by(value)
        rows.append(Row(target.name, f"{sign} {target.bound:g}", value, met))
    return rows


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines for people."""
    words = {True: "met", False: "NOT MET", None: "not measured"}
    return "\n".join(
        f"{row.name:<54}{row.target:>10}{'' if row.value is None else f'{row.value:g}':>12}  {words[row.met]}"
        for row in rows
    )


def _at(figures: Any, path: Sequence[str]) -> float | None:
    for key in path:
        if key not in figures:
            return None
        figures = figures[key]
    return float(figures)
