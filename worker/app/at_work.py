"""From settings to what a worker process works with: the ingestion that tells how far it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worker.app.wiring import ingestion_of
from worker.ingestion.unfinished import Unfinished
from worker.queueing import broker
from worker.queueing.attempts import Attempts
from worker.queueing.counters import Counters
from worker.queueing.recognising import Recognising, Taken, Underway

if TYPE_CHECKING:
    from worker.app.connection import Connection
    from worker.app.settings import Settings
    from worker.ingestion.ingest import Ingestion
    from worker.ingestion.pipeline import Pipeline


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
