"""``baoku names``: who, where and which body a text or a file names, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table

from worker.app.i18n import say, told
from worker.app.settings import load_settings
from worker.app.wiring import load_pipeline
from worker.cli.reading import units_of
from worker.cli.terminal import Terminal
from worker.document.issue import Article, Issue, IssueIdentity
from worker.enrichment import enrichment_json
from worker.enrichment.names.stages import FOUND, REFUSED
from worker.ingestion.pipeline import Processed, with_notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.enrichment import Enrichment
    from worker.enrichment.explaining import Reason
    from worker.ingestion.pipeline import Pipeline

_FIELDS = (
    "people", "people_roles", "places", "place_divisions", "organizations", "bodies", "body_forms", "body_kinds",
    "mentions",
)  # fmt: skip


def names(
    text: Annotated[str, typer.Argument(help="A text, or the name of a file of any format it reads.")],
    explain: Annotated[bool, typer.Option("--explain", help="Say what found each name, and what was refused.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one article a line.")] = False,
) -> None:
    """Show the people, places and organisations of a text or a file; no engine is needed."""
    pipeline = load_pipeline(load_settings())
    console = Terminal()
    for issue in _issues(pipeline, text):
        for article, (enrichment, reasons) in zip(issue.articles, pipeline.enricher.explain(issue), strict=True):
            if as_json:
                typer.echo(orjson.dumps(_json(article, enrichment, reasons, explain=explain)).decode())
            else:
                console.print(_view(article, enrichment, reasons, explain=explain))


def _issues(pipeline: Pipeline, text: str) -> Iterator[Issue]:
    path = Path(text)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):  # longer than a name can be, or no name at all
        is_file = False
    if not is_file:
        yield Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=tuple(text.splitlines())),))
        return
    yield from (with_notices(unit.issue) for unit in units_of(pipeline, path, set()) if isinstance(unit, Processed))


def _json(article: Article, enrichment: Enrichment, reasons: tuple[Reason, ...], *, explain: bool) -> dict[str, Any]:
    values = enrichment_json(enrichment)
    found = {"ordinal": article.ordinal, "headline": article.headline, **{name: values[name] for name in _FIELDS}}
    if explain:
        found["reasons"] = [
            {
                **one._asdict(),
                "why": FOUND[one.found],
                "refused_why": REFUSED[one.refused] if one.refused else None,
            }
            for one in reasons
        ]
    return found


def _view(article: Article, enrichment: Enrichment, reasons: tuple[Reason, ...], *, explain: bool) -> Table:
    about = {(one.field, one.start, one.end): one for one in enrichment.mentions}
    table = Table(title=article.headline or None, title_justify="left", box=None)
    for heading in (say("name"), say("kind"), say("where"), say("more")):
        table.add_column(heading)
    if explain:
        table.add_column(say("why"))
    for one in reasons:
        if one.refused and not explain:
            continue
        mention = about.get((one.field, one.start, one.end))
        more = " ".join(filter(None, (mention.role, mention.division, mention.body))) if mention else ""
        row = [one.text, told(one.kind.value), f"{one.field} {one.start}-{one.end}", more]
        table.add_row(*row, *([_why(one)] if explain else []), style="dim" if one.refused else "")
    return table


def _why(one: Reason) -> str:
    """Return what found a name, how sure the model is, and what refused it."""
    weight = "" if one.weight is None else f" ({one.weight:.2f})"
    found = f"{told(FOUND[one.found])}{weight}"
    if one.refused is None:
        return found
    instead = f": {one.instead}" if one.instead else ""
    return say("refused: {why}", why=f"{told(REFUSED[one.refused])}{instead}")
