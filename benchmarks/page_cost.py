"""What a PDF page or scan costs, reading to enriched articles: ``python -m benchmarks.page_cost FILE ... [--runs N]``.

Processor time is that of this process and of the child that reads the file, which is kept from one file to the next and
so is in no account of ended children (Linux alone says what a living child has used). The first runs, which load models
and fork the child, are left out. Pages beside other work cost more: say how busy the machine is.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from pathlib import Path
from typing import NamedTuple

from worker.app.settings import load_settings
from worker.app.wiring import load_pipeline

_WARM = 2  # runs
_USER, _SYSTEM = 11, 12  # of the fields of /proc/PID/stat after the command
_TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """Means of the runs, in milliseconds."""

    cpu: float
    wall: float


def cost_of(file: Path, runs: int) -> Cost:
    """Return what one file costs."""
    pipeline, data = load_pipeline(load_settings()), file.read_bytes()
    for _ in range(_WARM):
        pipeline.process(data, path=file.name)
    used, began = _used(), time.perf_counter()
    for _ in range(runs):
        pipeline.process(data, path=file.name)
    return Cost((_used() - used) / runs * 1000, (time.perf_counter() - began) / runs * 1000)


def _used() -> float:
    """Return the processor seconds of this process, its ended children and its living ones."""
    ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in ended) + sum(map(_used_by, _children()))


def _children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()


def _used_by(child: str) -> float:
    fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS


def main() -> None:
    """Print the costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    for file in options.files:
        busy = os.getloadavg()[0]
        cost = cost_of(file, options.runs)
        print(f"{file.stem:30} CPU {cost.cpu:6.0f} ms  wall {cost.wall:6.0f} ms  load {busy:.1f}", flush=True)


if __name__ == "__main__":
    main()
