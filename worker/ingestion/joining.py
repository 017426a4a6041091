"""A file that goes on where one taken a moment ago stops: the two are put together."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.document import identifiers
from worker.errors import PermanentError
from worker.home.files import open_source
from worker.ingestion.continuation import LONGEST_PAUSE_SECONDS, continues
from worker.ingestion.hand import InHand
from worker.readers.base import Source as ReaderSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.home.filing import Filing
    from worker.indexing import Archive, LedgerEntry
    from worker.ingestion.pipeline import Pipeline

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Joining:
    """Puts halves together; ``archive`` knows what was taken last under their names."""

    pipeline: Pipeline
    filing: Filing
    archive: Archive
    inbox_id: str

    def put_together(self, files: Sequence[InHand], now: float) -> list[InHand]:
        """Return the files; one that continues a file taken a moment ago stands for both."""
        written = {file.job.path: file.source.signature.mtime_ns / NANOSECONDS for file in files}
        fresh = [path for path, moment in written.items() if now - moment <= 2 * LONGEST_PAUSE_SECONDS]
        before = self.archive.taken_since(fresh, now - 3 * LONGEST_PAUSE_SECONDS, self.inbox_id) if fresh else {}
        return [self._whole(file, entry) if (entry := before.get(file.job.path)) else file for file in files]

    def _whole(self, half: InHand, first: LedgerEntry) -> InHand:
        job = half.job
        if first.digest == job.digest or first.content or half.source.held is not None:
            return half
        if half.source.changed_ns > half.source.signature.mtime_ns:
            return half  # written elsewhere and moved here: it came whole
        try:
            begun = open_source(self.filing.archive, first.archived_as, self.pipeline.max_bytes).data
            pause = half.source.signature.mtime_ns / NANOSECONDS - first.indexed_at.timestamp()
            said = self.pipeline.identity_of(half.source.data)
            texts = [self.pipeline.text_of(data) for data in (begun, half.source.data)]
        except (PermanentError, FileNotFoundError):
            return half
        named = said.date is not None or bool(said.publication and not self.pipeline.default_publication)
        opens = named or half.source.data.startswith(BOM_UTF8)
        if not continues(*texts, pause=pause, opens=opens):
            return half
        source = replace(half.source, data=begun + half.source.data)
        whole = replace(job, digest=identifiers.digest(source.data))
        units = self.pipeline.parse_all(ReaderSource(job.path, source.data), whole.digest, sidecar=half.sidecar)
        return InHand(whole, source, half.sidecar, units, half=half)
