"""The index definitions of ``mappings/``: what each index is created with, by analysis profile."""

from __future__ import annotations

import functools
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import elasticsearch
import orjson

from worker.indexing.client import failures_named
from worker.indexing.letters import server_rules
from worker.resources import mapping_path

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SCHEMA = 2
"""Raised with every change of ``mappings/`` that an existing index cannot take in place."""

# What workers write they make searchable themselves, an order at a time: this is for what they only delete, and a
# refresh amid a large order would be one segment more to search and to merge (docs/speed.md).
_REFRESH_INTERVAL = "10s"
# How long a deleted article refuses a file that is older than what took it away; Elasticsearch's own minute is over
# before a file that waited, or was tried again, comes.
_REMEMBERED_DELETIONS = "1h"
_ANALYZER_KEYS = frozenset({"analyzer", "search_analyzer", "search_quote_analyzer"})


class Profile(StrEnum):
    """Which analysis the server can do."""

    CORE = "core"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Versions:
    """What a document was made with: a change of any of them may change the document."""

    parser: str
    enricher: str
    dictionary: str

    def as_json(self) -> dict[str, str]:
        """Return the form in which documents and ``_meta`` carry it."""
        return asdict(self)


@functools.cache
def load(name: str) -> dict[str, Any]:
    """Return ``mappings/NAME.json`` decoded. Do not change it: it is shared."""
    return dict(orjson.loads(mapping_path(f"{name}.json").read_bytes()))


def articles_body(profile: Profile, versions: Versions, *, shards: int, replicas: int) -> dict[str, Any]:
    """Return the request body that creates an index of articles."""
    analysis = load(f"analysis-{profile}")
    return {
        "settings": {
            "index": {
                **_common(shards, replicas),
                "analysis": _with_folding(analysis["analysis"]),
                "query": {"default_field": analysis["default_field"]},
            }
        },
        "mappings": {**_with_analyzers(load("articles"), analysis["analyzers"]), "_meta": meta(profile, versions)},
    }


def issues_body(profile: Profile, versions: Versions, *, replicas: int) -> dict[str, Any]:
    """Return the request body that creates an index of issues, the ledger.

    One shard, however many the articles have: an entry is a fiftieth of its issue's articles (docs/scaling.md).
    """
    return {
        "settings": {"index": _common(1, replicas)},
        "mappings": {**load("issues"), "_meta": meta(profile, versions)},
    }


def _with_folding(analysis: dict[str, Any]) -> dict[str, Any]:
    """Return an analysis with the rules of its filter ``fold``, which are too many to be written down there."""
    filters = analysis.get("char_filter", {})
    if "fold" not in filters:
        return analysis
    return {**analysis, "char_filter": {**filters, "fold": {**filters["fold"], "mappings": list(server_rules())}}}


def _with_analyzers(mapping: Any, names: dict[str, str]) -> Any:
    """Return a mapping with the roles (characters, bare, words) replaced by the profile's analyzers."""
    if not isinstance(mapping, dict):
        return mapping
    return {
        key: names[value] if key in _ANALYZER_KEYS and isinstance(value, str) else _with_analyzers(value, names)
        for key, value in mapping.items()
    }


def meta(profile: Profile, versions: Versions) -> dict[str, Any]:
    """Return the ``_meta`` of an index that is built now."""
    return {"schema": SCHEMA, "profile": str(profile), "versions": versions.as_json()}


def _common(shards: int, replicas: int) -> dict[str, Any]:
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": _REFRESH_INTERVAL,
        "gc_deletes": _REMEMBERED_DELETIONS,
    }


def detect_profile(client: Elasticsearch) -> Profile:
    """Ask the server whether it has the analysis of the full profile, by analysing a word with it.

    Raises:
        EngineUnavailableError: The server is away.
        ConfigurationError: It does not let us ask.
    """
    full = load("analysis-full")
    analysis = _with_folding(full["analysis"])
    bare = analysis["analyzer"][full["analyzers"]["bare"]]
    with failures_named():
        try:
            client.indices.analyze(
                char_filter=[analysis["char_filter"][name] for name in bare["char_filter"]],
                tokenizer=bare["tokenizer"],
                filter=[analysis["filter"].get(name, name) for name in bare["filter"]],
                text="报",
            )
        except elasticsearch.BadRequestError:  # unknown char filter or filter
            return Profile.CORE
    return Profile.FULL
