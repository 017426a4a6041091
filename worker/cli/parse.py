"""``baoku parse``: articles out of files, without any engine."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from worker.app.i18n import sentences, told_error
from worker.app.settings import load_settings
from worker.app.wiring import load_pipeline
from worker.cli.explain import explained
from worker.cli.reading import files_of, units_of
from worker.cli.render_issue import issue_view
from worker.cli.terminal import Terminal, complain
from worker.cli.units_json import json_of
from worker.errors import ConfigurationError, NoArticleError, PermanentError
from worker.ingestion.pipeline import Processed
from worker.messages import message
from worker.readers.base import Rejected

FAILED = 1


def parse(
    files: Annotated[list[Path], typer.Argument(help="Files of any format it reads, or folders.", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="Write DIR/STEM.json for each file.", metavar="DIR")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show each line with its block and article.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one file a line.")] = False,
) -> None:
    """Show the articles of issue files; no engine is needed. Exit 1 when a file holds none or cannot be read."""
    pipeline = load_pipeline(load_settings())
    failed = False
    paths = files_of(files)
    if not paths:
        raise ConfigurationError("no file to read there: name files, or folders that hold some")
    if out is not None:
        _refuse_same_stems(paths)
        out.mkdir(parents=True, exist_ok=True)
    seen: set[tuple[str, str]] = set()
    taken: set[Path] = set()
    for path in paths:
        if path not in files and path.absolute() in taken:
            continue  # of a folder: another file brought it along
        try:
            # Each file of `--out` is whole by itself: that of a copy, too.
            told = seen if out is None else set[tuple[str, str]]()
            units = _told_once(_first_read(units_of(pipeline, path, taken)), path, told)
            if out is not None:
                _write(out / f"{path.stem}.json", units)
            elif as_json:
                for piece in json_of(units):
                    typer.echo(piece, nl=False)
            else:
                _show(units, path, explain=explain)
        except (PermanentError, OSError) as error:
            failed = True
            _tell(path, _told(error))
    if failed:
        raise typer.Exit(FAILED)


def _first_read(units: Iterator[Processed | Rejected]) -> Iterator[Processed | Rejected]:
    """Read up to the first unit before anything is shown or written; raise what a file without any has to say."""
    rejected: list[Processed | Rejected] = []
    for unit in units:
        rejected.append(unit)
        if isinstance(unit, Processed):
            return itertools.chain(rejected, units)
    if rejected and isinstance(rejected[0], Rejected):
        raise rejected[0].error
    raise NoArticleError("the file holds no article", "Look whether it was exported whole.")


def _told_once(
    units: Iterable[Processed | Rejected], path: Path, seen: set[tuple[str, str]]
) -> Iterator[Processed | Rejected]:
    """Yield units but those that another file gave already; tell of parts that cannot be read."""
    for unit in units:
        if isinstance(unit, Rejected):
            _tell(path, f"{unit.key}: {told_error(unit.error)}" if unit.key else told_error(unit.error))
        elif (unit.unit_id, unit.content) in seen:
            continue
        else:
            seen.add((unit.unit_id, unit.content))
        yield unit


def _show(units: Iterable[Processed | Rejected], path: Path, *, explain: bool) -> None:
    console = Terminal()
    for unit in units:
        if isinstance(unit, Processed):
            console.print(explained(unit) if explain else issue_view(path.name, unit))


def _write(target: Path, units: Iterable[Processed | Rejected]) -> None:
    with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=".", suffix=".json", delete=False) as file:
        try:
            for piece in json_of(units):
                file.write(piece)
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _tell(path: Path, what: str) -> None:
    complain(f"{path}: {what}")


def _told(error: PermanentError | OSError) -> str:
    """Return an error without the number and the name that Python puts around what the system says."""
    if isinstance(error, OSError):
        look = message("Look whether the name is right and the file may be read.")
        return sentences(error.strerror or str(error), look)
    return told_error(error)


def _refuse_same_stems(files: list[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        other = seen.setdefault(path.stem, path)
        if other != path:
            raise ConfigurationError(f"{other} and {path} would both be written to {path.stem}.json: parse them apart.")
