"""jieba's dictionary file, for what the segmenters do not tell of it."""

from __future__ import annotations

import bisect
import importlib.util
import itertools
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator


def package_file(package: str, *parts: str) -> Path:
    """Return a data file of an installed package without importing it.

    Raises:
        ConfigurationError: The package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigurationError(f"the package {package} is not installed")
    return Path(spec.origin).parent.joinpath(*parts)


class Dictionary:
    """Lines of ``word frequency tag`` in order of their bytes; 350,000 of them as one block rather than as objects.

    Args:
        data: The file.
    """

    def __init__(self, data: bytes) -> None:
        lines = data.splitlines()
        lines.sort()
        self._data = b"\n".join(lines)
        self._starts = array("I", itertools.accumulate((len(line) + 1 for line in lines), initial=0))

    def tag_of(self, word: str) -> str:
        """Return the tag of a word, "" for one that the dictionary does not have."""
        wanted = word.encode("utf-8", "surrogatepass") + b" "
        length = len(wanted)
        data = self._data
        number = bisect.bisect_left(
            self._starts, wanted, 0, len(self._starts) - 1, key=lambda start: data[start : start + length]
        )
        start = self._starts[number]
        if data[start : start + length] != wanted:
            return ""
        return data[start : self._starts[number + 1] - 1].rpartition(b" ")[2].decode()

    def tags(self) -> Iterator[tuple[str, str]]:
        """Yield every word with its tag."""
        for line in self._data.decode().splitlines():
            word, _, tag = line.split(" ")
            yield word, tag
