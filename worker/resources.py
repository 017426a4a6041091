"""The files that come with the program: index definitions and the sample page.

In a wheel they lie inside the package (``_mappings``, ``_samples``), in a checkout beside it (``mappings/``,
``samples/``), where people look for them; this module knows both places so that nothing else has to.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_SAMPLE = "000_7c9244e943033ee6.txt"


def mapping_path(name: str) -> Path:
    """Return the path of an index definition or Kibana object, for example ``articles.json``.

    Args:
        name: Relative to ``mappings/``, with its suffix. A file that does not exist is found out by reading it.
    """
    return _folder("mappings") / name


def sample_path() -> Path:
    """Return the path of the sample page: one page of a Chinese newspaper as a PDF's text layer leaves it."""
    return _folder("samples") / _SAMPLE


def _folder(name: str) -> Path:
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name
