"""The characters of an export as a stream, in whatever encoding it is."""

from __future__ import annotations

import codecs
import contextlib
import io
import re
from typing import TYPE_CHECKING, AnyStr, BinaryIO

from worker.errors import UndecodableError
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SAMPLE = 256 * 1024
_CHUNK = 256 * 1024
_NAN = re.compile(rb"(?P<before>[:,\[][ \t\r\n]{0,8})(?:NaN|-?Infinity)(?=[ \t\r\n]{0,8}[,}\]])")
_LONGEST_NAN = 32  # bytes that stay behind, so that none is cut in two
LONGEST_LINE = 64 * 1024 * 1024  # bytes of one record


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a stream, told by its beginning; the stream stands at its start afterwards.

    UTF-8 where none gives readable text: its records are then rejected one by one.
    """
    file.seek(0)
    sample = file.read(_SAMPLE)
    file.seek(0)
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        # One bad record in a file that is UTF-8 for the rest does not make it anything else.
        if sample[: error.start].isascii() or error.start < len(sample) // 2:
            with contextlib.suppress(UndecodableError):
                return decode(sample).encoding
    return "utf-8"


def lines(file: BinaryIO, encoding: str, most: int = LONGEST_LINE) -> Iterator[bytes]:
    """Yield the lines of a stream as bytes; of a line longer than ``most`` what exceeds it by more than one is skipped.

    Args:
        file: Stays open.
        encoding: Its own; UTF-16 is given as UTF-8, and its lines are measured in characters.
        most: Bytes.
    """
    if encoding.startswith("utf-16"):
        wrapped = io.TextIOWrapper(file, encoding, errors="replace", newline="\n")
        try:
            for text in _cut(wrapped.readline, most, "\n"):
                yield text.encode("utf-8", "replace")
        finally:
            wrapped.detach()  # the stream stays open for whoever gave it
        return
    for line in _cut(file.readline, most, b"\n"):
        yield line.removeprefix(codecs.BOM_UTF8)


def _cut(read: Callable[[int], AnyStr], most: int, end: AnyStr) -> Iterator[AnyStr]:
    cut = False
    while line := read(most + 1):
        if not cut:
            yield line
        cut = len(line) > most and not line.endswith(end)


class AsUtf8:
    """A stream read as UTF-8 whatever it is in, for parsers that take nothing else."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, or all."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            data = self._file.read(_CHUNK)
            self._ended = not data
            self._ready += self._decoder.decode(data, final=self._ended).encode("utf-8", "replace")
        if size < 0:
            size = len(self._ready)
        given, self._ready = self._ready[:size], self._ready[size:]
        return given


class WithoutNaN:
    """A stream of JSON in which null stands where some programs write NaN, which is no JSON."""

    def __init__(self, file: BinaryIO | AsUtf8) -> None:
        self._file = file
        self._ready = b""
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, or all."""
        while not self._ended and (size < 0 or len(self._ready) < size + _LONGEST_NAN):
            data = self._file.read(_CHUNK)
            self._ended = not data
            self._ready += data or b""
            if b"NaN" in self._ready or b"Infinity" in self._ready:
                self._ready = _NAN.sub(rb"\g<before>null", self._ready)
        if size < 0:
            size = len(self._ready)
        given, self._ready = self._ready[:size], self._ready[size:]
        return given
