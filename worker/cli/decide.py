"""``baoku undo``, ``accept``, ``identify``, ``withdraw``: what a person decides about what is archived."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Annotated

import redis
import structlog
import typer

from worker.app import connection
from worker.app.holdings import filing_of
from worker.app.i18n import say, told
from worker.app.settings import load_settings
from worker.app.wiring import ingestion_of, load_pipeline
from worker.cli.patience import patience
from worker.cli.terminal import Terminal
from worker.cli.words_of import outcome_word
from worker.errors import ConfigurationError
from worker.home.originals import history
from worker.home.quarantine import Retried, quarantined
from worker.home.quarantine import retry as give_back
from worker.ingestion.decisions import Decisions, write_sidecar
from worker.parsing.identity.sidecar import SidecarError, parse_sidecar
from worker.queueing import broker
from worker.queueing.counters import Counters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from worker.app.settings import Settings
    from worker.ingestion.results import Result

_WAITS = 3  # one request, with its tries, is not waited for any longer than so many times its limit
Name = Annotated[
    str,
    typer.Argument(
        help="An issue's or article's id, the path a file was dropped under, its path in archive/, or the first digits "
        "of its SHA-256.",
        show_default=False,
    ),
]


def undo(
    name: Name,
    redo: Annotated[bool, typer.Option("--redo", help="Bring the later file back that an undo took out.")] = False,
) -> None:
    """Bring back what an issue replaced. The later file stays in archive/; --redo brings that back."""
    settings = load_settings()
    with _patience(settings):
        _tell(settings, _decisions(settings).undo(name, redo=redo))


def accept(name: Name) -> None:
    """Let a file take its place that is held, since it would drop most of an issue's articles."""
    settings = load_settings()
    with _patience(settings):
        _tell(settings, _decisions(settings).accept(name))


def identify(
    name: Name,
    *,
    publication: Annotated[str, typer.Option(help="The paper.", show_default=False)] = "",
    date: Annotated[str, typer.Option(help="Its date, for example 2023-10-27.", show_default=False)] = "",
    page: Annotated[str, typer.Option(help="The page, for example A02.", show_default=False)] = "",
    edition: Annotated[str, typer.Option(help="The edition, for example 号外.", show_default=False)] = "",
    number: Annotated[str, typer.Option(help="The paper's own number.", show_default=False)] = "",
) -> None:
    """Say which issue a file is: a conflict, a held file, one in failed/, or one that was identified wrongly.

    It is written as a sidecar beside the original, and holds for ever after.
    """
    given = {"publication": publication, "date": date, "page": page, "edition": edition, "number": number}
    stated = {key: value for key, value in given.items() if value}
    if not stated:
        raise ConfigurationError("say what it is: --publication, --date, --page, --edition or --number")
    _check_date(date)
    stated = parse_sidecar("".join(f"{key}: {_quoted(value)}\n" for key, value in stated.items()).encode())
    settings = load_settings()
    failed = [one for one in quarantined(settings.failed) if name in {one.stored, one.dropped} and not one.archived]
    if failed:
        filing = filing_of(settings)
        for one in failed:
            write_sidecar(settings.failed / one.stored, stated)
            done = give_back(filing, one)
            Terminal(soft_wrap=True, highlight=False, markup=False).print(f"{one.stored}: {told(done)}")
            if done is not Retried.MOVED:
                raise typer.Exit(1)
        return
    with _patience(settings):
        _tell(settings, _decisions(settings).identify(name, stated))


def _check_date(date: str) -> None:
    try:
        parse_sidecar(f"date: {_quoted(date)}\n".encode())
    except SidecarError as error:
        raise ConfigurationError(f"--date: {date} is no date: write it as 2023-10-27") from error


def withdraw(
    name: Name,
    back: Annotated[bool, typer.Option("--back", help="Put back what was withdrawn.")] = False,
) -> None:
    """Take an issue out of the index; its original goes to withdrawn/. With --back, put it back."""
    settings = load_settings()
    with _patience(settings):
        decisions = _decisions(settings)
        if back:
            _tell(settings, decisions.put_back(name))
            return
        console = Terminal(soft_wrap=True, highlight=False, markup=False)
        for unit in decisions.withdraw(name):
            console.print(say("withdrawn: {unit} (baoku withdraw --back {unit} puts it back)", unit=unit))


def _patience(settings: Settings) -> AbstractContextManager[None]:
    return patience(_WAITS * settings.engine_timeout_seconds)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _decisions(settings: Settings) -> Decisions:
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR)
    )  # what is done is told below
    found = connection.find(settings)
    ingestion = ingestion_of(settings, found, load_pipeline(settings))
    return Decisions(ingestion, tuple(history(settings.archive)))


def _tell(settings: Settings, results: Sequence[Result]) -> None:
    """Say what became of each file, and count it."""
    console = Terminal(soft_wrap=True, highlight=False, markup=False)
    for result in results:
        console.print(
            say(
                "{outcome}: {path} as {unit}, {articles} articles",
                outcome=outcome_word(result.outcome),
                path=result.job.path,
                unit=result.issue_id,
                articles=result.articles,
            )
        )
    with contextlib.suppress(redis.RedisError), broker.connect(connection.find(settings).redis_url) as client:
        Counters(client, settings.inbox_id).done(results)
