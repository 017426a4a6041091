"""Proof under faults: ``python -m faults`` with ``tests`` on the path, or ``make faults``."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parent.parent))

import fault_kinds_decisions  # noqa: F401 - enters its kinds
import fault_kinds_surroundings  # noqa: F401 - enters its kinds
from fault_kinds import KINDS
from fault_run import Harness, moment
from fault_table import last_line, load, write


def main() -> int:
    """Run what is asked for; the last line says what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS), metavar="KIND")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=6.0, help="in which the files of a run are dropped")
    parser.add_argument(
        "--results", type=Path, help="a line is appended for each run; those of earlier calls count too"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended
    harness = Harness(
        options.files,
        options.seconds,
        tell=lambda line: print(f"{moment()} {line}", flush=True),
        results=options.results,
    )
    with harness.ready():
        harness.run(options.kinds, range(options.first_seed, options.first_seed + options.seeds))
    outcomes = load(options.results) if options.results else [run.outcome() for run in harness.runs]
    if options.write:
        write(outcomes, {name: fault.text for name, fault in KINDS.items()})
    print(last_line(outcomes))
    return int(bool(harness.broken) or any(each.lost or each.double or each.left_over for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
