"""Memory of a worker's child under work: ``python -m benchmarks.memory [FOLDER] [--files N]`` (Linux).

Does what a worker does, but for the engines: loads dictionaries and model, reads every table, forks, and has the child
work in jobs of a hundred files, from bytes to the requests that Elasticsearch would get, and give back what it can.
The files are made up (``benchmarks.issue_files``) or those of FOLDER, over and over. Prints what the child holds in all
(its resident set, most of it shared with the parent), what it added to the machine's memory by itself, and of that what
lies on pages it has inherited: the parent's, copied because something on them was counted or changed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import multiprocessing
import os
import resource
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import worker.queueing.tasks  # noqa: F401 - a worker process holds Celery too
from benchmarks.processes import resident_mb, unshared_mb
from worker.app.memory import GivingBack
from worker.app.settings import load_settings
from worker.app.sharing import leave_to_share, read_every_table
from worker.app.wiring import load_pipeline, versions_of
from worker.indexing import bulk
from worker.indexing.documents import article_documents
from worker.ingestion.pipeline import Processed
from worker.ingestion.taking import ENRICHED_TOGETHER, entry_of
from worker.job import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from worker.indexing import Versions
    from worker.ingestion.pipeline import Pipeline

ORDER = 100  # files
TELL_AFTER = (100, 500, 1000, 2000, 5000, 10_000)  # files
_PAGE = resource.getpagesize()
_MIB = 1 << 20
_EXCLUSIVE, _PRESENT = 1 << 56, 1 << 63  # bits of /proc/PID/pagemap


class Nowhere:
    """Takes bulk requests in the client's place."""

    def bulk(self, *, operations: bytes, **_: object) -> Mapping[str, Any]:
        """Return that everything is written: articles, two lines each."""
        return {"items": [{"index": {"status": 201}}] * (operations.count(b"\n") // 2)}


def writable() -> list[tuple[int, int]]:
    """Return the address ranges that this process may write."""
    ranges = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        where, rights = line.split()[:2]
        if "w" in rights:
            first, last = where.split("-")
            ranges.append((int(first, 16), int(last, 16)))
    return ranges


def copied_mb(ranges: Iterable[tuple[int, int]]) -> float:
    """Return how much of the ranges lies on pages that no other process maps."""
    count = 0
    with Path("/proc/self/pagemap").open("rb", buffering=0) as file:
        for first, last in ranges:
            file.seek(first // _PAGE * 8)
            entries = memoryview(file.read((last - first) // _PAGE * 8)).cast("Q")
            count += sum(entry & _PRESENT and entry & _EXCLUSIVE and 1 for entry in entries)
    return count * _PAGE / _MIB


def work(pipeline: Pipeline, files: Sequence[Path], versions: Versions) -> None:
    """Do one job: everything but moving the files and waiting for answers."""
    now = dt.datetime.now(dt.UTC)
    data = [path.read_bytes() for path in files]
    parsed = [pipeline.parse(each, path="/".join(path.parts[-3:])) for each, path in zip(data, files, strict=True)]
    parts = [parsed[at : at + ENRICHED_TOGETHER] for at in range(0, len(parsed), ENRICHED_TOGETHER)]
    outcomes = [each for part in parts for each in pipeline.enrich(part)]
    actions = []
    for path, each in zip(files, outcomes, strict=True):
        if not isinstance(each, Processed):  # held or refused
            continue
        job = Job(path.name, each.digest, revision=1)
        entry = entry_of(job, job.path, each)
        documents = article_documents(
            entry.issue,
            entry.enrichments,
            unit_id=entry.unit_id,
            job=job,
            ingested_at=now,
            versions=versions,
        )
        actions += [bulk.upsert("articles", document, job.revision) for document in documents]
    client: Any = Nowhere()
    bulk.send(client, actions)


def tell(done: int, inherited: Iterable[tuple[int, int]]) -> None:
    """Print this process's memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    own, resident = unshared_mb(os.getpid()), resident_mb(os.getpid())
    print(
        f"child, {done:5} files: its own {own:.0f} MB (on inherited pages {copied_mb(inherited):.0f}), resident"
        f" {resident:.0f} MB, at most {used.ru_maxrss / 1024:.0f} MB; CPU {used.ru_utime + used.ru_stime:.1f} s",
        flush=True,
    )


def make_up(count: int, folder: Path) -> None:
    """Write so many made-up files below ``folder``."""
    from benchmarks.issue_files import IssueFiles  # noqa: PLC0415 - takes memory that a worker does not have

    for file in IssueFiles().draw(count):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_text(file.text, encoding="utf-8")


def measure(files: Sequence[Path]) -> None:
    """Fork a child that does the files, and print its memory as it goes."""
    pipeline = load_pipeline(load_settings())
    versions = versions_of(pipeline.enricher)
    read_every_table(pipeline, versions)
    leave_to_share()
    print(f"parent, dictionaries and model loaded: {resident_mb(os.getpid()):.0f} MB", flush=True)
    inherited = writable()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        sys.exit(os.waitstatus_to_exitcode(status))
    giving_back = GivingBack()
    for at in range(0, len(files), ORDER):
        work(pipeline, files[at : at + ORDER], versions)
        giving_back.after_order()
        done = min(at + ORDER, len(files))
        if done in TELL_AFTER or done == len(files):
            tell(done, inherited)
    os._exit(0)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="of issue files; they are made up where it is left out")
    parser.add_argument("--files", type=int, default=2000, help="how many the child works on")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="baoku-memory-") as made:
        folder = options.folder or Path(made)
        if folder != options.folder:
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as maker:
                maker.submit(make_up, options.files, folder).result()
        measure(list(itertools.islice(itertools.cycle(sorted(folder.rglob("*.txt"))), options.files)))


if __name__ == "__main__":
    main()
