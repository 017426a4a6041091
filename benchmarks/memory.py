"""Memory of a worker process under work: ``python -m benchmarks.memory FOLDER [--rounds N]`` (Linux).

Does what a worker does: imports the tasks, loads dictionaries and model once, forks, and has the child read, parse and
enrich every ``*.txt`` of the folder, several times over. Prints what the child holds in all (its resident set, most of
it shared with the parent), and what it added to the machine's memory by itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import worker.tasks  # noqa: F401 - a worker process holds Celery too
from worker.cli.parse import load_pipeline
from worker.settings import load_settings


def kilobytes(process: str, *names: str) -> dict[str, int]:
    """Return figures of a process from ``/proc``, in kB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    lines += Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    parts = [line.split() for line in lines]
    return {name: sum(int(part[1]) for part in parts if part[0] == f"{name}:") for name in names}


def work(folder: Path, rounds: int) -> None:
    """Fork a child that processes every file, and print its memory after each round."""
    pipeline = load_pipeline(load_settings())
    files = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    parent = kilobytes("self", "VmRSS")["VmRSS"] / 1024
    print(f"parent, dictionaries and model loaded: {parent:.0f} MB", flush=True)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        sys.exit(os.waitstatus_to_exitcode(status))
    for number in range(1, rounds + 1):
        articles = sum(len(pipeline.process(data).enrichments) for data in files)
        found = kilobytes("self", "VmRSS", "VmHWM", "Private_Dirty", "Private_Clean")
        own = (found["Private_Dirty"] + found["Private_Clean"]) / 1024
        print(
            f"child, round {number}, {articles} articles: resident {found['VmRSS'] / 1024:.0f} MB, "
            f"at most {found['VmHWM'] / 1024:.0f} MB, its own {own:.0f} MB",
            flush=True,
        )
    os._exit(0)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    work(options.folder, options.rounds)


if __name__ == "__main__":
    main()
