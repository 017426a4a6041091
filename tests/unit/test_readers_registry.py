"""Which reader reads a file, what it is given of it, and how large it may be."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from worker.document.source import Document
from worker.errors import TooLargeError, UnsupportedFormatError
from worker.readers.base import HEAD_BYTES, Limits, Source
from worker.readers.registry import READERS, read, reader_of
from worker.readers.text.reader import TextReader

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = Limits(max_bytes=1000, max_stream_bytes=5000)


class Notes:
    """A format of its own, for the registry's sake: files that begin with ``NOTES``."""

    name = "notes"
    version = 1
    suffixes = (".notes",)

    def __init__(self, *, streams: bool) -> None:
        self.streams = streams

    def sniff(self, head: bytes, name: str) -> float:
        return 1.0 if head.startswith(b"NOTES") else 0.5 if name.endswith(".notes") else 0.0

    def read(self, source: Source, _limits: Limits) -> Iterator[Document]:
        with source.open() as file:
            whole = file.read()
        yield Document(key=f"{len(source.data)} of {len(whole)}")


def streamed(data: bytes, name: str = "页.txt") -> Source:
    return Source(name, stream=lambda: io.BytesIO(data), stream_bytes=len(data))


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"NOTES of a day", "a.txt", "notes"),  # content before name
        (b"something", "a.notes", "notes"),  # the name, where the content says nothing
        (b"something", "a.txt", "text"),
        (b"", "", "text"),
    ],
)
def test_content_then_name_then_text(head: bytes, name: str, expected: str) -> None:
    assert reader_of(head, name, (TextReader(), Notes(streams=False))).name == expected


def test_text_is_read_into_lines_that_make_the_text_again() -> None:
    text = "临河新报\n\n\f第二版\n　　正文。"
    [document] = read(Source("页.txt", text.encode("gb18030")), LIMITS)
    assert isinstance(document, Document)
    assert "\n".join(line.text for line in document.pages[0].lines) == text
    assert [line.number for line in document.pages[0].lines] == [1, 2, 3, 4]
    assert (document.format, document.reader, document.encoding) == ("text", "text/1", "gb18030")


def test_a_stream_is_read_whole_for_a_reader_that_takes_bytes_and_left_to_one_that_streams() -> None:
    held, [passed] = (
        list(read(streamed(b"NOTES" * 20), LIMITS, (Notes(streams=streams),))) for streams in (False, True)
    )
    assert [one.key for one in held if isinstance(one, Document)] == ["100 of 100"]
    assert isinstance(passed, Document)
    assert passed.key == "0 of 100"


@pytest.mark.parametrize(
    ("size", "streams", "refused"), [(1000, False, False), (1001, False, True), (5000, True, False), (5001, True, True)]
)
def test_each_way_of_reading_has_its_limit(size: int, streams: bool, refused: bool) -> None:
    source = streamed(b"NOTES".ljust(size))
    readers = (Notes(streams=streams),)
    if refused:
        with pytest.raises(TooLargeError):
            list(read(source, LIMITS, readers))
    else:
        assert len(list(read(source, LIMITS, readers))) == 1


def test_what_no_reader_knows_is_named() -> None:
    with pytest.raises(UnsupportedFormatError, match="SQLite"):
        list(read(Source("页.txt", b"SQLite format 3\0" + bytes(100)), LIMITS))


def test_the_head_is_no_longer_than_it_is_said_to_be() -> None:
    assert len(streamed(b"x" * 3 * HEAD_BYTES).head()) == HEAD_BYTES == len(Source("a", b"x" * 3 * HEAD_BYTES).head())


def test_names_of_readers_are_their_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for reader in READERS for suffix in reader.suffixes)
