"""``baoku names``: who, where and which body a text or a file names, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from worker.app.i18n import say, told, told_error
from worker.app.settings import load_settings
from worker.app.wiring import load_pipeline
from worker.cli.reading import units_of
from worker.cli.terminal import Terminal, complain
from worker.cli.words_of import mention_word
from worker.document.enrichment import MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import enrichment_json
from worker.enrichment.names.stages import FOUND, REFUSED
from worker.errors import PermanentError
from worker.ingestion.pipeline import Processed, with_notices
from worker.readers.base import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from worker.document.enrichment import Enrichment, Mention
    from worker.enrichment.explaining import Reason
    from worker.ingestion.pipeline import Pipeline

FAILED = 1
_FIELDS = (
    "people", "people_roles", "places", "place_divisions", "organizations", "bodies", "body_forms", "body_kinds",
    "mentions",
)  # fmt: skip


def names(
    text: Annotated[
        str, typer.Argument(help="A text, or the name of a file of any format it reads.", show_default=False)
    ],
    explain: Annotated[bool, typer.Option("--explain", help="Say what found each name, and what was refused.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one article a line.")] = False,
) -> None:
    """Show the people, places and organisations of a text or a file; no engine is needed.

    Exit 1 when the file, or a part of it, cannot be read.
    """
    pipeline = load_pipeline(load_settings())
    console = Terminal(highlight=False)
    failed = False
    for issue in _issues(pipeline, text):
        if isinstance(issue, Rejected):
            complain(": ".join(filter(None, (text, issue.key, told_error(issue.error)))))
            failed = True
            continue
        for article, (enrichment, reasons) in zip(issue.articles, pipeline.enricher.explain(issue), strict=True):
            if as_json:
                typer.echo(orjson.dumps(_json(article, enrichment, reasons, explain=explain)).decode())
            else:
                console.print(names_view(article, enrichment, reasons, explain=explain))
    if failed:
        raise typer.Exit(FAILED)


def _issues(pipeline: Pipeline, text: str) -> Iterator[Issue | Rejected]:
    path = Path(text)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):  # longer than a name can be, or no name at all
        is_file = False
    if not is_file:
        yield Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=tuple(text.splitlines())),))
        return
    try:
        for unit in units_of(pipeline, path, set()):
            yield with_notices(unit.issue) if isinstance(unit, Processed) else unit
    except PermanentError as error:
        yield Rejected("", error)


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


def names_view(
    article: Article, enrichment: Enrichment, reasons: tuple[Reason, ...], *, explain: bool
) -> RenderableType:
    """Return the names of an article: each once with how often and where, or with ``explain`` each place and why."""
    about = {(one.kind, one.field, one.start, one.end): one for one in enrichment.mentions}
    rows = _reasons(reasons, about) if explain else _counted(enrichment.mentions)
    title = [Text(article.headline, style="bold")] if article.headline else []
    return Group(*title, rows if rows.row_count else Text(say("no names")))


def _reasons(reasons: tuple[Reason, ...], about: Mapping[tuple[MentionKind, str, int, int], Mention]) -> Table:
    table = _table(say("name"), say("kind of name"), say("where"), say("more"), say("why"))
    for one in reasons:
        mention = None if one.refused else about.get((one.kind, one.field, one.start, one.end))
        row = (one.text, mention_word(one.kind.value), _where(one), _more(mention) if mention else "", _why(one))
        table.add_row(*map(Text, row), style="dim" if one.refused else "")
    return table


def _counted(mentions: Sequence[Mention]) -> Table:
    table = _table(say("kind of name"), say("name"), say("times"), say("where"), say("more"))
    for kind in MentionKind:
        same: dict[str, list[Mention]] = {}
        for one in mentions:
            if one.kind is kind:
                same.setdefault(one.name, []).append(one)
        for name, each in same.items():
            more = " ".join(dict.fromkeys(filter(None, map(_more, each))))
            row = (mention_word(kind.value), name, str(len(each)), ", ".join(map(_where, each)), more)
            table.add_row(*map(Text, row))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    return table


def _where(one: Mention | Reason) -> str:
    return f"{one.field} {one.start}-{one.end}"


def _more(mention: Mention) -> str:
    return " ".join(filter(None, (mention.role, mention.division, mention.body)))


def _why(one: Reason) -> str:
    """Return what found a name, how sure the model is, and what refused it."""
    weight = "" if one.weight is None else f" ({one.weight:.2f})"
    found = f"{told(FOUND[one.found])}{weight}"
    if one.refused is None:
        return found
    instead = f": {one.instead}" if one.instead else ""
    return say("refused: {why}", why=f"{told(REFUSED[one.refused])}{instead}")
