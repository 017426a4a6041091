"""An ingestion over folders and indices of its own, on real engines."""

from __future__ import annotations

import contextlib
import uuid
from typing import TYPE_CHECKING

from worker.home.filing import Filing
from worker.indexing import Archive, Versions, connect, set_up
from worker.ingestion.ingest import Ingestion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from worker.embedded import Addresses
    from worker.ingestion.pipeline import Pipeline


@contextlib.contextmanager
def ingestion_on(
    engines: Addresses, home: Path, pipeline: Pipeline, versions: Versions, now: dt.datetime
) -> Iterator[Ingestion]:
    """Yield an ingestion at a moment that stands; its indices are deleted afterwards."""
    mark = uuid.uuid4().hex[:8]
    client = connect(engines.elasticsearch_url, user=engines.admin.name, password=engines.admin.password)
    articles, issues = f"articles-{mark}", f"issues-{mark}"
    set_up(client, articles_alias=articles, issues_alias=issues, versions=versions)
    filing = Filing(home / "inbox", home / "archive", home / "failed")
    filing.prepare()
    yield Ingestion(pipeline, filing, Archive(client, articles, issues), versions, lambda: now)
    for alias in (articles, issues):
        client.indices.delete(index=",".join(client.indices.get_alias(name=alias)))
    client.close()
