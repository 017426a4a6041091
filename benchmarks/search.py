"""Retrieval: ``python -m benchmarks.search PAGES`` on the Elasticsearch that ELASTICSEARCH_URL, _USER, _PASSWORD name.

Builds indices from a folder of annotated pages, asks queries whose answers are known, and prints precision and recall
of whole hit sets, mean reciprocal ranks of sought articles, size and CPU; beside the ways in which Chinese is usually
indexed. ``--latency 100000`` measures instead what a search costs as the archive grows. Indices are removed at the end.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import elasticsearch
import opencc
from elasticsearch.helpers import bulk

from benchmarks import search_corpus, search_latency, search_queries
from worker.enrichment import load_segmenter
from worker.indexing import Versions, connect
from worker.indexing.definitions import articles_body, detect_profile
from worker.search import Request, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from elasticsearch import Elasticsearch

    from benchmarks.search_corpus import Gold
    from benchmarks.search_queries import Asked
    from worker.enrichment import Segmenter

VERSIONS = Versions("benchmark", "benchmark", "benchmark")
# The administrator of the embedded server may make no other indices than those of the two aliases and their versions.
PREFIX = "articles-benchmark"
MOST = 1000
_CPU_SECONDS = 1.1  # the server looks at its own CPU no more than once a second
_PLAIN_FIELDS = ("kicker", "headline", "subtitle", "source_line", "body", "captions")


@dataclass(frozen=True, slots=True)
class Way:
    """A way of searching: its name and a function from a query to ids, best first."""

    name: str
    ask: Callable[[str], list[str]]


def build(client: Elasticsearch, name: str, body: dict[str, Any], documents: Iterable[dict[str, Any]]) -> float:
    """Build an index; return its size in MB a thousand articles, merged to one segment."""
    client.indices.delete(index=name, ignore_unavailable=True)
    client.indices.create(index=name, **body)
    count, _ = bulk(client, ({"_index": name, "_id": one["id"], "_source": one} for one in documents), refresh=True)
    client.indices.forcemerge(index=name, max_num_segments=1)
    size = client.indices.stats(index=name, metric="store")["indices"][name]["total"]["store"]["size_in_bytes"]
    return float(size) / count / 1000


def product_body(client: Elasticsearch) -> dict[str, Any]:
    """Return the request body of the product's index, for the profile this server can do."""
    return articles_body(detect_profile(client), VERSIONS, shards=1, replicas=0)


def plain_body(analyzer: str) -> dict[str, Any]:
    """Return the request body of an index as most people make one: the text under one analyzer, nothing else."""
    fields = {name: {"type": "text", "analyzer": analyzer} for name in _PLAIN_FIELDS}
    return {"mappings": {"dynamic": False, "properties": fields}, "settings": {"number_of_replicas": 0}}


def product_way(client: Elasticsearch, index: str, segmenter: Segmenter) -> Way:
    """Return the product's own search."""
    search = Search(client, index, segmenter)
    return Way("baoku", lambda query: [hit.id for hit in search.run(Request(query, size=MOST, facets=False)).hits])


def plain_way(client: Elasticsearch, index: str, name: str, fields: Sequence[str] | None, kind: str) -> Way:
    """Return a ``multi_match``; without fields it is what Kibana sends for a bare word."""

    def ask(text: str) -> list[str]:
        query: dict[str, Any] = {"query": text, "type": kind, "lenient": True}
        if fields is not None:
            query["fields"] = list(fields)
        answer = client.search(index=index, query={"multi_match": query}, size=MOST, source=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    return Way(name, ask)


def whole_sets(way: Way, asked: Sequence[Asked]) -> str:
    """Return precision and recall of hit sets, each over all queries together."""
    by_string = [0, 0, 0]
    by_meaning = [0, 0, 0]
    for one in asked:
        found = set(way.ask(one.query))
        for tally, right in ((by_string, one.holders), (by_meaning, one.meant)):
            tally[0] += len(found & right)
            tally[1] += len(found)
            tally[2] += len(right)
    text = f"P {by_string[0] / max(1, by_string[1]):.3f} R {by_string[0] / max(1, by_string[2]):.3f}"
    if by_meaning[2]:
        text += f"   by annotation P {by_meaning[0] / max(1, by_meaning[1]):.3f} R {by_meaning[0] / by_meaning[2]:.3f}"
    return text


def ranks(way: Way, asked: Sequence[Asked]) -> str:
    """Return the mean reciprocal rank of the sought articles."""
    total = 0.0
    for one in asked:
        found = way.ask(one.query)
        total += next((1 / rank for rank, identifier in enumerate(found, 1) if identifier in one.holders), 0.0)
    return f"MRR {total / len(asked):.3f}"


def node_cpu(client: Elasticsearch) -> int:
    """Return the CPU milliseconds that the server's process has used so far."""
    time.sleep(_CPU_SECONDS)
    nodes = client.nodes.stats(metric="process")["nodes"].values()
    return sum(int(node["process"]["cpu"]["total_in_millis"]) for node in nodes)


def report(client: Elasticsearch, title: str, asked: Sequence[Asked], ways: Sequence[Way], score: Any) -> None:
    """Print one table: a row a way, with the CPU of the server and of the client a query."""
    print(f"\n{title} ({len(asked)} queries)")
    for way in ways:
        server, own = node_cpu(client), time.process_time()
        figures = score(way, asked)
        queries = len(asked)
        server_ms = (node_cpu(client) - server) / queries
        own_ms = (time.process_time() - own) * 1000 / queries
        print(f"  {way.name:<26} {figures:<58} server {server_ms:5.1f} ms, client {own_ms:4.1f} ms a query")


def measure(client: Elasticsearch, golds: list[Gold], segmenter: Segmenter) -> None:
    """Build the indices and print every table."""
    body = product_body(client)
    traditional = search_corpus.translated(golds, opencc.OpenCC("s2t").convert)
    untitled = search_corpus.without_titles(golds)
    main, old, bare, plain = (f"{PREFIX}-{name}" for name in ("main", "traditional", "untitled", "plain"))
    print(f"{len(golds)} articles, profile {detect_profile(client)}; MB a thousand articles:")

    def make(name: str, index_body: dict[str, Any], corpus: Sequence[Gold]) -> None:
        size = build(client, name, index_body, search_corpus.documents(corpus, segmenter, VERSIONS))
        print(f"  {name:<26} {size:.2f}")

    make(main, body, golds)
    make(old, body, traditional)
    make(bare, body, untitled)
    make(plain, plain_body("standard"), golds)
    ours = product_way(client, main, segmenter)
    kibana = plain_way(client, main, "baoku, Kibana's bare word", None, "best_fields")
    rivals = [
        plain_way(client, plain, "standard, OR", _PLAIN_FIELDS, "best_fields"),
        plain_way(client, plain, "standard, phrase", _PLAIN_FIELDS, "phrase"),
    ]
    try:
        client.indices.analyze(analyzer="cjk", text="报")
    except elasticsearch.BadRequestError:
        print("  this server has no cjk analyzer")
    else:
        make(f"{PREFIX}-cjk", plain_body("cjk"), golds)
        rivals.append(plain_way(client, f"{PREFIX}-cjk", "cjk, OR", _PLAIN_FIELDS, "best_fields"))

    names = search_queries.names(golds)
    simplified = opencc.OpenCC("t2s").convert
    to_traditional = opencc.OpenCC("s2t").convert
    changed = [one for one in names if to_traditional(one.query) != one.query and simplified(one.query) == one.query]
    turned = [search_queries.Asked(to_traditional(one.query), one.holders) for one in changed]
    report(client, "names, whole hit sets", names, [ours, kibana, *rivals], whole_sets)
    report(client, "headlines as printed", search_queries.headlines(golds), [ours, kibana, *rivals], ranks)
    report(
        client,
        "the same on bodies alone",
        search_queries.headlines(golds),
        [product_way(client, bare, segmenter)],
        ranks,
    )
    together = search_queries.drawn_words(golds, segmenter, joint="")
    spaced = search_queries.drawn_words(golds, segmenter, joint=" ")
    report(client, "two or three words run together", together, [ours, kibana, *rivals], ranks)
    report(client, "two or three words, spaced", spaced, [ours, kibana, *rivals], ranks)
    report(client, "single characters", search_queries.characters(golds), [ours, kibana, *rivals], whole_sets)
    report(client, "Latin and digits", search_queries.latin_and_digits(golds), [ours, kibana, *rivals], whole_sets)
    report(client, "traditional query, simplified text", turned, [ours, kibana, *rivals], whole_sets)
    report(
        client,
        "simplified query, traditional text",
        changed,
        [product_way(client, old, segmenter), plain_way(client, old, "baoku, Kibana's bare word", None, "best_fields")],
        whole_sets,
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="folder of *.gold.json")
    parser.add_argument("--latency", type=int, default=0, metavar="N", help="grow an archive to N articles instead")
    arguments = parser.parse_args()
    golds = search_corpus.load(arguments.pages)
    segmenter = load_segmenter()
    with connect(
        os.environ["ELASTICSEARCH_URL"],
        user=os.environ.get("ELASTICSEARCH_USER", ""),
        password=os.environ.get("ELASTICSEARCH_PASSWORD", ""),
        timeout=120,
    ) as client:
        try:
            if arguments.latency:
                index = f"{PREFIX}-grown"
                search_latency.measure(
                    client,
                    index,
                    product_body(client),
                    golds=golds,
                    segmenter=segmenter,
                    most=arguments.latency,
                )
            else:
                measure(client, golds, segmenter)
        finally:
            for name in ("main", "traditional", "untitled", "plain", "cjk", "grown"):
                client.indices.delete(index=f"{PREFIX}-{name}", ignore_unavailable=True)


if __name__ == "__main__":
    main()
