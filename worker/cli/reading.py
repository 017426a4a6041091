"""Files as the command line gives them, read unit by unit without any engine."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from worker.errors import PermanentError
from worker.home.files import names_in
from worker.home.names import SIDECAR_SUFFIXES, sidecars_of
from worker.ingestion.pipeline import Parsed, Pipeline, Processed
from worker.parsing.identity.sidecar import parse_sidecar
from worker.readers.base import Rejected, Source
from worker.readers.companions import rank

# Parts of a path that may say which issue it is. Beyond the nearest three, /home/zhang names no paper; 渝州日报 does.
_NAMED_BY = 6
_FAR_NAME = re.compile(r"[\d._-]+|.*[^\x00-\x7f].*")
_UP = 3  # folders above its own among which a page's other files may stand: layout/202310/27 beside content/202310/27
_ENRICHED_TOGETHER = 20
_BESIDE = frozenset(SIDECAR_SUFFIXES)


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files named, and those in the folders named: those that lead others first, then by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.is_file() and _is_issue(file, path))
            found.extend(sorted(inside, key=lambda file: (rank(file.name), file)))
        else:
            found.append(path)
    return found


def _is_issue(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return not hidden and file.suffix.lower() not in _BESIDE


def units_of(pipeline: Pipeline, path: Path, taken: set[Path]) -> Iterator[Processed | Rejected]:
    """Yield what a file holds, and the parts of it that cannot be read.

    Args:
        pipeline: Reads, parses and enriches.
        path: The file.
        taken: Gets the other files that were read along with it.

    Raises:
        PermanentError: The file, or all that comes after what was yielded, cannot be read.
        OSError: It cannot be opened.
    """
    source, digest = _source_of(path, pipeline.most_bytes(path.name), taken)
    found = pipeline.parse_all(source, digest, sidecar=sidecar_of(path))
    while lot := list(islice(found, _ENRICHED_TOGETHER)):
        enriched = iter(pipeline.enrich([one for one in lot if isinstance(one, Parsed)]))
        for one in lot:
            done = one if isinstance(one, Rejected) else next(enriched)
            yield Rejected(one.key, done) if isinstance(done, PermanentError) else done


def _source_of(path: Path, max_bytes: int, taken: set[Path]) -> tuple[Source, str]:
    name = _name_of(path)
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        if size > max_bytes:
            return Source(name, b"", _sibling(path, taken), lambda: path.open("rb"), size), digest
        file.seek(0)
        return Source(name, file.read(max_bytes + 1), _sibling(path, taken)), digest


def _name_of(path: Path) -> str:
    """Return the end of a path that says which issue a file is, as if it lay in an inbox."""
    *far, first, second, name = ("", "", *path.parts[-_NAMED_BY:])
    if path.is_absolute():
        far = [part for part in far if _FAR_NAME.fullmatch(part)]
    return "/".join(part for part in (*far, first, second, name) if part.strip("/"))


def _sibling(path: Path, taken: set[Path]) -> Callable[[str], bytes | None]:
    root = path.absolute().parent
    for _ in range(_UP):
        root = root.parent

    def read(name: str) -> bytes | None:
        wanted = Path(os.path.normpath(path.absolute().parent / name))
        if name.endswith("/") and wanted.is_relative_to(root):
            return names_in(wanted)
        if not wanted.is_relative_to(root) or wanted.is_symlink() or not wanted.is_file():
            return None
        if rank(wanted.name):
            taken.add(wanted)
        return wanted.read_bytes()

    return read


def sidecar_of(path: Path) -> dict[str, str]:
    """Return what the sidecar of a file says; nothing when it has none.

    Raises:
        PermanentError: The sidecar is not as it must be.
    """
    for candidate in sidecars_of(path):
        if candidate.is_file():
            return parse_sidecar(candidate.read_bytes())
    return {}
