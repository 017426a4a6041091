"""``baoku health``: whether work is done, for people and for whatever restarts containers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.table import Table
from rich.text import Text

from worker.app import connection
from worker.app.i18n import say, told
from worker.app.settings import MIB, load_settings
from worker.cli.terminal import Terminal
from worker.cli.words_of import part_word
from worker.indexing import Archive
from worker.monitoring.health import Limits, judge, look
from worker.queueing import broker

if TYPE_CHECKING:
    from worker.app.settings import Settings

UNHEALTHY = 1
TIMEOUT_SECONDS = 5.0


def limits_of(settings: Settings) -> Limits:
    """Return what the settings allow."""
    return Limits(
        stall_seconds=settings.stall_seconds,
        hard_limit_seconds=settings.hard_time_limit_seconds,
        min_free_bytes=int(settings.min_free_mb * MIB),
    )


def health(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Tell whether files are taken, worked on and stored. Exit 1 when not, 3 when no baoku runs here."""
    settings = load_settings()
    found = connection.find(settings)
    with (
        broker.connect(found.redis_url) as client,
        found.elasticsearch(found.writer, timeout=TIMEOUT_SECONDS) as elasticsearch,
    ):
        archive = Archive(elasticsearch, settings.articles_alias, settings.issues_alias)
        limits = limits_of(settings)
        checks = judge(look(settings.home_path, client, archive, limits, settings.inbox_id), limits)
    healthy = all(check.healthy for check in checks)
    if as_json:
        typer.echo(orjson.dumps({"healthy": healthy, "checks": [asdict(check) for check in checks]}).decode())
    else:
        table = Table.grid(padding=(0, 2))
        for overflow in ("ignore", "ignore", "fold"):
            table.add_column(overflow=overflow)
        for check in checks:
            state = Text(say("well"), style="green") if check.healthy else Text(say("unhealthy"), style="bold red")
            table.add_row(state, part_word(check.name), Text(told(check.detail)))
        Terminal().print(table)
    if not healthy:
        raise typer.Exit(UNHEALTHY)
