"""Names of what stands in a home: sidecars, reports, manifests, and the name of a file whose own is taken."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIDECAR_SUFFIX = ".yml"  # as it is archived; an inbox may have either
SIDECAR_SUFFIXES = (SIDECAR_SUFFIX, ".yaml")
REPORT_SUFFIX = ".error.json"
PARTS_SUFFIX = ".parts.json"
MANIFEST = ".manifest.jsonl"
LONGEST_NAME = 255  # bytes, on every file system in use


def printable(name: str) -> str:
    r"""Return a file name as text for documents, reports and logs: bytes that are no UTF-8 become ``\xNN``.

    Python carries such bytes as lone surrogates (os.fsdecode), which neither JSON nor Elasticsearch takes.
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def sidecars_of(path: Path) -> tuple[Path, ...]:
    """Return where a sidecar of ``path`` may stand: ``p01.txt.yml``, then ``p01.yml``; legal file names only."""
    places = [path.with_name(path.name + suffix) for suffix in SIDECAR_SUFFIXES]
    places += [path.with_suffix(suffix) for suffix in SIDECAR_SUFFIXES]
    return tuple(place for place in places if len(os.fsencode(place.name)) <= LONGEST_NAME)


def without_sidecar_suffix(name: str) -> str:
    """Return a sidecar's name without its suffix: that of the file it speaks of, or its stem."""
    return name[: -len(next(suffix for suffix in SIDECAR_SUFFIXES if name.lower().endswith(suffix)))]


def report_of(path: Path) -> Path:
    """Return where the report of a file in failed/ stands: ``NAME.error.json`` beside it."""
    return path.with_name(_short(path.name, REPORT_SUFFIX) + REPORT_SUFFIX)


def parts_report_of(path: Path) -> Path:
    """Return where the report of the parts stands that a file in the archive lost: ``NAME.parts.json`` in failed/."""
    return path.with_name(_short(path.name, PARTS_SUFFIX) + PARTS_SUFFIX)


def beside(path: Path, digest: str) -> Path:
    """Return the name a file takes when another content already has its own: ``p01-1a2b3c4d.txt``."""
    return path.with_name(f"{path.stem}-{digest[:8]}{path.suffix}")


def _short(name: str, suffix: str) -> str:
    """Return ``name`` cut so that ``name + suffix`` is a legal file name."""
    room = LONGEST_NAME - len(suffix.encode())
    raw = os.fsencode(name)
    return name if len(raw) <= room else raw[:room].decode(errors="ignore")
