"""The index of a run held against the history that the archive's manifests tell: units, revisions, articles."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from worker.app.wiring import versions_of
from worker.home.originals import originals
from worker.indexing import Archive, set_up
from worker.indexing.reindex import rebuild
from worker.ingestion.replay import Replay

if TYPE_CHECKING:
    from pathlib import Path

    from elasticsearch import Elasticsearch

    from worker.ingestion.pipeline import Pipeline

# What the index had of other copies when an article was written, and when it was written.
_OF_THE_MOMENT = ("story", "similar", "ingested_at")
_PAGE = 5000


def unlike_history(client: Elasticsearch, live: str, home: Path, run: str, pipeline: Pipeline) -> list[str]:
    """Build the articles of one run anew from the archive, beside the live index; say in a line each what differs.

    Args:
        client: As who may manage indices.
        live: Alias of the articles.
        home: Of the archive.
        run: Of which files are told again.
        pipeline: Made as the home's own.
    """
    mark = uuid.uuid4().hex[:8]
    versions = versions_of(pipeline.enricher)
    anew = Archive(client, f"articles-{mark}", f"issues-{mark}")
    set_up(client, articles_alias=anew.articles, issues_alias=anew.issues, versions=versions)
    try:
        every = [one for one in originals(home / "archive") if one.job.path.startswith(f"{run}/")]
        rebuild(anew, Replay(pipeline, home, every).batches(), versions=versions)
        told, found = _articles(client, anew.articles, run), _articles(client, live, run)
    finally:
        client.indices.delete(index=sorted(client.indices.get(index=[f"articles-{mark}-*", f"issues-{mark}-*"])))
    lines = []
    for identifier in sorted(told.keys() | found.keys()):
        one, other = found.get(identifier, {}), told.get(identifier, {})
        names = sorted(name for name in one | other if one.get(name) != other.get(name))
        if names:
            told_apart = "; ".join(f"{name} {one.get(name)!r:.80}, not {other.get(name)!r:.80}" for name in names)
            lines.append(f"{identifier} is not what its history says: {told_apart}")
    return lines


def _articles(client: Elasticsearch, alias: str, run: str) -> dict[str, dict[str, Any]]:
    client.indices.refresh(index=alias)
    query = {"prefix": {"issue_id": f"{run}-"}}
    hits = client.search(index=alias, query=query, size=_PAGE)["hits"]["hits"]
    return {
        hit["_id"]: {name: value for name, value in hit["_source"].items() if name not in _OF_THE_MOMENT}
        for hit in hits
    }
