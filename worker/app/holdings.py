"""Where the settings keep things: the folders of the home, the archive in Elasticsearch. Loads no parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.home.filing import Filing
from worker.indexing import Archive, SetUpReport, Versions, set_up

if TYPE_CHECKING:
    from worker.app.connection import Account, Connection
    from worker.app.settings import Settings


def filing_of(settings: Settings) -> Filing:
    """Return the folders of the settings' home."""
    return Filing(settings.inbox, settings.archive, settings.failed)


def archive_of(settings: Settings, found: Connection, account: Account, *, timeout: float = 30.0) -> Archive:
    """Return the archive in Elasticsearch as one of its accounts sees it."""
    client = found.elasticsearch(account, timeout=timeout)
    return Archive(client, articles=settings.articles_alias, issues=settings.issues_alias)


def set_up_indices(settings: Settings, found: Connection, versions: Versions) -> SetUpReport:
    """Create or update both indices."""
    return set_up(
        found.elasticsearch(found.admin),
        articles_alias=settings.articles_alias,
        issues_alias=settings.issues_alias,
        shards=settings.shards,
        replicas=settings.replicas,
        versions=versions,
    )
