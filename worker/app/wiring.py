"""From settings to the parts that read and write: pipeline, queue. They take a second to load."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.app.holdings import archive_of, filing_of
from worker.app.settings import MIB, Settings
from worker.indexing import Versions
from worker.ingestion.ingest import Ingestion
from worker.parsing import PARSER_VERSION
from worker.queueing import broker
from worker.queueing.app import configure
from worker.queueing.attempts import Attempts
from worker.queueing.counters import Counters
from worker.queueing.recognising import Recognising, Taken, Underway
from worker.readers import registry

if TYPE_CHECKING:
    from worker.app.connection import Connection
    from worker.enrichment import Enricher
    from worker.ingestion.pipeline import Pipeline

from worker.enrichment import Stages, load_enricher
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.unfinished import Unfinished

PAGE_LIMIT_MARGIN_SECONDS = 60  # from the soft to the hard limit of the worker of pages


def load_pipeline(settings: Settings) -> Pipeline:
    """Return the pipeline that the settings describe; takes a second or so for the dictionaries."""
    return Pipeline(
        enricher=load_enricher(
            settings.dictionaries, stages=Stages.without(settings.enrich_off), body_forms=settings.body_forms
        ),
        max_bytes=int(settings.max_file_mb * MIB),
        max_page_bytes=int(settings.max_page_file_mb * MIB),
        default_publication=settings.publication,
    )


def versions_of(enricher: Enricher) -> Versions:
    """Return what stamps every document that this process makes."""
    return Versions(parser=reading_version(), enricher=enricher.version, dictionary=enricher.segmenter.version)


def reading_version() -> str:
    """Return the version of all that stands between bytes and articles: the parser's, and the readers' together.

    It changes when one of them does, so that a reindex is asked for; a reader that is new changes nothing.
    """
    changed = sum(reader.version - 1 for reader in registry.READERS)
    return f"{PARSER_VERSION}.{changed}" if changed else PARSER_VERSION


def configure_queue(settings: Settings, found: Connection, *, pages: bool = False) -> None:
    """Point Celery at the settings' Redis.

    Args:
        settings: As read.
        found: The engines.
        pages: For the worker of PDF files and images, which takes its time.
    """
    longest = settings.page_time_limit_seconds + PAGE_LIMIT_MARGIN_SECONDS
    configure(
        found.redis_url,
        soft_limit_seconds=settings.page_time_limit_seconds if pages else settings.soft_time_limit_seconds,
        hard_limit_seconds=longest if pages else settings.hard_time_limit_seconds,
        longest_limit_seconds=longest,
        concurrency=settings.page_concurrency if pages else settings.concurrency,
        inbox_id=settings.inbox_id,
        timeout_seconds=settings.engine_timeout_seconds,
    )


def ingestion_of(settings: Settings, found: Connection, pipeline: Pipeline) -> Ingestion:
    """Return the ingestion of the settings' home, on a connection of its own."""
    return Ingestion(
        pipeline=pipeline,
        filing=filing_of(settings),
        archive=archive_of(settings, found, found.writer, timeout=settings.engine_timeout_seconds),
        versions=versions_of(pipeline.enricher),
        clock=lambda: dt.datetime.now(dt.UTC),
        inbox_id=settings.inbox_id,
        page_images=settings.page_images,
        most_seconds=settings.soft_time_limit_seconds / 2,
    )


def ingestion_parts(settings: Settings, found: Connection, pipeline: Pipeline) -> tuple[Ingestion, Attempts, Counters]:
    """Return what one worker process works with, on connections of its own."""
    client = broker.connect(found.redis_url)
    recognising, counters = Recognising(client, settings.inbox_id), Counters(client, settings.inbox_id)

    def note(path: str, pages: int) -> None:
        recognising.note(path, pages)
        counters.progressed()

    underway = Underway(client, settings.inbox_id)

    def tell(path: str, articles: int, share: float | None) -> None:
        underway.note(path, Taken(articles, None if share is None else int(100 * share)))

    ingestion = replace(
        ingestion_of(settings, found, replace(pipeline, progress=note)),
        progress=tell,
        unfinished=Unfinished(settings.inbox),
    )
    return ingestion, Attempts(client, settings.inbox_id), counters
