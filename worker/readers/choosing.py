"""Which reader reads a file: the one that is surest of it, by its content first and its name second."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from worker.errors import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.source import Document
    from worker.readers.base import Limits, Reader, Rejected, Source


def surest(head: bytes, name: str, readers: Sequence[Reader]) -> Reader:
    """Return the reader that is surest of a file with these first bytes and this name; text is the fallback."""
    return max(readers, key=lambda reader: reader.sniff(head, name))


def read_by_surest(source: Source, limits: Limits, readers: Sequence[Reader]) -> Iterator[Document | Rejected]:
    """Yield the documents of a file, each as soon as it is complete.

    Raises:
        PermanentError: The file, or what comes after the documents already given, cannot be read.
    """
    reader = surest(source.head(), source.name, readers)
    return reader.read(_within(source, limits, streams=reader.streams), limits)


def _within(source: Source, limits: Limits, *, streams: bool) -> Source:
    """Return the source in the form that the reader takes.

    Raises:
        TooLargeError: Over the limit of that form.
    """
    allowed = limits.max_stream_bytes if streams else limits.max_bytes
    if source.size > allowed:
        raise TooLargeError(
            f"the file has {source.size:,} bytes, more than the {allowed:,} allowed.",
            "Split it, or raise BAOKU_MAX_FILE_MB (BAOKU_MAX_PAGE_FILE_MB for PDF files and images).",
        )
    if streams or source.stream is None:
        return source
    with source.open() as file:
        return dataclasses.replace(source, data=file.read(allowed + 1), stream=None, stream_bytes=0)
