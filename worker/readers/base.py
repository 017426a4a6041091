"""What a reader is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.document.source import Document
    from worker.errors import PermanentError

HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Attributes:
        max_bytes: Larger files are refused; also what a container's members may hold together once unpacked.
        max_pages: Of one file.
        seconds: Of processor time for reading one file.
    """

    max_bytes: int
    max_pages: int = 2000
    seconds: float = 60.0


def _no_sibling(_name: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        name: Path below the inbox, with ``/``.
        data: Its bytes.
        sibling: Returns the bytes of another file of the same folder by name, None where there is none: pages of an
            e-paper are linked by name. Never leads out of the folder.
    """

    name: str
    data: bytes
    sibling: Callable[[str], bytes | None] = field(default=_no_sibling)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of a file (row, member) that cannot be read while the rest can; ``key`` names it for people."""

    key: str
    error: PermanentError


class Reader(Protocol):
    """Reads one format. Stateless and pure: the same bytes give the same documents; nothing is fetched or run.

    Attributes:
        name: ``pdf``; ``version`` goes up when the documents change, so that a reindex is asked for.
        suffixes: File name endings in small letters, ``.pdf``: a hint for the watcher, never proof.
    """

    name: str
    version: int
    suffixes: tuple[str, ...]

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely this reader reads a file with these first ``HEAD_BYTES`` bytes and this name, 0 to 1."""

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield the documents of a file, each as soon as it is complete.

        Raises:
            PermanentError: The file as a whole cannot be read: what is wrong and what to do.
        """
