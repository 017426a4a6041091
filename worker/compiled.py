"""Refuses extension modules that were made of other sources than those beside them.

``make compile`` puts extension modules beside the sources of a checkout, and Python prefers them: an edited module
would silently run as it was before. An installed wheel has no manifest, and nobody edits what is installed.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

_PACKAGE = Path(__file__).parent


def refuse_stale(package: Path = _PACKAGE) -> None:
    """Look whether the extensions beside the sources are made of these.

    Raises:
        ImportError: They are not: compile again, or take them away.
    """
    try:
        manifest = (package / "compiled.json").read_bytes()
    except FileNotFoundError:
        return
    for name, digest in json.loads(manifest)["made_of"].items():
        source = package.parent / name
        if source.is_relative_to(package) and not (source.exists() and _digest(source) == digest):
            raise ImportError(
                f"{name} was changed after it was compiled: run `make compile` again, or `make plain` for plain Python"
            )


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()
