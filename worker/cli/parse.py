"""``baoku parse``: articles out of files, without any engine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from worker.app.settings import load_settings
from worker.app.wiring import load_pipeline
from worker.cli.explain import explained
from worker.cli.render_issue import issue_view
from worker.cli.terminal import Terminal
from worker.errors import ConfigurationError, PermanentError
from worker.home.filing import sidecars_of, write_atomically
from worker.ingestion.pipeline import Pipeline, Processed, processed_json
from worker.parsing.identity.sidecar import parse_sidecar

FAILED = 1


def parse(
    files: Annotated[list[Path], typer.Argument(help="Issue files: the text of one page each.", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="Write DIR/STEM.json for each file.", metavar="DIR")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show each line with its block and article.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one issue a line.")] = False,
) -> None:
    """Show the articles of issue files; no engine is needed. Exit 1 when a file holds none or cannot be read."""
    console = Terminal()
    pipeline = load_pipeline(load_settings())
    failed = False
    if out is not None:
        _refuse_same_stems(files)
        out.mkdir(parents=True, exist_ok=True)
    for path in files:
        try:
            processed = _process(pipeline, path)
        except (PermanentError, OSError) as error:
            failed = True
            Terminal(stderr=True, soft_wrap=True).print(f"baoku: {path}: {_told(error)}", style="red", markup=False)
            continue
        if out is not None:
            encoded = orjson.dumps(processed_json(processed), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
            write_atomically(out / f"{path.stem}.json", encoded)
        elif as_json:
            typer.echo(orjson.dumps(processed_json(processed)))
        elif explain:
            console.print(explained(processed))
        else:
            console.print(issue_view(path.name, processed))
    if failed:
        raise typer.Exit(FAILED)


def _told(error: Exception) -> str:
    """Return an error without the number and the name that Python puts around what the system says."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}. Look whether the name is right and the file may be read."
    return str(error)


def _process(pipeline: Pipeline, path: Path) -> Processed:
    with path.open("rb") as file:
        data = file.read(pipeline.max_bytes + 1)
    return pipeline.process(data, path="/".join(path.parts[-3:]).lstrip("/"), sidecar=sidecar_of(path))


def sidecar_of(path: Path) -> dict[str, str]:
    """Return what the sidecar of a file says; nothing when it has none.

    Raises:
        PermanentError: The sidecar is not as it must be.
    """
    for candidate in sidecars_of(path):
        if candidate.is_file():
            return parse_sidecar(candidate.read_bytes())
    return {}


def _refuse_same_stems(files: list[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in files:
        other = seen.setdefault(path.stem, path)
        if other != path:
            raise ConfigurationError(f"{other} and {path} would both be written to {path.stem}.json: parse them apart.")
