"""jieba's dictionary files, for what the segmenters do not tell of them."""

from __future__ import annotations

import functools
import importlib.util
import sys
from pathlib import Path

from worker.errors import ConfigurationError


def package_file(package: str, *parts: str) -> Path:
    """Return a data file of an installed package without importing it.

    Raises:
        ConfigurationError: The package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigurationError(f"the package {package} is not installed")
    return Path(spec.origin).parent.joinpath(*parts)


@functools.cache
def tags() -> dict[str, str]:
    """Return the part of speech of each word of jieba's dictionary.

    Raises:
        ConfigurationError: It is not installed.
    """
    lines = package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines()
    # word, frequency, tag; there are sixty tags, and as one object each they take no memory
    return {word: sys.intern(tag) for word, _, tag in (line.split(" ") for line in lines)}
