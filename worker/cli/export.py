"""``baoku export``: all articles that match a query, in a format other programs read."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from worker.app import connection
from worker.app.i18n import say_count
from worker.app.settings import load_settings
from worker.cli.render_search import error_view
from worker.cli.terminal import Terminal
from worker.enrichment import load_segmenter
from worker.indexing.client import failures_named
from worker.search import QueryError, Search
from worker.search.exporting import ExportFormat, exported

NO_HIT = 1
WRONG_INPUT = 2
TIMEOUT_SECONDS = 60.0

CONTEXT = {"ignore_unknown_options": True}
"""As for ``baoku search``: ``-调研`` is a part of a query, not an option."""


def export(
    query: Annotated[
        list[str] | None, typer.Argument(help="As for baoku search; nothing for every article.", show_default=False)
    ] = None,
    form: Annotated[ExportFormat, typer.Option("--format", help="What is written.")] = ExportFormat.JSONL,
    out: Annotated[
        Path | None, typer.Option(help="A file, instead of the standard output.", show_default=False)
    ] = None,
) -> None:
    """Write all articles that hold all of a query, by date. What jsonl writes, baoku reads again.

    Exit 0 with articles, 1 without, 2 when the query is wrong, 3 when an engine is away.
    """
    settings = load_settings()
    found = connection.find(settings)
    client = found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS)
    engine = Search(client, settings.articles_alias, load_segmenter(settings.dictionaries))
    count = 0
    with failures_named():
        try:
            documents = engine.export(" ".join(query or ()))
            first = next(documents, None)  # a wrong query is told before a file is made
        except QueryError as error:
            Terminal(stderr=True, soft_wrap=True).print(error_view(error))
            raise typer.Exit(WRONG_INPUT) from None

        all_of = itertools.chain([first] if first is not None else [], documents)

        def counted() -> Iterator[Mapping[str, Any]]:
            nonlocal count
            for document in all_of:
                count += 1
                yield document

        with out.open("wb") if out is not None else open(sys.stdout.fileno(), "wb", closefd=False) as file:
            for piece in exported(counted(), form):
                file.write(piece)
    if out is not None:
        Terminal(stderr=True, soft_wrap=True).print(
            say_count("{count} article written to {out}", "{count} articles written to {out}", count, out=out),
            markup=False,
        )
    if not count:
        raise typer.Exit(NO_HIT)
