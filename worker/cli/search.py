"""``baoku search``: find articles, read one."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
import typer

from worker.app import connection
from worker.app.i18n import say
from worker.app.settings import load_settings
from worker.cli.render_search import (
    document_view,
    error_view,
    more_line,
    nothing_view,
    results_json,
    results_view,
)
from worker.cli.terminal import Terminal, complain
from worker.enrichment import load_segmenter
from worker.indexing.client import failures_named
from worker.search import Order, QueryError, Request, Search, Suggestion
from worker.search.parser import unknown_fields

NO_HIT = 1
WRONG_INPUT = 2
TIMEOUT_SECONDS = 20.0
SIMILAR = 5
_ALIKE = 2  # characters that a name must share from its beginning to be offered instead

CONTEXT = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""For registering the command: ``-调研`` and ``-hello`` are parts of a query, not options; ``-h`` by itself is help."""
_HELP = ["-h"]


def search(
    ctx: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            help='Words; "exact phrase"; -without; 北碚 OR 沙坪坝; 记者:熊辉 日期:2023-10 标题: 人物: 报纸: 版:',
            show_default=False,
        ),
    ] = None,
    *,
    sort: Annotated[Order, typer.Option(help="How hits are sorted.")] = Order.RELEVANCE,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits on a page.")] = 10,
    after: Annotated[str, typer.Option(help="The next page: what the page before says.", show_default=False)] = "",
    collapse: Annotated[bool, typer.Option("--collapse", help="One hit a story: reprints under the first.")] = False,
    open_: Annotated[
        str, typer.Option("--open", metavar="ID", help="Show one whole article.", show_default=False)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Search the archive. Exit 0 with hits, 1 without, 2 when the query is wrong, 3 when an engine is away."""
    if query == _HELP:
        typer.echo(ctx.get_help())
        return
    settings = load_settings()
    found = connection.find(settings)
    client = found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS)
    engine = Search(client, settings.articles_alias, load_segmenter(settings.dictionaries))
    with failures_named():
        if open_:
            shown = _open(engine, open_, as_json=as_json)
        else:
            request = Request(" ".join(query or ()), order=sort, size=limit, after=after, collapse=collapse)
            shown = _search(engine, request, as_json=as_json)
    if not shown:
        raise typer.Exit(NO_HIT)


def _search(engine: Search, request: Request, *, as_json: bool) -> bool:
    try:
        results = engine.run(request)
    except QueryError as error:
        Terminal(stderr=True, soft_wrap=True).print(error_view(error))
        raise typer.Exit(WRONG_INPUT) from None
    if as_json:
        _print_json(results_json(results))
    elif results.hits:
        Terminal().print(results_view(results))
        if results.after:
            Terminal(soft_wrap=True).print(more_line(results))
    else:
        Terminal().print(nothing_view(_alike(engine, request.query), unknown_fields(request.query)))
    return bool(results.hits)


def _open(engine: Search, identifier: str, *, as_json: bool) -> bool:
    document = engine.article(identifier)
    if document is None:
        complain(say("no article has the id {id}", id=identifier))
        return False
    if as_json:
        _print_json(document)
    else:
        Terminal().print(document_view(document, engine.similar(identifier, size=SIMILAR)))
    return True


def _alike(engine: Search, query: str) -> tuple[Suggestion, ...]:
    """Return names that begin like the query, for a name that was not typed as it is printed."""
    try:
        return engine.suggest(query.strip()[:_ALIKE])
    except QueryError:  # begins with a mark: nothing to offer
        return ()


def _print_json(value: Any) -> None:
    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
