"""Opens a job's file, with what stands beside it: its sidecar, and the files that it names."""

from __future__ import annotations

import contextlib
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from worker.errors import PermanentError, TransientError
from worker.home.files import names_in, open_source
from worker.home.names import SIDECAR_SUFFIX, printable, sidecars_of
from worker.home.originals import MAX_STREAM_BYTES
from worker.ingestion.hand import InHand
from worker.parsing.identity.sidecar import MAX_SIDECAR_BYTES, parse_sidecar
from worker.readers.base import Source as ReaderSource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from worker.home.files import Source
    from worker.home.filing import Filing
    from worker.ingestion.pipeline import Pipeline
    from worker.job import Job


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens files of one home."""

    pipeline: Pipeline
    filing: Filing

    def open(self, job: Job) -> InHand | None:
        """Open a job's file in the inbox; None where it has other bytes by now: a new job comes for those.

        Raises:
            FileNotFoundError: It is gone.
            PermanentError: It cannot be read, or its sidecar cannot be understood.
            TransientError: It cannot be read now.
        """
        source = open_source(
            self.filing.inbox, job.path, self.pipeline.most_bytes(job.path), max_stream_bytes=MAX_STREAM_BYTES
        )
        if source.digest() != job.digest:
            source.close()
            return None
        try:
            sidecar = self.sidecar(job.path)
        except BaseException:
            source.close()
            raise
        beside: list[str] = []
        streams: list[BinaryIO] = []
        read = reader_source(job.path, source, self.sibling(self.filing.inbox, job.path, beside), streams)
        units = self.pipeline.parse_all(read, job.digest, sidecar=sidecar)
        return InHand(job, source, sidecar, units, beside=beside, streams=streams)

    def open_archived(self, archived: str, source: Source, job: Job, sidecar: Mapping[str, str]) -> InHand:
        """Return a file of the archive, at ``archived``, as the job says it was dropped."""
        read = reader_source(job.path, source, self.sibling(self.filing.archive, archived))
        units = self.pipeline.parse_all(read, job.digest, sidecar=sidecar)
        return InHand(job, source, sidecar, units, archived=archived)

    def sidecar(self, path: str) -> dict[str, str]:
        """Return what the sidecar of a file in the inbox states; nothing where it has none."""
        for candidate in sidecars_of(self.filing.inbox / path):
            relative = candidate.relative_to(self.filing.inbox).as_posix()
            try:
                return parse_sidecar(open_source(self.filing.inbox, relative, MAX_SIDECAR_BYTES).data)
            except FileNotFoundError:
                continue
        return {}

    def sidecar_or_none(self, path: str) -> dict[str, str] | None:
        """Return what the sidecar says now; None where it cannot be read."""
        try:
            return self.sidecar(path)
        except (PermanentError, TransientError):
            return None

    def sibling(self, root: Path, path: str, beside: list[str] | None = None) -> Callable[[str], bytes | None]:
        """Return what reads another file by its name relative to that of ``path``, see ``readers.base.Source``.

        One that was taken before lies in the archive, under the month of its issue; ``beside`` is told which were
        read there.
        """
        folder = path.rpartition("/")[0]

        def read(name: str) -> bytes | None:
            wanted = posixpath.normpath(posixpath.join(folder, name))
            if wanted == ".." or wanted.startswith(("../", "/")):
                return None
            places = (root, *self.filing.months()) if root == self.filing.inbox else (root,)
            if name.endswith("/"):
                return b"".join(names_in(base / wanted) for base in places)
            for base in places:
                with contextlib.suppress(FileNotFoundError, PermanentError):
                    data = open_source(base, wanted, self.pipeline.max_bytes).data
                    if beside is not None and base != root:
                        beside.append((base / wanted).relative_to(self.filing.archive).as_posix())
                    return data
            return None

        return read


def stated_beside(original: Path) -> dict[str, str]:
    """Return what the sidecar of a file in the archive states; nothing where it has none. Raises SidecarError."""
    try:
        return parse_sidecar(original.with_name(original.name + SIDECAR_SUFFIX).read_bytes())
    except FileNotFoundError:
        return {}


def reader_source(
    name: str, source: Source, sibling: Callable[[str], bytes | None], streams: list[BinaryIO] | None = None
) -> ReaderSource:
    """Return a file as readers take it; ``streams`` is given what a large one is read by."""
    if source.held is None:
        return ReaderSource(name, source.data, sibling)

    def opened() -> BinaryIO:
        stream = source.open()
        if streams is not None:
            streams[:] = [stream]
        return stream

    return ReaderSource(name, sibling=sibling, stream=opened, stream_bytes=source.signature.size)


def check_name(path: str) -> None:
    """Raise PermanentError for a name that is no text: neither the index nor reports can hold it."""
    if printable(path) != path:
        raise PermanentError(
            "the name of the file or of its folder is not UTF-8", "Rename it and drop it again.", "bad_name", "read"
        )
