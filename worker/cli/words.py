"""``baoku words``: names that the archive has seen often enough, as a dictionary for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from worker.app import connection
from worker.app.i18n import say
from worker.app.settings import load_settings
from worker.cli.terminal import Terminal
from worker.enrichment import load_segmenter
from worker.enrichment.learning import LEAST_ISSUES, dictionary_text, learned_words
from worker.home.moving import write_atomically
from worker.indexing.named import issues_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_SECONDS = 60.0
MOST_SHOWN = 40


def words(
    least: Annotated[int, typer.Option(min=1, help="Issues in which a name must stand.")] = LEAST_ISSUES,
    write: Annotated[bool, typer.Option("--write", help="Write the dictionary; else it is only shown.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help=f"Show more than {MOST_SHOWN} words.")] = False,
) -> None:
    """Learn names from bylines, credits and positions in the archive: words that no dictionary has."""
    settings = load_settings()
    found = connection.find(settings)
    counts = issues_by_name(found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS), settings.articles_alias)
    known = load_segmenter(settings.user_dictionaries)
    learned = learned_words(counts, known.has_word, least=least)
    text = dictionary_text(learned)
    path = settings.learned_words
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    old = {line.split()[0] for line in before.splitlines() if line.strip()}
    console = Terminal(soft_wrap=True)
    console.print(
        _view({word: learned[word] for word in learned if word not in old}, most=None if show_all else MOST_SHOWN)
    )
    console.print(
        say(
            "{words} words, {new} of them new, {gone} gone",
            words=len(learned),
            new=len(learned.keys() - old),
            gone=len(old - learned.keys()),
        )
    )
    if not write:
        console.print(say("`baoku words --write` writes them to {path}", path=path), highlight=False)
        return
    if text == before:
        console.print(say("{path} holds them already", path=path), highlight=False)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())
    written = say(
        "written to {path}: restart baoku to use them, then run `baoku reindex` for the articles that are there",
        path=path,
    )
    console.print(written, highlight=False)


def _view(new: Mapping[str, int], most: int | None) -> Table:
    table = Table(say("new word"), say("issues"), box=None)
    ranked = sorted(new, key=lambda word: (-new[word], word))
    for word in ranked[:most]:
        table.add_row(word, str(new[word]))
    if len(ranked[most or len(ranked) :]):
        table.add_row("… " + say("and {more} more", more=len(ranked) - len(ranked[:most])), "")
    return table
