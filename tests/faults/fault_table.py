"""The table of faults and outcomes in docs/reliability.md, made from the results that runs have left."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- faults: written by make faults -->", "<!-- faults: end -->"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to. Seconds count from the end of the fault; None: not within the time allowed."""

    kind: str
    seed: int
    files: int
    lost: int
    double: int
    left_over: int
    resumed: float | None
    settled: float | None
    looks: int

    def kept(self, results: Path) -> None:
        """Append it to a file of results."""
        with results.open("a") as file:
            file.write(json.dumps(asdict(self)) + "\n")


def load(results: Path) -> list[Outcome]:
    """Return the results of a file; of a kind and seed that was run twice the later one."""
    found: dict[tuple[str, int], Outcome] = {}
    for line in results.read_text().splitlines():
        outcome = Outcome(**json.loads(line))
        found[outcome.kind, outcome.seed] = outcome
    return list(found.values())


def last_line(outcomes: Sequence[Outcome]) -> str:
    """Return the sums over all runs."""
    return _summed(len(outcomes), *(sum(getattr(each, name) for each in outcomes) for name in _COUNTS))


def _summed(runs: int, files: int, lost: int, double: int, left_over: int) -> str:
    return f"faults {runs}, files {files}, lost {lost}, double {double}, left over {left_over}"


def table(outcomes: Sequence[Outcome], texts: Mapping[str, str], before: str = "") -> str:
    """Return the table in Markdown: a row a kind, the worst of its seeds.

    Args:
        outcomes: Of all runs.
        texts: What each kind does, in the order of the rows.
        before: An earlier table, whose rows stay for the kinds that were not run.
    """
    stays = {row.partition("`")[2].partition("`")[0]: row for row in before.splitlines() if row.startswith("| `")}
    rows = []
    for kind, text in texts.items():
        runs = [each for each in outcomes if each.kind == kind]
        if runs:
            counts = (len(runs), *(sum(getattr(each, name) for each in runs) for name in _COUNTS))
            times = (_worst([each.resumed for each in runs]), _worst([each.settled for each in runs]))
            rows.append("| " + " | ".join((f"`{kind}`", text, *map(str, counts), *times)) + " |")
        elif kind in stays:
            rows.append(stays[kind])
    sums = [sum(int(row.split(" | ")[column]) for row in rows) for column in range(2, 7)]
    return "\n".join((*_HEAD, *rows, "", f"`{_summed(*sums)}`"))


_HEAD = (
    "| fault | what is done | seeds | files | lost | double | left over | resumed s | settled s |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|",
)
_COUNTS = ("files", "lost", "double", "left_over")


def _worst(seconds: Sequence[float | None]) -> str:
    known = [value for value in seconds if value is not None]
    return f"{max(known):.1f}" if len(known) == len(seconds) else "never"


def write(outcomes: Sequence[Outcome], texts: Mapping[str, str], document: Path = DOCUMENT) -> None:
    """Replace the rows of what was run in the document's table."""
    before, _, rest = document.read_text().partition(BEGIN)
    old, _, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{table(outcomes, texts, old)}\n{END}{after}")
