"""Issue files by the thousand through the product, beside the plain baseline: ``python -m benchmarks.throughput``.

Starts the embedded engines with the heap that throughput is measured with, then in turn, round after round on the same
Redis and Elasticsearch: baoku (watcher, worker with a child a core) and the baseline (``benchmarks.baseline``). Every
round has the same files, the baseline the first of them; as many of a hundred are in traditional characters for either.
Prints CPU ms an article by process, articles/s and memory: medians of the rounds, their spread, and what each round
makes of both sides.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.issue_files import IssueFiles
from benchmarks.sides import BASELINE, OURS, engines_ready, ours, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.scale_out import Site
    from benchmarks.sides import Measured


def compare(
    site: Site, *, files: int, baseline_files: int, warm_up: int, rounds: int, simplified: bool = False
) -> list[Measured]:
    """Warm up, then run both sides in turn; return every round's figures."""
    pages = IssueFiles(simplified=simplified).draw(max(files, baseline_files, warm_up))
    ours(site, "warm-up", pages[:warm_up])
    results = []
    for number in range(rounds):
        for side, run, count in ((BASELINE, plain, baseline_files), (OURS, ours, files)):
            results.append(run(site, f"{side}-{number}", pages[:count]))
            last = results[-1]
            print(f"  round {number + 1}, {side}: {last.total:.2f} ms an article, {last.speed:.0f}/s", flush=True)
    return results


def summary(results: Sequence[Measured], side: str) -> dict[str, Any]:
    """Return the medians of a side's rounds, and the spread of the totals."""
    mine = [each for each in results if each.side == side]
    totals, speeds = [each.total for each in mine], [each.speed for each in mine]
    return {
        "articles a round": mine[0].articles,
        "rounds": len(mine),
        "CPU ms an article": round(statistics.median(totals), 3),
        "CPU from-to": [round(min(totals), 3), round(max(totals), 3)],
        "by process": {name: round(statistics.median(each.cpu[name] for each in mine), 3) for name in mine[0].cpu},
        "articles/s": round(statistics.median(speeds), 1),
        "articles/s from-to": [round(min(speeds), 1), round(max(speeds), 1)],
        "worker child unshared MB": round(statistics.median(each.child_unshared_mb for each in mine), 1),
        "worker parent resident MB": round(statistics.median(each.parent_resident_mb for each in mine), 1),
    }


def ratios(results: Sequence[Measured], of: Callable[[Measured], float]) -> list[float]:
    """Return ours over the baseline's figure, round by round: noise that both meet falls out."""
    mine, other = ([of(each) for each in results if each.side == side] for side in (OURS, BASELINE))
    return [one / two for one, two in zip(mine, other, strict=True)]


def show(report: dict[str, Any]) -> None:
    """Print the table of both sides, ending with the line that everything is measured by."""
    mine, other = report[OURS], report[BASELINE]
    print(f"{'':34}{OURS:>14}{BASELINE:>14}")
    rows = [(f"  {name}", mine["by process"][name], other["by process"][name]) for name in mine["by process"]]
    rows += [(name, mine[name], other[name]) for name in ("articles/s", "worker child unshared MB")]
    for name, one, two in [("CPU ms an article", mine["CPU ms an article"], other["CPU ms an article"]), *rows]:
        print(f"{name:<34}{one:>14}{two:>14}")
    for name in ("CPU from-to", "articles/s from-to"):
        spans = ["{}-{}".format(*side[name]) for side in (mine, other)]
        print(f"{name:<34}{spans[0]:>14}{spans[1]:>14}")
    print(f"Elasticsearch's share of all CPU: {report['elasticsearch share']:.0%}; speed ratio {report['speed ratio']}")
    print("CPU ratio, round by round: " + "  ".join(f"{each:.4f}" for each in report["ratios"]))
    print(
        "articles/s, times the baseline's, round by round: "
        + "  ".join(f"{each:.1f}" for each in report["speed ratios"])
    )
    print(last_line(report))


def last_line(report: dict[str, Any]) -> str:
    """Return the line that everything is measured by."""
    one, two = (report[side]["CPU ms an article"] for side in (OURS, BASELINE))
    return f"CPU an article: ours {one:.2f} ms, baseline {two:.2f} ms, ratio {report['ratio']:.4f}"


def report_of(results: Sequence[Measured]) -> dict[str, Any]:
    """Return everything as it is written to JSON."""
    mine, other = summary(results, OURS), summary(results, BASELINE)
    costs, speeds = ratios(results, lambda each: each.total), ratios(results, lambda each: each.speed)
    return {
        OURS: mine,
        BASELINE: other,
        "ratio": round(statistics.median(costs), 4),
        "ratios": [round(each, 4) for each in costs],
        "speed ratio": round(statistics.median(speeds), 2),
        "speed ratios": [round(each, 2) for each in speeds],
        "elasticsearch share": round(mine["by process"]["elasticsearch"] / mine["CPU ms an article"], 3),
    }


def main() -> None:
    """Run the rounds, print the table, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000, help="issue files a round for baoku")
    parser.add_argument("--baseline-files", type=int, default=150, help="issue files a round for the baseline")
    parser.add_argument("--warm-up", type=int, default=2000, help="files through baoku before the rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--simplified", action="store_true", help="no page in traditional characters")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # what was started is stopped on the way out
    with engines_ready() as site:
        results = compare(
            site,
            files=options.files,
            baseline_files=options.baseline_files,
            warm_up=options.warm_up,
            rounds=options.rounds,
            simplified=options.simplified,
        )
    report = report_of(results)
    if options.json:
        options.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    show(report)


if __name__ == "__main__":
    main()
