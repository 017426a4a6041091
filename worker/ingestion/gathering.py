"""An issue that comes as many files: what of it was taken before its leading file was there comes together.

An article's page or a page in ALTO that is taken alone stands in the index by itself, as well as it can be told. When
the page of the issue, or the METS file, comes after it, that says what it is a part of, and reads it again from the
archive; what stood by itself goes.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.job import Decision, Outcome
from worker.readers.base import HEAD_BYTES
from worker.readers.companions import leads, mends

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from worker.home.filing import Filing
    from worker.indexing import Archive, LedgerEntry
    from worker.ingestion.hand import InHand


@dataclass(frozen=True, slots=True)
class Gathering:
    """Brings the files of an issue together; see ``Ingestion`` for what it is given."""

    filing: Filing
    archive: Archive
    clock: Callable[[], dt.datetime]
    inbox_id: str

    def gather(self, file: InHand) -> None:
        """Let what a file's units hold stand nowhere else, and take what they brought out of reports.

        Args:
            file: Its units are in the index.

        Raises:
            TransientError: An engine is away: the file is to be taken again.
        """
        if file.again is not None or not file.seen:
            return
        export = mends(file.job.path)
        if export:
            self.filing.no_more_rejected(export, file.keys)
        if not file.beside:
            return
        if leads(file.job.path, file.source.data[:HEAD_BYTES]):
            self._replace(file)
        else:
            self._no_more_missing(file)

    def _replace(self, file: InHand) -> None:
        missing = {part.key for part in file.rejected}
        read = [name for name in dict.fromkeys(file.beside) if posixpath.basename(name) not in missing]
        self.archive.refresh()
        alone = [
            entry
            for entry in self.archive.find(read)
            if entry.is_live and entry.archived_as in read and entry.inbox == self.inbox_id
            and entry.unit_id not in file.seen
        ]  # fmt: skip
        for entry in alone:
            at = self.clock()
            revision = max(int(at.timestamp() * 1000), entry.revision + 1)
            self.filing.note(entry.archived_as, self._note(entry, revision, at))
            self.archive.withdraw([entry.id], revision, at=at)
            file.replaced.append(
                {
                    "unit_id": entry.unit_id,
                    "archived_as": entry.archived_as,
                    "digest": entry.digest,
                    "revision": entry.revision,
                    "articles": entry.articles,
                    "headlines": [],
                }
            )

    def _note(self, entry: LedgerEntry, revision: int, at: dt.datetime) -> dict[str, object]:
        return {
            "archived": entry.archived_as,
            "path": entry.path,
            "digest": entry.digest,
            "revision": revision,
            "issue": entry.unit_id,
            "outcome": str(Outcome.WITHDRAWN),
            "decision": str(Decision.WITHDRAW),
            "withdrawn": [entry.id],
            "sidecar": {},
            "at": at.isoformat(timespec="milliseconds"),
        }

    def _no_more_missing(self, file: InHand) -> None:
        """Take a file out of the reports that name it as missing: those of what was read to know what it is."""
        folder, name = posixpath.split(file.job.path)
        for other in dict.fromkeys(map(posixpath.basename, file.beside)):
            self.filing.no_more_missing(posixpath.join(folder, other), name)
