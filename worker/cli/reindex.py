"""``baoku reindex``: the whole index anew from the originals, while ingestion goes on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from worker.app import connection
from worker.app.settings import load_settings
from worker.app.wiring import archive_of, load_pipeline, versions_of
from worker.cli.reading import sidecar_of
from worker.cli.terminal import Terminal
from worker.errors import PermanentError
from worker.home.originals import originals, read_original
from worker.home.quarantine import failure_of, quarantined
from worker.indexing import Versions
from worker.indexing.ledger import failure_id
from worker.indexing.reindex import rebuild
from worker.ingestion.ingest import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.app.settings import Settings
    from worker.home.originals import Original
    from worker.indexing import Archive, Entry
    from worker.ingestion.pipeline import Parsed, Pipeline

BATCH = 20  # issues a bulk, as in ingestion
TIMEOUT_SECONDS = 120.0


def reindex() -> None:
    """Build the index anew from archive/, and change over in one step; searches and drops go on. Safe to run again."""
    settings = load_settings()
    found = connection.find(settings)
    pipeline = load_pipeline(settings)
    console = Terminal()
    archive = archive_of(settings, found, found.admin, timeout=TIMEOUT_SECONDS)
    every = originals(settings.archive)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        report = rebuild(
            archive,
            _batches(settings, pipeline, every, progress, console),
            versions=versions_of(pipeline.enricher),
            shards=settings.shards,
            replicas=settings.replicas,
        )
    console.print(f"{report.articles} articles of {report.issues} issues in {report.indices[0]}")
    if report.carried:
        console.print(f"{len(report.carried)} ledger entries carried over from the old index")
    entered = _enter_failures(archive, settings)
    if entered:
        console.print(f"{entered} failures entered from failed/")
    for settled in report.rejected:
        console.print(f"refused: {settled.job.path}: {settled.error}", style="red", markup=False)


def _enter_failures(archive: Archive, settings: Settings) -> int:
    """Enter what failed/ tells and the ledger does not know: it was made anew from a backup. Return how many."""
    # the last to fail comes last: of several files with one content, the ledger has the one that failed last
    found = reversed(quarantined(settings.failed))
    told = {failure_id(one.digest): one for one in found if one.digest and one.revision}
    known = archive.look_up(told)
    absent = [one for identifier, one in told.items() if identifier not in known]
    for one in absent:
        made_with = dict(one.versions)
        versions = Versions(*(made_with.get(name, "") for name in ("parser", "enricher", "dictionary")))
        archive.record_failures([failure_of(one, settings.inbox_id)], versions, at=one.failed_at)
    return len(absent)


def _batches(
    settings: Settings, pipeline: Pipeline, every: list[Original], progress: Progress, console: Console
) -> Iterator[list[Entry]]:
    bar = progress.add_task("issues", total=len(every))
    for start in range(0, len(every), BATCH):
        originals_in_hand = every[start : start + BATCH]
        parsed: list[tuple[Original, Parsed]] = []
        for original in originals_in_hand:
            try:
                data = read_original(settings.archive, original, pipeline.max_bytes)
                sidecar = sidecar_of(settings.archive / original.archived)
                parsed.append((original, pipeline.parse(data, path=original.job.path, sidecar=sidecar)))
            except (PermanentError, OSError) as error:
                _leave(console, original, error)
        batch: list[Entry] = []
        for (original, _), processed in zip(parsed, pipeline.enrich([one for _, one in parsed]), strict=True):
            if isinstance(processed, PermanentError):
                _leave(console, original, processed)
                continue
            job = dataclasses.replace(original.job, digest=processed.digest)
            entry = entry_of(job, original.archived, processed, settings.inbox_id)
            batch.append(dataclasses.replace(entry, indexed_at=original.indexed_at, attempts=original.attempts))
        progress.advance(bar, len(originals_in_hand))
        if batch:
            yield batch


def _leave(console: Console, original: Original, error: Exception) -> None:
    console.print(f"left as it is: {original.archived}: {error}", style="yellow", markup=False)
