"""How search results look on a terminal. Pure: results in, text out; text from files is never read as markup."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from worker.app.i18n import say, say_count, told
from worker.cli.terminal import harmless
from worker.cli.words_of import kind_word
from worker.messages import message
from worker.search.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from worker.search import Facet, Hit, Marked, QueryError, Results, Suggestion

FOUND_STYLE = "bold black on yellow"
MAX_MONTHS = 12  # more are shown as years

FACET_LABELS = {
    "months": message("日期 date"),
    "publication": message("报纸 paper"),
    "edition": message("版本 edition"),
    "kind": message("体裁 kind"),
    "category": message("类别 category"),
    "people": message("人物 people"),
    "places": message("地点 places"),
    "divisions": message("地区 regions"),
    "organizations": message("机构 organisations"),
    "body_kinds": message("机构类型 kinds of organisations"),
    "keywords": message("关键词 keywords"),
}


def marked_text(content: Marked, style: str = "") -> Text:
    """Return text with what was found in it highlighted."""
    shown = Text(harmless(content.text), style=style)
    for mark in content.marks:
        shown.stylize(FOUND_STYLE, mark.start, mark.end)
    return shown


def hit_lines(hit: Hit) -> list[Text]:
    """Return one hit: kicker, headline, subtitle, where it stands, and excerpts, each a line that may be wrapped."""
    page = f"{hit.edition} {hit.page}版".lstrip() if hit.page else hit.edition
    about = [hit.publication, hit.date, page, hit.byline, hit.id]
    lines = [
        marked_text(hit.kicker, "cyan"),
        marked_text(hit.headline, "bold") if hit.headline.text else Text("(无题)", style="dim"),
        marked_text(hit.subtitle, "italic"),
        Text(harmless("  ".join(part for part in about if part)), style="green"),
    ]
    for excerpt in hit.excerpts:
        text = Text(" ").join(marked_text(excerpt.content).split())
        lines.append(Text.assemble("" if excerpt.opens else "…", text, "" if excerpt.closes else "…"))
    if hit.copies:
        lines.append(Text(say("same story: {ids}", ids=", ".join(hit.copies)), style="dim"))
    return [line for line in lines if line.plain]


def hits_table(hits: Sequence[Hit]) -> Table:
    """Return the hits of a page, numbered."""
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(style="dim", justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for number, hit in enumerate(hits, 1):
        table.add_row("", "")
        table.add_row(f"{number}.", Text("\n").join(hit_lines(hit)))
    return table


def facet_table(facets: Sequence[Facet]) -> Table:
    """Return how the hits are spread, one facet a row."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for facet in facets:
        counts = [(count.value, count.hits) for count in facet.counts]
        if facet.name == "months" and len(counts) > MAX_MONTHS:
            years: Counter[str] = Counter()
            for value, hits in counts:
                years[value[:4]] += hits
            counts = list(years.items())
        row = Text("  ").join(
            Text.assemble(harmless(_value(facet.name, value)), (f" {hits}", "dim")) for value, hits in counts
        )
        row.overflow = "fold"  # between values, not inside them
        table.add_row(say(FACET_LABELS.get(facet.name, facet.name)), row)
    return table


def _value(facet: str, value: str) -> str:
    if facet == "category" and value == "unknown":
        return say("unknown")
    return kind_word(value) if facet == "kind" else value


def results_view(results: Results) -> RenderableType:
    """Return a page of results."""
    summary = Text(say_count("{count} article", "{count} articles", results.total), style="bold")
    if results.stories is not None:
        summary.append(" " + say_count("in {count} story", "in {count} stories", results.stories))
    summary.append("  " + say("{number} ms", number=results.milliseconds), style="dim")
    rows: list[RenderableType] = [summary]
    if results.relaxed:
        rows.append(Text(say("No article holds all of it; these hold some of it."), style="yellow"))
    if results.hits:
        rows.append(hits_table(results.hits))
    if results.facets:
        rows += [Text(), facet_table(results.facets)]
    return Group(*rows)


def more_line(results: Results) -> Text:
    """Return how to see the next page; to be printed without wrapping, so that it can be copied."""
    return Text("\n" + say("more: the same command with --after {after}", after=results.after), style="dim")


def nothing_view(suggestions: Sequence[Suggestion], unknown: Sequence[str] = ()) -> RenderableType:
    """Return what is said when nothing was found.

    Args:
        suggestions: Names that begin alike.
        unknown: What may have been meant for a field, see ``worker.search.parser.unknown_fields``.
    """
    rows = [Text(say("no article holds it"), style="yellow")]
    for name in unknown:
        fields = " ".join(field.name for field in FIELDS)
        line = say("{name} is no field and was sought as text; the fields are {fields}", name=name, fields=fields)
        rows.append(Text(line, style="dim"))
    if suggestions:
        names = Text("  ").join(Text.assemble(harmless(one.text), (f" {one.articles}", "dim")) for one in suggestions)
        rows.append(Text.assemble((say("beginning alike: "), "dim"), names))
    return Group(*rows)


def error_view(error: QueryError) -> RenderableType:
    """Return what is wrong with a query, with carets under the place."""
    query, carets = error.pointer.split("\n")
    return Group(
        Text(f"baoku: {told(error.message)}", style="red"), Text(f"  {query}"), Text(f"  {carets}", style="red")
    )


def document_view(document: Mapping[str, Any], similar: Sequence[Hit] = ()) -> RenderableType:
    """Return a whole article as it stands in the index, and the articles most like it."""

    def line(text: str, style: str = "") -> Text:
        return Text(harmless(text), style=style)

    def people(name: str) -> str:
        return " ".join(f"{one.get('role', '')} {one.get('name', '')}".strip() for one in document.get(name, ()))

    def text(name: str) -> str:
        return str(document.get(name, ""))

    page = f"{text('edition')} {text('page')}版".lstrip() if text("page") else text("edition")
    about = "  ".join(part for part in (text("publication"), text("date"), page, text("column"), text("id")) if part)
    rows = [
        line(about, "green"),
        line(text("kicker"), "cyan"),
        line(text("headline"), "bold"),
        line(text("subtitle"), "italic"),
        line(people("byline"), "green"),
        line(text("editor_note"), "dim"),
        line(text("source_line"), "green"),
        *(line(paragraph) for paragraph in text("body").split("\n")),
        line(text("tail"), "dim"),
        *(line(f"[图] {caption}", "yellow") for caption in document.get("captions", ())),
        line(people("credits"), "yellow"),
    ]
    for name in ("people", "places", "organizations", "keywords"):
        values = "、".join(document.get(name, ()))
        rows.append(line(f"{say(FACET_LABELS.get(name, name))}: {values}" if values else "", "dim"))
    shown: list[RenderableType] = [row for row in rows if row.plain]
    if similar:
        shown += [Text(), line(say("more like this:"), "dim")]
        shown += [line(f"  {hit.id}  {hit.headline.text}") for hit in similar]
    return Group(*shown)


def results_json(results: Results) -> dict[str, Any]:
    """Return results as JSON values: the objects of ``worker.search`` field by field, marks as offsets."""
    return dataclasses.asdict(results)
