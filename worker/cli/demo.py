"""``baoku demo``: the main job once, with every real part, over a home of its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from worker.app.holdings import archive_of
from worker.app.i18n import say
from worker.app.settings import Settings, load_settings
from worker.cli.ingest import copy_in
from worker.cli.render_issue import article_view
from worker.cli.render_search import results_view
from worker.cli.running import Running, Stopped, running
from worker.cli.terminal import Terminal
from worker.cli.up import watch_over
from worker.document.issue import Article, Contributor
from worker.enrichment import load_segmenter
from worker.errors import ConfigurationError
from worker.resources import sample_path
from worker.search import Order, Request, Search

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

WAIT_SECONDS = 90.0
LOOK_SECONDS = 0.05
SAMPLE_ARTICLES = 5
# A query and how many of the sample's articles hold it: a name, two ideas, an exact phrase with a reporter.
SEARCHES = (("黄祖英", 3), ("乡村振兴 古镇", 1), ('"高质量发展" 记者:熊辉', 3))
WRONG = 1
_RULE = 80  # columns: in a pipe there is no width to fill


def demo(
    keep: Annotated[bool, typer.Option("--keep", help="Leave it running, with the live screen.")] = False,
) -> None:
    """Drop the sample page into a home of its own, and search it. Exit 1 when anything is not as it must be."""
    base = load_settings()
    if not base.embedded:
        raise ConfigurationError("the demo runs its own engines: unset REDIS_URL and ELASTICSEARCH_URL first")
    settings = load_settings(home=base.home_path / "demo", page_concurrency=0)  # the sample is a text
    console = Terminal()
    wrong: list[str] = []
    try:
        with running(settings, console) as parts:
            wrong = _show(settings, parts, console)
            if keep and not wrong:
                watch_over(settings, parts, console)
    except (KeyboardInterrupt, Stopped):
        if not keep:
            wrong.append(say("interrupted"))
    for line in wrong:
        console.print(say("wrong: {what}", what=line), style="bold red", markup=False)
    if wrong:
        raise typer.Exit(WRONG)
    console.print("\n" + say("All as it must be; nothing is left running."), style="green")


def _show(settings: Settings, parts: Running, console: Console) -> list[str]:
    """Do the job; return what was not as it must be, one line each."""
    sample = sample_path()
    archive = archive_of(settings, parts.connection, parts.connection.reader)
    search = Search(archive.client, settings.articles_alias, load_segmenter(settings.dictionaries))
    console.print(
        "\n" + say("Dropping {name} into {inbox}", name=sample.name, inbox=settings.inbox),
        soft_wrap=True,
        highlight=False,
    )
    dropped = time.monotonic()
    target = copy_in(sample, settings.inbox / sample.name)
    while target.exists() or archive.counts().articles < SAMPLE_ARTICLES:
        parts.keep()
        if time.monotonic() - dropped > WAIT_SECONDS:
            late = say(
                "not searchable after {seconds} s: see {logs}",
                seconds=round(WAIT_SECONDS),
                logs=settings.state / "logs",
            )
            return [late]
        time.sleep(LOOK_SECONDS)
    took = f"{time.monotonic() - dropped:.1f}"
    console.print(say("Searchable after {seconds} s", seconds=took) + "\n", highlight=False)

    wrong = []
    everything = search.run(Request("", order=Order.OLDEST, size=SAMPLE_ARTICLES * 2))
    if everything.total != SAMPLE_ARTICLES:
        wrong.append(say("{found} articles, not {expected}", found=everything.total, expected=SAMPLE_ARTICLES))
    for hit in sorted(everything.hits, key=lambda hit: hit.id):
        document = search.article(hit.id)
        if document is not None:
            console.print(Rule(Text(hit.id), align="left", style="dim"), width=min(console.width, _RULE))
            console.print(Padding(article_view(_shortened(document)), (0, 2)))
    for query, expected in SEARCHES:
        console.print()
        console.print(Rule(Text(f"baoku search {query}"), style="cyan"), width=min(console.width, _RULE))
        results = search.run(Request(query, facets=False))
        console.print(results_view(results))
        marked = all(hit.headline.marks or any(part.content.marks for part in hit.excerpts) for hit in results.hits)
        if results.total != expected or results.relaxed:
            wrong.append(
                say(
                    "{query} finds {found} articles, not {expected}",
                    query=query,
                    found=results.total,
                    expected=expected,
                )
            )
        if not marked:
            wrong.append(say("{query}: a hit without a mark", query=query))
    return wrong


def _shortened(document: Mapping[str, Any]) -> Article:
    """Return an article as the index has it, with only the first paragraph of its body."""
    paragraphs = document.get("body", "").split("\n")
    more = len(paragraphs) - 1
    return Article(
        ordinal=document["ordinal"],
        kicker=document.get("kicker", ""),
        headline=document.get("headline", ""),
        subtitle=document.get("subtitle", ""),
        byline=tuple(Contributor(**one) for one in document.get("byline", ())),
        paragraphs=(paragraphs[0], *([say("(+ {more} paragraphs)", more=more)] if more else [])),
        captions=tuple(document.get("captions", ())),
        credits=tuple(Contributor(**one) for one in document.get("credits", ())),
    )
