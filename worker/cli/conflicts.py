"""``baoku conflicts``: files whose name and masthead contradict each other, and what is held for a decision."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from worker.app import connection
from worker.app.i18n import say, told
from worker.app.settings import load_settings
from worker.cli.terminal import Terminal
from worker.indexing import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.indexing import LedgerEntry

NONE = 1
TIMEOUT_SECONDS = 10.0


def conflicts(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """List what waits for a person: conflicts of name and masthead, held replacements. Exit 1 when nothing does."""
    settings = load_settings()
    found = connection.find(settings)
    with found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS) as client:
        archive = Archive(client, settings.articles_alias, settings.issues_alias)
        contested, held = archive.conflicts(), archive.held()
    if as_json:
        values = {"conflicts": [asdict(one) for one in contested], "held": [asdict(one) for one in held]}
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
    else:
        console = Terminal(soft_wrap=True, highlight=False, markup=False)
        for line in lines_of(contested, held):
            console.print(line)
    if not contested and not held:
        raise typer.Exit(NONE)


def lines_of(contested: Sequence[LedgerEntry], held: Sequence[LedgerEntry]) -> Iterator[str]:
    """Yield what is shown, a line each."""
    for one in contested:
        yield say(
            "conflict: {path} (archive/{archived}), kept as {unit}",
            path=one.path,
            archived=one.archived_as,
            unit=one.unit_id,
        )
        for each in one.conflicts:
            said = f"the {each['taken_from']} says {each['taken']}, the {each['other_from']} says {each['other']}"
            yield "    " + told(f"{each['field']}: {said}")
    for one in held:
        yield say(
            "held: {path} (archive/{archived}), meant for {unit}",
            path=one.path,
            archived=one.archived_as,
            unit=one.unit_id,
        )
        yield f"    {told(one.reason)}"
    if contested:
        yield say("To settle a conflict: baoku identify NAME --publication PAPER --date DATE --page PAGE")
    if held:
        yield say(
            "To let a held file take its place: baoku accept NAME; if it is another issue: baoku identify NAME ..."
        )
    if not contested and not held:
        yield say("nothing waits for a decision")
