"""``baoku status``: files waiting, queue, ledger, the last issues."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from worker import broker
from worker.cli import connection
from worker.cli.screen import facts, latest_table
from worker.cli.services import archive_of
from worker.settings import load_settings
from worker.status import look

LATEST = 10


def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show how many files wait, what the queue holds and what became of the last issues."""
    settings = load_settings()
    found = connection.find(settings)
    archive = archive_of(settings, found, found.reader, timeout=10)
    snapshot = look(settings.inbox, broker.connect(found.redis_url), archive, settings.inbox_id)
    latest = archive.latest(LATEST) if snapshot.ledger is not None else ()
    if as_json:
        values: dict[str, Any] = asdict(snapshot)
        if snapshot.ledger is not None:
            values["ledger"]["outcomes"] = dict(snapshot.ledger.outcomes)
            values["ledger"]["reasons"] = dict(snapshot.ledger.reasons)
        values["latest"] = [asdict(issue) for issue in latest]
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
        return
    console = Console()
    console.print(facts(snapshot, str(settings.inbox)))
    if latest:
        console.print()
        console.print(latest_table(latest))
