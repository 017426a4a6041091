"""Taking units out of the index: a person withdrew them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.indexing import bulk, ledger
from worker.indexing.bulk import carry_out
from worker.indexing.client import make_visible
from worker.indexing.fields import timestamp, whole_milliseconds
from worker.job import Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from elasticsearch import Elasticsearch

_OF_ARTICLES = frozenset({"article_ids", "replaced", "seconds_to_searchable"})


def withdraw(
    client: Elasticsearch, articles: str, issues: str, units: Iterable[str], revision: int, *, at: dt.datetime
) -> tuple[str, ...]:
    """Delete the articles of units; their ledger entries stay and say so. See ``Archive.withdraw``."""
    gone: list[str] = []
    sources = ledger.sources(client, issues, units)
    for identifier, (source, stored) in sources.items():
        if stored.outcome == Outcome.HELD:
            carry_out(client, [bulk.Action("delete", issues, identifier)])
            gone.append(identifier)
        if not stored.is_live or stored.revision > revision:
            continue
        entry = {
            **{name: value for name, value in source.items() if name not in _OF_ARTICLES},
            "outcome": str(Outcome.WITHDRAWN),
            "articles": 0,
            "revision": revision,
            "indexed_at": timestamp(whole_milliseconds(at)),
        }
        carry_out(client, [bulk.deletion(articles, article, revision) for article in stored.article_ids])
        carry_out(client, [ledger.entry_action(issues, identifier, entry, stored)])
        gone.append(identifier)
    make_visible(client, articles, issues)
    return tuple(gone)
