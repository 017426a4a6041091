"""``baoku words``: names that the archive has seen often enough, as a dictionary for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from worker.app import connection
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
    console.print(f"{len(learned)} words, {len(learned.keys() - old)} of them new, {len(old - learned.keys())} gone")
    if not write:
        console.print(f"`baoku words --write` writes them to {path}", highlight=False)
        return
    if text == before:
        console.print(f"{path} holds them already", highlight=False)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())
    console.print(
        f"written to {path}: restart baoku to use them, then run `baoku reindex` for the articles that are there",
        highlight=False,
    )


def _view(new: Mapping[str, int], most: int | None) -> Table:
    table = Table("new word", "issues", box=None)
    ranked = sorted(new, key=lambda word: (-new[word], word))
    for word in ranked[:most]:
        table.add_row(word, str(new[word]))
    if len(ranked[most or len(ranked) :]):
        table.add_row(f"… and {len(ranked) - len(ranked[:most])} more", "")
    return table
