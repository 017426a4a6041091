"""From settings to the parts that read and write. They take a second to load; nothing here knows the queue."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from worker.app.holdings import archive_of, filing_of
from worker.app.settings import MIB, Settings
from worker.enrichment import Stages, enricher_version, load_enricher
from worker.indexing import Versions
from worker.ingestion.ingest import Ingestion
from worker.ingestion.pipeline import Pipeline
from worker.parsing import PARSER_VERSION
from worker.readers import registry

if TYPE_CHECKING:
    from worker.app.connection import Connection
    from worker.enrichment import Enricher


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


def versions_in(settings: Settings) -> Versions:
    """Return the same for the settings, without loading the pipeline that they describe."""
    enricher, words = enricher_version(
        settings.dictionaries, stages=Stages.without(settings.enrich_off), body_forms=settings.body_forms
    )
    return Versions(parser=reading_version(), enricher=enricher, dictionary=words)


def reading_version() -> str:
    """Return the version of all that stands between bytes and articles: the parser's, and the readers' together.

    It changes when one of them does, so that a reindex is asked for; a reader that is new changes nothing.
    """
    changed = sum(reader.version - 1 for reader in registry.READERS)
    return f"{PARSER_VERSION}.{changed}" if changed else PARSER_VERSION


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
