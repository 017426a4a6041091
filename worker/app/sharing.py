"""What the children of a worker share with it: all that is read once, before the first of them is forked."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.document import identifiers
from worker.indexing.documents import article_documents
from worker.ingestion.taking import entry_of
from worker.job import Job
from worker.resources import sample_path

if TYPE_CHECKING:
    from worker.indexing import Versions
    from worker.ingestion.pipeline import Pipeline

_COLLECT = (20_000, 10, 20)  # new containers before a look at the youngest, and looks before one at the older


def read_every_table(pipeline: Pipeline, versions: Versions) -> None:
    """Do one page as a child would, but for the engines: a table that is read at its first use is then shared.

    Most of all pinyin, which spells the names of papers in ids: every child would else read its 60 MB for itself.
    """
    page = sample_path()
    data = page.read_bytes()
    job = Job(page.name, identifiers.digest(data), revision=1)
    processed = replace(pipeline, max_bytes=len(data)).process(data, path=job.path)
    entry = entry_of(job, job.path, processed)
    article_documents(
        entry.issue,
        entry.enrichments,
        unit_id=entry.unit_id,
        job=job,
        ingested_at=dt.datetime.now(dt.UTC),
        versions=versions,
    )


def leave_to_share(**_: object) -> None:
    """Keep the collector of a child that is about to be forked off what is loaded: a look makes the page its own.

    It looks less often, too: articles hold no cycles to speak of, and looking for them took 2 % of a child's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT)
