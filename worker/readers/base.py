"""What a reader is."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.document.source import Document
    from worker.errors import PermanentError

HEAD_BYTES = 4096
PAGED_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
"""Endings, in small letters, of files whose pages take a fraction of a second each, or some seconds."""


def _no_progress(_pages: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Attributes:
        max_bytes: Larger files are refused, but for those of a reader that streams; also the most that one member of a
            container may hold.
        max_pages: Of one file.
        seconds: Of processor time for reading one page, where a format has pages; else one file.
        memory_bytes: That reading one file may take, where it is read in a process of its own.
        recognise: Text in images may be recognised here; where not, ``RecognitionNeededError`` is raised.
        progress: Told how many pages are read, after each that had to be recognised.
        max_stream_bytes: Larger files are refused even by readers that stream; also what a container's members may
            hold together once unpacked.
    """

    max_bytes: int
    max_pages: int = 2000
    seconds: float = 60.0
    memory_bytes: int = 2 * 1024**3
    recognise: bool = True
    progress: Callable[[int], None] = _no_progress
    max_stream_bytes: int = 8 * 1024**3


def _no_sibling(_name: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        name: Path below the inbox, with ``/``.
        data: Its bytes; empty where it is given as a stream.
        sibling: Returns the bytes of another file by its name relative to this one's folder, None where there is none:
            pages of an e-paper are linked by name. Asked for a folder (``./``, ``../``), it may return the names of its
            files, one a line. Never leads out of what was given to read.
        stream: Opens the file anew, for reading at any place, where it is too large to hold; see :meth:`open`.
        stream_bytes: Its size.
    """

    name: str
    data: bytes = b""
    sibling: Callable[[str], bytes | None] = field(default=_no_sibling)
    stream: Callable[[], BinaryIO] | None = None
    stream_bytes: int = 0

    @property
    def size(self) -> int:
        """In bytes."""
        return self.stream_bytes if self.stream else len(self.data)

    def open(self) -> BinaryIO:
        """Return the file's bytes as a stream that can seek; the caller closes it."""
        return self.stream() if self.stream else io.BytesIO(self.data)

    def head(self) -> bytes:
        """Return the first ``HEAD_BYTES`` bytes."""
        if self.stream is None:
            return self.data[:HEAD_BYTES]
        with self.open() as file:
            return file.read(HEAD_BYTES)


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
        streams: It reads by ``Source.open`` alone, in memory that does not grow with the file. Any other reader is
            always given ``Source.data``.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - see above
    @property
    def version(self) -> int: ...  # noqa: D102 - see above
    @property
    def suffixes(self) -> tuple[str, ...]: ...  # noqa: D102 - see above
    @property
    def streams(self) -> bool: ...  # noqa: D102 - see above

    def sniff(self, head: bytes, name: str, /) -> float:
        """Return how surely this reader reads a file with these first ``HEAD_BYTES`` bytes and this name, 0 to 1."""

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield the documents of a file, each as soon as it is complete.

        Raises:
            PermanentError: The file as a whole cannot be read: what is wrong and what to do.
        """
