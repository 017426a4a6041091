"""Proof under faults: ``python -m faults`` with ``tests`` on the path, or ``make faults``."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parent.parent))

import fault_kinds_surroundings  # noqa: F401 - enters its kinds
from fault_kinds import KINDS
from fault_run import Harness, moment


def main() -> int:
    """Run what is asked for; the last line says what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS), metavar="KIND")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=6.0, help="in which the files of a run are dropped")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended
    harness = Harness(options.files, options.seconds, tell=lambda line: print(f"{moment()} {line}", flush=True))
    with harness.ready():
        harness.run(options.kinds, range(1, options.seeds + 1))
    total = harness.total()
    print(
        f"faults {len(harness.runs)}, files {total.files}, lost {total.lost}, double {total.double},"
        f" left over {total.left_over}"
    )
    return 0 if total.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
