"""The compiled twin of the modules that read and enrich: used where one was made of these very sources.

``make compile`` has mypyc make machine code of :func:`sources` (``scripts/compile_worker.py``): the same results for
less. The twin lies in a folder named by the digest of what it was made of. An edited module therefore runs as it was
edited, as plain Python, until it is compiled again, and never as it was before.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

FOLDER = Path(__file__).parent / "_compiled"
PURE = "PURE_PYTHON"  # set to anything: plain Python, for who debugs or compares
_SUFFIX = EXTENSION_SUFFIXES[0]  # names the Python and the machine that it is for
_PACKAGES = ("enrichment", "parsing")
_MODULES = ("folding.py", "models.py", "reading/plausibility.py")
# What looks for its files beside itself, what others may inherit from, errors with class attributes, what runs seldom.
_PLAIN = {"lexicons.py", "enricher.py", "sidecar.py", "explain.py", "export.py", "learning.py", "filenames.py"}


def sources() -> list[Path]:
    """Return the modules that are compiled, sorted: where an article's time goes, and no I/O."""
    root = Path(__file__).parent
    packages = (path for package in _PACKAGES for path in (root / package).rglob("*.py"))
    modules = (path for path in packages if path.name != "__init__.py" and path.name not in _PLAIN)
    return sorted([*modules, *(root / name for name in _MODULES)])


def folder_of(modules: Sequence[Path]) -> Path:
    """Return where the twin of these modules belongs, as they are now, for this Python and machine."""
    digest = hashlib.sha256(_SUFFIX.encode())
    for path in modules:
        digest.update(path.read_bytes())
    return FOLDER / digest.hexdigest()[:16]


class _Finder(MetaPathFinder):
    """Finds modules in a folder of compiled ones, by their dotted names."""

    def __init__(self, folder: Path) -> None:
        files = folder.rglob(f"*{_SUFFIX}")
        self.files = {".".join(path.relative_to(folder).parts).removesuffix(_SUFFIX): path for path in files}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See the base class."""
        del path, target
        file = self.files.get(fullname)
        return importlib.util.spec_from_file_location(fullname, file) if file else None


def import_from(folder: Path) -> list[str]:
    """Import compiled modules from this folder from now on; return their names."""
    finder = _Finder(folder)
    sys.meta_path.insert(0, finder)
    return sorted(finder.files)


def use_compiled() -> bool:
    """Import the compiled twin from now on, where there is one; return whether there is."""
    if os.environ.get(PURE) or not FOLDER.is_dir():
        return False
    folder = folder_of(sources())
    return folder.is_dir() and bool(import_from(folder))
