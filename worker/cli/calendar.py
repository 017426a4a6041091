"""``baoku calendar``: which days and pages of each paper are there, and which are missing from its own rhythm."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Annotated

import orjson
import typer
from rich.table import Table
from rich.text import Text

from worker.app import connection
from worker.app.holdings import archive_of
from worker.app.i18n import say, say_count
from worker.app.settings import Settings, load_settings
from worker.cli.terminal import Terminal
from worker.monitoring.calendar import ManifestReader, PaperSummary, Replacements, Year, summaries, year_of

NONE = 1


def calendar(
    paper: Annotated[str, typer.Argument(help="Name of a paper; without it, all in figures.")] = "",
    year: Annotated[
        int | None, typer.Option(min=2, max=dt.MAXYEAR - 1, help="Of that paper; its last by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show which issues are there and which are missing. Exit 1 when nothing of the paper is indexed."""
    settings = load_settings()
    found = connection.find(settings)
    archive = archive_of(settings, found, found.reader)
    papers = summaries(archive)
    if not paper:
        _print(papers, as_json=as_json)
        return
    known = next((one for one in papers if one.publication == paper), None)
    shown = year_of(archive, paper, year or known.last.year, _replacements(settings)) if known else None
    if shown is None:
        Terminal(stderr=True, soft_wrap=True).print(
            say("nothing of {paper} is indexed", paper=paper), markup=False, highlight=False
        )
        raise typer.Exit(NONE)
    if as_json:
        typer.echo(orjson.dumps(dataclasses.asdict(shown), option=orjson.OPT_INDENT_2).decode())
    else:
        _print_year(shown)


def _replacements(settings: Settings) -> Replacements:
    return ManifestReader(settings.archive).read()


def _print(papers: tuple[PaperSummary, ...], *, as_json: bool) -> None:
    if as_json:
        values = {"papers": [dataclasses.asdict(one) for one in papers]}
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title in (say("paper"), say("year"), say("days"), say("missing")):
        table.add_column(title)
    for one in papers:
        for number, of_year in enumerate(one.years):
            missing = Text(str(of_year.missing), style="red" if of_year.missing else "dim")
            table.add_row(Text("" if number else one.publication), str(of_year.year), str(of_year.days), missing)
    Terminal().print(table)


def _print_year(shown: Year) -> None:
    console = Terminal(soft_wrap=True, highlight=False)
    for day in shown.days:
        pages = " ".join(page.page or "?" for page in day.pages)
        line = Text.assemble(
            f"{day.date}  {pages}  ", (say_count("{count} article", "{count} articles", day.articles), "dim")
        )
        if day.missing_pages:
            line.append("  " + say("pages missing: {pages}", pages=" ".join(day.missing_pages)), style="red")
        if corrected := sum(page.corrected for page in day.pages):
            line.append("  " + say("corrected {times}x", times=corrected), style="yellow")
        if duplicates := sum(page.duplicates for page in day.pages):
            line.append("  " + say("dropped again {times}x", times=duplicates), style="yellow")
        console.print(line)
    for date in shown.missing:
        console.print(Text(f"{date}  {say('missing')}", style="red"))
