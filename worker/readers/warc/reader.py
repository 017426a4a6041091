"""Web archives (WARC, ARC; also WACZ): each page that a crawl saved is read as if a mirror had saved it in its folders.

Of what a crawl holds, answers of servers with HTML, PDF or text are pages; pictures, styles, scripts, redirects, errors
and what only repeats another answer are passed over, and told by their number. The day on which a page was crawled is
not the day of its paper: it only tells which of two captures of one address is the newer one, which is read.
"""

from __future__ import annotations

import dataclasses
import posixpath
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from worker.errors import EmptyFileError, NoArticleError, PermanentError, TooLargeError
from worker.messages import message
from worker.readers.archives import read_members
from worker.readers.base import Rejected
from worker.readers.warc.addresses import kind_of, name_of
from worker.readers.warc.packages import crawls_of, is_package
from worker.readers.zipped import MOST_RATIO, RATIO_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from worker.document.source import Document
    from worker.readers.base import Limits, Reader, Source

_SURE = 0.95
_STARTS = (b"WARC/0.", b"WARC/1.", b"filedesc://")
_GZIP = b"\x1f\x8b\x08"
_START_BYTES = 64
_MOST_PAGES = 100_000
_MOST_DAMAGES = 1000
_READING = 64 * 1024 * 1024  # bytes that may be unpacked for one page beside its own
_OK, _REDIRECTS, _ERRORS = 200, 300, 400
_ANSWERS = {"response", "resource"}


class WarcReader:
    """Reads web archives, each page by the surest of ``readers``."""

    name = "warc"
    version = 1
    suffixes = (".warc", ".arc", ".wacz")
    streams = True

    def __init__(self, readers: Callable[[], Sequence[Reader]]) -> None:
        self._readers = readers

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is a web archive, by its first line, packed or not."""
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _START_BYTES)
            except zlib.error:
                return 0.0
        return _SURE if head.startswith(_STARTS) or is_package(head, name) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield what each page holds, and with the last of each crawl what was passed over."""
        with source.open() as file:
            if not is_package(source.head(), source.name):
                yield from self._pages(file, source.size, source, limits)
                return
            found = False
            refused: list[Rejected] = []
            for name, crawl, size in crawls_of(file, limits):
                try:
                    if isinstance(crawl, PermanentError):
                        raise crawl
                    for part in self._pages(crawl, size, source, limits):
                        found = found or not isinstance(part, Rejected)
                        yield part
                except PermanentError as error:
                    refused.append(Rejected(name, error))
            if not found and len(refused) == 1:
                raise refused[0].error
            yield from refused

    def _pages(self, file: BinaryIO, size: int, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        archive = _Warc(file, size, limits)
        # Addresses say more of an issue than the crawl's own name, whose day is that of the crawl.
        folder = dataclasses.replace(source, name=posixpath.join(posixpath.dirname(source.name), ""))
        last: Document | None = None
        empty = 0
        for part in read_members(archive, folder, limits, self._readers()) if archive.is_told else ():
            if not isinstance(part, Rejected):
                if last is not None:
                    yield last
                last = part
            elif isinstance(part.error, (NoArticleError, EmptyFileError)):
                empty += 1
            else:
                yield part
        summary = archive.summary(empty)
        if last is None:
            raise NoArticleError(
                f"no page of the web archive holds an article: {summary}.",
                "Look whether the paper's pages were crawled.",
            )
        yield dataclasses.replace(last, warnings=(*last.warnings, summary))


class _Page(NamedTuple):
    place: int
    captured: str


class _Warc:
    """The pages of a web archive as the members of an archive."""

    def __init__(self, file: BinaryIO, size: int, limits: Limits) -> None:
        from worker.readers.warc import records  # noqa: PLC0415 - warcio is loaded where there is a web archive

        self._records = records
        self._most = min(limits.max_stream_bytes, RATIO_FROM + MOST_RATIO * size)
        self._file = file
        self.refused: list[tuple[str, PermanentError]] = []
        self._pages: dict[str, _Page] = {}
        self._passed: Counter[str] = Counter()
        try:
            self._list()
        except records.NotByRecordError:
            self._file = self._unpacked(limits)
            self._list()
        self.names = dict.fromkeys(self._pages, 0)
        self.is_told = bool(self.names or self.refused)

    def read(self, name: str, most: int) -> bytes:
        """Return a page as its server sent it."""
        budget = self._records.Budget(2 * most + _READING)
        return self._records.content_of(self._records.record_at(self._file, self._pages[name].place, budget), most)

    def summary(self, empty: int) -> str:
        """Return what was passed over; ``empty`` pages hold no article."""
        pages, passed = len(self._pages), self._passed
        other, redirects, errors = passed["other"], passed["redirect"], passed["error"]
        repeated, older = passed["revisit"], passed["older"]
        return message(
            f"the web archive has {pages} pages, {empty} of them without an article; passed over: {other} pictures and "
            f"other files, {redirects} redirects, {errors} errors of servers, {repeated} repeated answers, {older} "
            f"older captures of a page"
        )

    def _list(self) -> None:
        self._pages.clear()
        self._passed.clear()
        self.refused.clear()
        budget = self._records.Budget(self._most)
        places: dict[int, str] = {}
        for place, record in self._records.records(self._file, budget, _MOST_DAMAGES):
            if record is None:
                # Its headers may have been read before its text could not be.
                name = places.pop(place, "")
                self._pages.pop(name, None)
                self.refused.append((name or message(f"byte {place:,}"), self._records.damaged()))
            elif name := self._page(record, place):
                places = {place: name}
            if len(self._pages) > _MOST_PAGES:
                raise TooLargeError(
                    f"the web archive holds more than {_MOST_PAGES:,} pages.",
                    "Split it, or unpack its pages into a folder.",
                )

    def _page(self, record: Any, place: int) -> str:
        """Take a record that is a page, count any other; return the page's name."""
        headers, http = record.rec_headers, record.http_headers
        if record.rec_type == "revisit":
            self._passed["revisit"] += 1
        if record.rec_type not in _ANSWERS:
            return ""
        code = http.get_statuscode() if http is not None else ""
        status = int(code) if code.isascii() and code.isdigit() else _OK
        if status != _OK:
            self._passed["redirect" if _REDIRECTS <= status < _ERRORS else "error"] += 1
            return ""
        address = headers.get_header("WARC-Target-URI") or headers.get_header("uri") or ""
        name = name_of(address)
        said = (http.get_header("Content-Type") if http is not None else record.content_type) or ""
        if not name or not kind_of(said, name):
            self._passed["other"] += 1
            return ""
        captured = headers.get_header("WARC-Date") or headers.get_header("archive-date") or ""
        before = self._pages.get(name)
        if before is not None:
            self._passed["older"] += 1
            if captured < before.captured:
                return ""
        self._pages[name] = _Page(place, captured)
        return name

    def _unpacked(self, limits: Limits) -> BinaryIO:
        unpacked = self._records.unpacked_whole(self._file, limits.max_bytes)
        if unpacked is None:
            raise TooLargeError(
                "all records of the web archive are packed as one, and it is too large to be unpacked so.",
                "Pack each record by itself: warcio recompress OLD NEW",
            )
        return unpacked
