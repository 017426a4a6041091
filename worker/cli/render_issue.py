"""How one parsed issue looks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from worker.app.i18n import say, told
from worker.cli.terminal import harmless
from worker.cli.words_of import kind_word
from worker.ingestion.pipeline import with_notices

if TYPE_CHECKING:
    from rich.console import RenderableType

    from worker.document.enrichment import Enrichment
    from worker.document.issue import Article, Contributor, Issue
    from worker.ingestion.pipeline import Processed


def people(contributors: tuple[Contributor, ...]) -> str:
    """Return names with their roles as one line: ``记者 熊辉 通讯员 曹文娟``."""
    return " ".join(f"{one.role} {one.name}".strip() for one in contributors)


def article_view(article: Article, enrichment: Enrichment | None = None) -> RenderableType:
    """Return a whole article; text from files is never read as markup."""
    lines = [
        Text(article.kicker, style="cyan"),
        Text(article.headline, style="bold"),
        Text(article.subtitle, style="italic"),
        Text(people(article.byline), style="green"),
        Text(article.source_line, style="green"),
        Text(article.editor_note, style="dim"),
        *(Text(paragraph) for paragraph in article.paragraphs),
        *(Text(f"[图] {caption}", style="yellow") for caption in article.captions),
        Text(people(article.credits), style="yellow"),
    ]
    if enrichment is not None:
        for name, values in (
            ("人物", enrichment.people),
            ("地点", enrichment.places),
            ("机构", enrichment.organizations),
            ("关键词", enrichment.keywords),
        ):
            lines.append(Text(f"{name}: {'、'.join(values)}" if values else "", style="dim"))
    return Group(*(Text(harmless(line.plain), style=line.style) for line in lines if line.plain))


def _measures(issue: Issue) -> str:
    return say(
        "encoding {encoding}, coverage {coverage}, confidence {confidence}",
        encoding=issue.encoding,
        coverage=f"{issue.coverage:.1%}",
        confidence=f"{issue.confidence:.2f}",
    )


def issue_view(name: str, processed: Processed) -> RenderableType:
    """Return a table of the articles of one issue, its contents box and its warnings."""
    issue = processed.issue
    identity = issue.identity
    page = identity.page and f"{identity.page}版"
    about = [processed.unit_id, identity.publication, str(identity.date or ""), identity.edition, page]
    table = Table(title=Text(f"{name}   {'  '.join(part for part in about if part)}"), title_justify="left")
    for title, width in (
        ("#", 3),
        (say("kind"), 6),
        (say("headline"), 44),
        (say("byline"), 18),
        (say("chars"), 6),
        (say("lines"), 12),
    ):
        table.add_column(title, max_width=width, overflow="fold")
    for article in with_notices(issue).articles:
        headline = Text()
        if article.kicker:
            headline.append(article.kicker + "\n", style="cyan")
        headline.append(article.headline, style="italic" if article.headline_derived else "bold")
        if article.subtitle:
            headline.append("\n" + article.subtitle, style="italic")
        spans = ", ".join(f"{span.first}-{span.last}" for span in article.lines)
        table.add_row(
            str(article.ordinal),
            kind_word(article.kind.value),
            headline,
            Text(people(article.byline) or people(article.credits)),
            str(article.characters),
            spans,
        )
    rows: list[RenderableType] = [table]
    rows.extend(
        Text(
            "  " + say("contents: {entry}", entry=f"{entry.page or '?'}版  {entry.kicker} {entry.headline}"),
            style="dim",
        )
        for entry in issue.contents
    )
    rows.append(Text(f"  {_measures(issue)}"))
    rows.extend(
        Text("  " + say("warning: {warning}", warning=told(warning)), style="yellow") for warning in issue.warnings
    )
    return Group(*rows)
