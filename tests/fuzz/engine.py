"""What the real Elasticsearch must say to what comes of hostile input: it takes every document and every query."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.indexing import Archive, Entry, Versions, connect, set_up
from worker.ingestion.pipeline import with_notices
from worker.job import LIVE, Decision, Job
from worker.search import Order, QueryError, Request, Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.embedded import Addresses
    from worker.ingestion.pipeline import Pipeline, Processed

_VERSIONS = Versions("fuzz", "fuzz", "fuzz")
_FIRST = int(dt.datetime(2026, 1, 2, tzinfo=dt.UTC).timestamp() * 1000)


@dataclass(frozen=True)
class Index:
    """An archive of its own on the real engine."""

    archive: Archive
    search: Search
    revisions: Iterator[int] = field(default_factory=lambda: itertools.count(_FIRST))

    def check_document(self, processed: Processed, path: str) -> None:
        """Index what came of a file: the mapping takes every article of it.

        Inputs share papers, dates and pages. Each is the newest and accepted by a person, so that none is held for
        what it would drop and none is passed over for what stands there.
        """
        job = Job(path, processed.digest, next(self.revisions))
        issue = with_notices(processed.issue)
        entry = Entry(job, processed.unit_id, issue, processed.enrichments, archived_as=path, decision=Decision.ACCEPT)
        (settled,) = self.archive.replace([entry], _VERSIONS, force=True)
        assert settled.error is None, settled.error
        assert settled.outcome in LIVE, settled.outcome

    def check_query(self, text: str) -> None:
        """Ask in every order; anything but hits or a documented error is let out."""
        for number, order in enumerate(Order):
            request = Request(text, order=order, size=3, facets=number == 0, collapse=number == 1)
            with contextlib.suppress(QueryError):
                results = self.search.run(request)
                if results.after:
                    self.search.run(Request(text, order=order, size=3, after=results.after, collapse=number == 1))
        with contextlib.suppress(QueryError):
            self.search.suggest(text)


@contextlib.contextmanager
def index_on(engines: Addresses, pipeline: Pipeline) -> Iterator[Index]:
    """Set up an index with nothing in it; remove it in the end."""
    name = f"fuzz-{uuid.uuid4().hex[:8]}"
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        archive = Archive(client, articles=f"articles-{name}", issues=f"issues-{name}")
        set_up(client, articles_alias=archive.articles, issues_alias=archive.issues, versions=_VERSIONS)
        try:
            yield Index(archive, Search(client, archive.articles, pipeline.enricher.segmenter))
        finally:
            client.indices.delete(index=[f"{archive.articles}-v2-000001", f"{archive.issues}-v2-000001"])
