"""Everything that is said of speed, measured anew: ``python -m benchmarks.report``, or ``make bench``.

Runs the single benchmarks one after the other, prints their tables and how they stand to the targets, and writes all
figures as JSON. A part that fails is named, the others still run, and the exit code says so. The last line is::

    CPU an article: ours X ms, baseline Y ms, ratio Z

X and Y are medians of the rounds, Z is the median of what each round makes of them.

``--short`` takes under five minutes: fewer files and rounds, no large archive. Its figures are those of a server that
has hardly warmed up, and dearer on either side.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import growth, latency, scan, stages, startup, throughput
from benchmarks.issue_files import CHARACTERS, IssueFiles
from benchmarks.scale_out import Run
from benchmarks.sides import engines_ready, ours
from benchmarks.targets import judged, table
from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Figures = dict[str, Any]


@dataclass(frozen=True)
class Scale:
    """How much is measured.

    Attributes:
        files: Issue files a round of throughput, for baoku.
        baseline_files: The same for the baseline, which is slow.
        warm_up: Issue files before the first round.
        rounds: Of throughput.
        drops: Files dropped one by one for latency.
        load: Issue files that are worked on meanwhile.
        stages: Issue files read, parsed and enriched in one process.
        starts: Of each way to start the engines.
        inboxes: Files in the inbox that is scanned.
        archives: Articles, of growth.
    """

    files: int = 2000
    baseline_files: int = 150
    warm_up: int = 2000
    rounds: int = 5
    drops: int = 50
    load: int = 2500
    stages: int = stages.FILES
    starts: int = 3
    inboxes: tuple[int, ...] = (10_000, 100_000)
    archives: tuple[int, ...] = (1_000, 10_000, 100_000)


LONG = Scale()
SHORT = Scale(
    files=200,
    baseline_files=20,
    warm_up=400,
    rounds=2,
    drops=8,
    load=250,
    stages=80,
    starts=1,
    inboxes=(10_000,),
    archives=(500, 2_000),
)


def measure_throughput(scale: Scale) -> Figures:
    """Both sides in turn on the same engines."""
    with engines_ready() as site:
        results = throughput.compare(
            site,
            files=scale.files,
            baseline_files=scale.baseline_files,
            warm_up=scale.warm_up,
            rounds=scale.rounds,
        )
    report = throughput.report_of(results)
    throughput.show(report)
    return report


def measure_stages(scale: Scale) -> Figures:
    """Reading, parsing and enriching in one process."""
    figures = stages.measure(stages.made_up(scale.stages))
    print("  ".join(f"{name} {value}" for name, value in figures.items()))
    return {"all": figures[f"ms for {CHARACTERS} characters"], **figures}


def measure_latency(scale: Scale) -> Figures:
    """File closed to searchable: of an idle archive, and while a delivery is worked on."""
    maker = IssueFiles()
    figures: Figures = {}
    with engines_ready() as site:
        ours(site, "warm-up", maker.draw(scale.warm_up // 10))
        run = Run(site, "latency", 1)
        user, password = site.addresses.admin
        with connect(site.addresses.elasticsearch_url, user=user, password=password) as client:
            inbox = run.home / "inbox"
            figures["idle"] = latency.summary(latency.measure(client, "articles-latency", inbox, scale.drops))
            run.prepare(maker.draw(scale.load))
            run.deliver()
            taken: list[float] = []
            while len(taken) < scale.drops and run.waiting():
                taken += latency.measure(client, "articles-latency", inbox, 1)
            figures["under load"] = latency.summary(taken)
        run.stop()
    for name, values in figures.items():
        print(f"{name:12}" + "  ".join(f"{key} {value}" for key, value in values.items()))
    return figures


def measure_startup(scale: Scale) -> Figures:
    """Engines from nothing to an answer."""
    measured = startup.measure(scale.starts)
    startup.show(measured, scale.starts)
    return {name: {"seconds": clock, "processor seconds": used} for name, (clock, used) in measured.items()}


def measure_scan(scale: Scale) -> Figures:
    """The watcher over inboxes full of files."""
    return {
        str(count): {step.name: {"CPU s": step.cpu_seconds, "s": step.seconds} for step in scan.measure_made(count)}
        for count in scale.inboxes
    }


def measure_growth(scale: Scale) -> Figures:
    """One archive, filled size by size."""
    rows = growth.measure(scale.archives, growth.SLICE_FILES, scale.warm_up // 2)
    grown = round(growth.growth(rows), 2)
    return {"rows": rows, "growth": grown, f"from {scale.archives[0]} to {scale.archives[-1]}": grown}


PARTS: dict[str, Callable[[Scale], Figures]] = {
    "stages": measure_stages,
    "startup": measure_startup,
    "scan": measure_scan,
    "latency": measure_latency,
    "growth": measure_growth,
    "throughput": measure_throughput,
}


def measure(names: Sequence[str], scale: Scale) -> tuple[dict[str, Figures], dict[str, str]]:
    """Run the parts in turn; return the figures of each, and the errors of those that failed."""
    figures: dict[str, Figures] = {}
    errors: dict[str, str] = {}
    for name in names:
        part = PARTS[name]
        print(f"\n## {name}: {part.__doc__}", flush=True)
        began = time.monotonic()
        try:
            figures[name] = part(scale)
        except Exception as error:  # noqa: BLE001 - whatever stopped one part says nothing of the others
            traceback.print_exc()
            errors[name] = f"{type(error).__name__}: {error}"
        print(f"({name} took {time.monotonic() - began:.0f} s)", file=sys.stderr, flush=True)
    return figures, errors


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # what was started is stopped on the way out
    scale = SHORT if options.short else LONG
    figures, errors = measure(options.only, scale)
    rows = judged(figures)
    if options.json:
        written = {"scale": asdict(scale), **figures, "targets": [asdict(row) for row in rows], "failed": errors}
        options.json.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n")
    print("\n## targets")
    print(table(rows))
    for name, error in errors.items():
        print(f"FAILED: {name}: {error}")
    if "throughput" in figures:
        print(throughput.last_line(figures["throughput"]))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
