"""``baoku reindex``: the whole index anew from the originals, while ingestion goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from worker.app import connection
from worker.app.holdings import archive_of
from worker.app.i18n import say, told, told_error
from worker.app.settings import load_settings
from worker.app.wiring import load_pipeline, versions_of
from worker.cli.terminal import Terminal
from worker.home.originals import originals
from worker.home.quarantine import failure_of, quarantined
from worker.indexing import Versions
from worker.indexing.ledger import failure_id
from worker.indexing.reindex import rebuild
from worker.ingestion.page_images import keep_lines, restore_images
from worker.ingestion.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from worker.app.settings import Settings
    from worker.errors import IngestError
    from worker.indexing import Archive, RebuildReport, Settled

MOST_TOLD = 20
TIMEOUT_SECONDS = 120.0


def reindex(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object: what is otherwise than before, unit by unit.")
    ] = False,
) -> None:
    """Build the index anew from archive/, and change over in one step; searches and drops go on. Safe to run again."""
    settings = load_settings()
    found = connection.find(settings)
    pipeline = load_pipeline(settings)
    console = Terminal(stderr=as_json)
    archive = archive_of(settings, found, found.admin, timeout=TIMEOUT_SECONDS)
    every = originals(settings.archive)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task(say("originals"), total=len(every))
        replay = Replay(pipeline, settings.home_path, every, settings.inbox_id, told=lambda: progress.advance(bar))
        if settings.page_images:
            replay.read = partial(keep_lines, settings.archive)
        report = rebuild(
            archive,
            replay.batches(),
            versions=versions_of(pipeline.enricher),
            shards=settings.shards,
            replicas=settings.replicas,
        )
    console.print(
        say(
            "{articles} articles of {issues} issues in {index}",
            articles=report.articles,
            issues=report.issues,
            index=report.indices[0],
        )
    )
    _tell_changes(console, replay, report)
    entered = _enter_failures(archive, settings)
    if entered:
        console.print(say("{entered} failures entered from failed/", entered=entered))
    if settings.page_images:
        names = (original.archived for original in every if not original.is_withdrawal)
        drawn = restore_images(settings.archive, names, pipeline.max_page_bytes)
        if drawn:
            console.print(say("page images of {drawn} originals made again", drawn=drawn))
    for settled in report.rejected:
        line = say("refused: {path}: {reason}", path=settled.job.path, reason=_told(settled.error))
        console.print(line, style="red", markup=False, soft_wrap=True)
    if as_json:
        typer.echo(orjson.dumps(changes_of(replay, report), option=orjson.OPT_INDENT_2).decode())


def changes_of(replay: Replay, report: RebuildReport) -> dict[str, Any]:
    """Return what a rebuild did, and what is otherwise than before, for programs."""

    def units(settled: Sequence[Settled]) -> list[dict[str, str]]:
        return [
            {"path": one.job.path, "unit_id": one.unit_id, "reason": str(one.error) if one.error else ""}
            for one in settled
        ]

    return {
        "index": report.indices[0],
        "issues": report.issues,
        "articles": report.articles,
        "identified_otherwise": [
            {"path": path, "before": before, "after": after} for path, before, after in replay.renamed
        ],
        "conflicts": units(report.contested),
        "held": units(report.held),
        "refused": units(report.rejected),
        "left": [{"archived": original.archived, "reason": reason} for original, reason in replay.left],
        "carried_over": list(report.carried),
    }


def _told(error: IngestError | None) -> str:
    return told_error(error) if error is not None else ""


def _tell_changes(console: Console, replay: Replay, report: RebuildReport) -> None:
    """Say what is otherwise than before: what this version identifies, replaces or holds in another way."""
    for original, reason in replay.left:
        line = say("left as it is: {path}: {reason}", path=original.archived, reason=told(reason))
        console.print(line, style="yellow", markup=False, soft_wrap=True)
    if report.carried:
        console.print(say("{carried} ledger entries carried over from the old index", carried=len(report.carried)))
    if replay.renamed:
        console.print(
            say("{renamed} issues are identified otherwise than before:", renamed=len(replay.renamed)), style="yellow"
        )
        for path, before, after in replay.renamed[:MOST_TOLD]:
            console.print(f"  {path}: {before} -> {after}", markup=False, soft_wrap=True)
        if len(replay.renamed) > MOST_TOLD:
            console.print("  " + say("and {more} more", more=len(replay.renamed) - MOST_TOLD))
    if report.conflicts:
        console.print(
            say(
                "{conflicts} conflicts between name and masthead: `baoku conflicts` lists them",
                conflicts=report.conflicts,
            ),
            style="yellow",
        )
    for one in report.held:
        line = say("held: {path}: {reason}", path=one.job.path, reason=_told(one.error))
        console.print(line, style="yellow", markup=False, soft_wrap=True)


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
