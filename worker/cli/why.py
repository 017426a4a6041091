"""``baoku why``: the whole history of one file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Group
from rich.text import Text

from worker.app import connection
from worker.app.i18n import say, say_count, sentences, told
from worker.app.settings import load_settings
from worker.cli.screen import OUTCOME_STYLES
from worker.cli.terminal import Terminal, complain
from worker.cli.words_of import decision_word, field_word, outcome_word
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.home.filing import Filing
from worker.home.names import printable
from worker.indexing import Archive
from worker.job import LIVE
from worker.monitoring.history import WAITING, on_disk, wanted, with_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from worker.app.settings import Settings
    from worker.monitoring.history import Event, Wanted

NOTHING = 1
ENGINE_AWAY = 3
TIMEOUT_SECONDS = 10.0
_DIGITS = 12  # of a digest, as shown


def why(
    name: Annotated[
        str,
        typer.Argument(
            help="The path a file was dropped or archived under, the id of an issue or article, or the first 8 or more "
            "digits of a digest.",
            show_default=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Tell what became of a file: each revision, when, why, and where it is now.

    Exit 0 when something is known, 1 when nothing is, 2 on wrong input, 3 when the ledger could not be asked.
    """
    if not name.strip("/. ") or "\0" in name:
        raise ConfigurationError("name a file, an issue or a digest")
    settings = load_settings()
    filing = Filing(settings.inbox, settings.archive, settings.failed)
    asked = wanted(name, (filing.inbox, filing.archive, filing.failed))
    events = on_disk(filing, asked)
    trouble = ""
    try:
        events = _with_ledger(settings, asked, events)
    except EngineUnavailableError as error:
        trouble = str(error)
    if as_json:
        values = {"name": printable(name), "events": [asdict(event) for event in events], "trouble": trouble}
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
    elif events:
        Terminal(soft_wrap=True, highlight=False).print(history_view(events))
    elif not trouble:
        Terminal(soft_wrap=True, highlight=False, markup=False).print(
            say("nothing is known of {name}", name=printable(name))
        )
    if trouble:
        if not as_json:
            complain(say("the folders' word alone: {trouble}", trouble=told(trouble)))
        raise typer.Exit(ENGINE_AWAY)
    if not events:
        raise typer.Exit(NOTHING)


def _with_ledger(settings: Settings, asked: Wanted, events: Sequence[Event]) -> list[Event]:
    """Ask the ledger for the name, for the contents found so far, and for what stands for their issues now.

    Raises:
        EngineUnavailableError: It cannot be asked.
    """
    found = connection.find(settings)
    with found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS) as client:
        archive = Archive(client, articles=settings.articles_alias, issues=settings.issues_alias)
        entries = archive.find(
            {*map(printable, asked.names), *(event.issue_id for event in events)} - {""},
            digest=asked.digest,
            digests={event.digest for event in events} - {""},
        )
    return with_ledger(events, entries, settings.inbox_id)


def history_view(events: Sequence[Event]) -> RenderableType:
    """Return one paragraph a revision, oldest first."""
    return Group(*(part for event in events for part in _lines(event)))


def _lines(event: Event) -> list[RenderableType]:
    when = event.found_at or event.at
    title = Text.assemble(
        (when.astimezone().strftime("%Y-%m-%d %H:%M:%S") if when is not None else say("now"), "dim"),
        "  ",
        (outcome_word(event.outcome), OUTCOME_STYLES.get(event.outcome, "")),
        f"  {event.path}",
    )
    facts = [f"sha256 {event.digest[:_DIGITS]}"] if event.digest else []
    if event.issue_id:
        facts.append(say("issue {id}", id=event.issue_id))
    if event.decision:
        facts.append(say("by decision: {decision}", decision=decision_word(event.decision)))
    if event.stated:
        stated = ", ".join(f"{field_word(key)} {value}" for key, value in event.stated.items())
        facts.append(say("stated: {stated}", stated=stated))
    if event.outcome in LIVE:
        facts.append(say_count("{count} article", "{count} articles", event.articles))
        if event.seconds is not None:
            facts.append(say("searchable after {seconds} s", seconds=f"{event.seconds:.1f}"))
        if event.in_index is not None:
            facts.append(say("in the index") if event.in_index else say("replaced since"))
    if event.attempts > 1:
        facts.append(say_count("{count} try", "{count} tries", event.attempts))
    lines: list[RenderableType] = [title, _indented(", ".join(facts), "dim")]
    if event.reason:
        lines.append(_indented(f"{event.code}: {sentences(event.reason, event.advice)}".strip(), "red"))
    for one in event.replaced:
        superseded = say(
            "superseded: {articles} articles of {unit} (archive/{archived})",
            articles=one["articles"],
            unit=one["unit_id"],
            archived=one["archived_as"],
        )
        lines.append(_indented(superseded, "yellow"))
        lines += [_indented(headline or say("(no headline)"), "dim", deep=2) for headline in one["headlines"]]
    lines += [_indented(say("conflict: {conflict}", conflict=told(conflict)), "yellow") for conflict in event.conflicts]
    lines.append(_indented(_whereabouts(event)))
    return lines


def _indented(text: str, style: str = "", deep: int = 1) -> Text:
    """Return a line that the terminal wraps by itself: names in it are there to be copied."""
    return Text("    " * deep + text, style=style)


def _whereabouts(event: Event) -> str:
    if event.place:
        return say("it is in {place}", place=told(event.place))
    if event.outcome == WAITING:
        return say("it waits to be queued")
    return say("it is in no folder of this home any more")
