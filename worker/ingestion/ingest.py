"""One job's way: read from the inbox, process, index in bulks, file under archive/ or failed/.

A file leaves the inbox last, when the index and the ledger have all of its units. Whatever dies before that, the job
comes back and is done again: ids and revisions make the second time change nothing.
"""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.document import identifiers
from worker.errors import PermanentError, TransientError
from worker.home.files import open_source
from worker.home.names import SIDECAR_SUFFIXES
from worker.home.originals import MAX_STREAM_BYTES
from worker.ingestion.gathering import Gathering
from worker.ingestion.hand import InHand
from worker.ingestion.joining import Joining
from worker.ingestion.opening import Opening, check_name, stated_beside
from worker.ingestion.page_images import has_pages, keep_images, keep_lines
from worker.ingestion.putting_away import PuttingAway
from worker.ingestion.results import Batch, Result, log_result
from worker.ingestion.taking import Taking, no_progress
from worker.job import LIVE, Outcome
from worker.parsing.identity.sidecar import MAX_SIDECAR_BYTES, SidecarError, parse_sidecar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Mapping, Sequence

    from worker.home.files import Source
    from worker.home.filing import Filing
    from worker.indexing import Archive, Versions
    from worker.ingestion.pipeline import Pipeline
    from worker.ingestion.unfinished import Unfinished
    from worker.job import Decision, Job


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Does jobs.

    Attributes:
        versions: Stamped on every document and ledger entry.
        clock: Returns the time now, with its zone.
        inbox_id: Goes into the ledger: which home keeps the original.
        page_images: Images of pages are kept beside the archive.
        most_seconds: A file of many units is put off after so long, and goes on where it stopped.
        progress: Told of a file of many units, now and then, how many articles of it are taken and which share of it
            is read (None where that is not known).
        unfinished: Keeps at hand what is put off; None: it is read from its beginning again.
    """

    pipeline: Pipeline
    filing: Filing
    archive: Archive
    versions: Versions
    clock: Callable[[], dt.datetime]
    inbox_id: str = ""
    page_images: bool = False
    most_seconds: float = math.inf
    progress: Callable[[str, int, float | None], None] = no_progress
    unfinished: Unfinished | None = None

    def ingest(self, jobs: Sequence[Job], *, refresh: bool = True, attempts: Mapping[str, int] | None = None) -> Batch:
        """Do the jobs; one file's failure never fails its neighbours, nor one unit's the others of its file.

        Args:
            jobs: Some hundred at most: their files are held in memory, and indexed together.
            refresh: Make the articles searchable before returning.
            attempts: How often each digest was given to a worker, this time included; 1 where it says nothing.

        Returns:
            A result for each job, or the job again with the transient error it met.

        Raises:
            ConfigurationError: The index is not set up, or does not let us write.
        """
        batch = Batch(attempts or {})
        with contextlib.ExitStack() as hands:
            self._ingest(jobs, batch, hands, refresh=refresh)
        return batch

    def _ingest(self, jobs: Sequence[Job], batch: Batch, hands: contextlib.ExitStack, *, refresh: bool) -> None:
        files = [file for job in jobs if (file := self._opened(job, batch)) is not None]
        for file in files:
            hands.callback(self.unfinished.let_go if self.unfinished else InHand.close, file)
        try:
            files = self._joining.put_together(files, self.clock().timestamp())
        except TransientError as error:
            batch.again += [(file.job, error) for file in files]
            return
        self._taking.take_all(files, batch.attempts, refresh=refresh, goes_on=self.unfinished is not None)
        told = {(file.half or file).job: file for file in files}
        for file in files:
            try:
                self._gathering.gather(file)
            except TransientError as error:
                file.again = error
            self._putting_away.finish(file, batch)
        if self.page_images:
            live = {result.job.digest for result in batch.results if result.outcome in LIVE}
            for file in files:
                if file.job.digest in live:
                    self._draw(file)
        for result in batch.results:
            log_result(result, told.get(result.job))

    def take_up(
        self,
        archived: str,
        source: Source,
        job: Job,
        sidecar: Mapping[str, str],
        *,
        decision: Decision | None = None,
        only: Collection[str] = (),
        unfiled: bool = False,
    ) -> Result:
        """Ingest a file of the archive again: a person stated or decided something about it.

        Args:
            archived: Where it stands below archive/, and stays.
            source: Its bytes.
            job: With the revision of the decision.
            sidecar: What is stated of it now.
            decision: Stands in the manifest, and holds when the index is built anew; None: it is judged as ever.
            only: Ids of the units that are meant; empty for all.
            unfiled: What is stated of it is not in the archive yet.

        Raises:
            PermanentError: It cannot be read, or not indexed.
            TransientError: An engine is away: to be decided again.
        """
        batch = Batch()
        file = self._opening.open_archived(archived, source, job, sidecar)
        file.decision, file.only, file.unfiled = decision, frozenset(only), unfiled
        with contextlib.closing(file):
            self._taking.take_all([file], batch.attempts, refresh=True)
        error = file.again or file.failure
        if error is not None:
            raise error
        self._putting_away.note(file, batch)
        if self.page_images and file.outcome in LIVE:
            self._draw(file)
        result = Result(job, file.outcome, file.first, file.articles, units=dict(file.outcomes))
        log_result(result, file)
        return result

    def _draw(self, file: InHand) -> None:
        """Keep images of the pages of what is in the index now."""
        if has_pages(file.job.path):
            keep_images(self.filing.archive, file.archived, file.source.data)
            if file.paged is not None:
                keep_lines(self.filing.archive, file.archived, file.paged)

    def refuse(self, job: Job, error: PermanentError, *, attempts: int = 1) -> Result:
        """Quarantine a file unread: it may not be given to a worker again.

        What somebody has put in its place since was not refused: it stays in the inbox, for an order of its own.
        """
        batch = Batch({job.digest: attempts})
        try:
            with contextlib.closing(
                open_source(self.filing.inbox, job.path, 0, max_stream_bytes=MAX_STREAM_BYTES)
            ) as source:
                signature = source.signature
                same = source.digest() == job.digest
        except (FileNotFoundError, PermanentError, TransientError):
            self._putting_away.fail(job, error, batch)  # that it is gone, or cannot be read, is found there
        else:
            if same:
                self._putting_away.fail(job, error, batch, signature)
            else:
                batch.results.append(Result(job, Outcome.CHANGED))
        for _, transient in batch.again:
            raise transient
        log_result(batch.results[0])
        return batch.results[0]

    def _opened(self, job: Job, batch: Batch) -> InHand | None:
        """Open a job's file; None when its result is settled by that."""
        try:
            check_name(job.path)
            if job.path.lower().endswith(SIDECAR_SUFFIXES):
                batch.results += self._late_sidecar(job)
                return None
            file = (self.unfinished and self.unfinished.go_on(job)) or self._opening.open(job)
        except FileNotFoundError:
            batch.results.append(Result(job, Outcome.GONE))
        except PermanentError as error:
            self._putting_away.fail(job, error, batch)
        except TransientError as error:
            batch.again.append((job, error))
        else:
            if file is None:
                batch.results.append(Result(job, Outcome.CHANGED))
            return file
        return None

    def _late_sidecar(self, job: Job) -> list[Result]:
        """Take a sidecar whose file is in the archive already: what it states decides about the file anew.

        Raises:
            PermanentError: It cannot be understood.
            TransientError: The ledger cannot be asked.
            FileNotFoundError: It went away.
        """
        said = open_source(self.filing.inbox, job.path, MAX_SIDECAR_BYTES)
        if identifiers.digest(said.data) != job.digest:
            return [Result(job, Outcome.CHANGED)]
        sidecar = parse_sidecar(said.data)
        places = {entry.archived_as: entry for entry in reversed(self.archive.find_dropped(job.path, self.inbox_id))}
        results: list[Result] = []
        for archived, entry in places.items():
            source = open_source(
                self.filing.archive, archived, self.pipeline.most_bytes(archived), max_stream_bytes=MAX_STREAM_BYTES
            )
            if source.digest() != entry.digest:
                source.close()
                continue  # somebody put another file in its place
            again = replace(job, path=entry.path, digest=entry.digest)
            result = self.take_up(archived, source, again, sidecar, unfiled=self._is_new(archived, sidecar))
            results.append(replace(result, job=job))
        if not results:
            return [Result(job, Outcome.EARLY)]
        self.filing.place_sidecar(self.filing.inbox / job.path, self.filing.archive / next(iter(places)))
        return results[:1]

    def _is_new(self, archived: str, sidecar: Mapping[str, str]) -> bool:
        """Tell whether the sidecar of a file in the archive says something else, if there is any."""
        try:
            return stated_beside(self.filing.archive / archived) != sidecar
        except SidecarError:
            return True

    # --- its parts --------------------------------------------------------------------------------------------------

    @property
    def _opening(self) -> Opening:
        return Opening(self.pipeline, self.filing)

    @property
    def _joining(self) -> Joining:
        return Joining(self.pipeline, self.filing, self.archive, self.inbox_id)

    @property
    def _gathering(self) -> Gathering:
        return Gathering(self.filing, self.archive, self.clock, self.inbox_id)

    @property
    def _taking(self) -> Taking:
        return Taking(
            self.pipeline,
            self.filing,
            self.archive,
            self.versions,
            self.clock,
            self.inbox_id,
            self.most_seconds,
            self.progress,
        )

    @property
    def _putting_away(self) -> PuttingAway:
        return PuttingAway(self._opening, self.filing, self.archive, self.versions, self.clock, self.inbox_id)
