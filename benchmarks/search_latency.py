"""What a search costs as the archive grows, on articles recombined from the gold ones."""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING, Any

from elasticsearch.helpers import streaming_bulk

from benchmarks import search_corpus, search_queries
from worker.indexing import Versions
from worker.search import Request, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elasticsearch import Elasticsearch

    from benchmarks.search_corpus import Gold
    from worker.enrichment import Segmenter

_SEED = 7
_WARM_UP = 60
_ASKED = 200
_YEARS = range(1990, 2024)


def measure(
    client: Elasticsearch, index: str, body: dict[str, Any], *, golds: Sequence[Gold], segmenter: Segmenter, most: int
) -> None:
    """Grow an index tenfold from 1,000 to ``most`` articles; at each size print how long searches with facets take."""
    client.indices.delete(index=index, ignore_unavailable=True)
    client.indices.create(index=index, **body)
    source = _recombined(golds, segmenter)
    queries = _queries(golds, segmenter)
    search = Search(client, index, segmenter)
    size, step = 0, 1000
    while size < most:
        step = min(step, most)
        began = time.monotonic()
        actions = ({"_index": index, "_id": one["id"], "_source": one} for one in _take(source, step - size))
        for _ in streaming_bulk(client, actions, chunk_size=500):
            pass
        client.indices.refresh(index=index)
        client.indices.forcemerge(index=index, max_num_segments=5)
        size = step
        print(f"\n{size:,} articles (added in {time.monotonic() - began:.0f} s)")
        for kind, asked in queries.items():
            _print(search, kind, asked)
        _print(search, "all of them", [query for asked in queries.values() for query in asked])
        step *= 10


def _print(search: Search, kind: str, asked: Sequence[str]) -> None:
    for query in asked[:_WARM_UP]:
        search.run(Request(query))
    whole, server, hits = [], [], []
    for query in asked[:_ASKED]:
        began = time.perf_counter()
        results = search.run(Request(query))
        whole.append((time.perf_counter() - began) * 1000)
        server.append(results.milliseconds)
        hits.append(results.total)
    print(
        f"  {kind:<28} server p50 {_p(server, 50):6.1f} p95 {_p(server, 95):6.1f} ms   "
        f"with client p50 {_p(whole, 50):6.1f} p95 {_p(whole, 95):6.1f} ms   median hits {statistics.median(hits):,.0f}"
    )


def _p(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _queries(golds: Sequence[Gold], segmenter: Segmenter) -> dict[str, list[str]]:
    drawn = random.Random(_SEED)
    people = [one.query for one in search_queries.names(golds)]
    return {
        "a name": people,
        "two or three words, spaced": [one.query for one in search_queries.drawn_words(golds, segmenter, joint=" ")],
        "words run together": [one.query for one in search_queries.drawn_words(golds, segmenter, joint="")],
        "a headline": [one.query for one in search_queries.headlines(golds)][:_ASKED],
        "a single character": [one.query for one in search_queries.characters(golds)],
        "a name in a year": [f"{name} 日期:{drawn.choice(_YEARS)}" for name in people],
    }


def _recombined(golds: Sequence[Gold], segmenter: Segmenter) -> Iterator[dict[str, Any]]:
    """Yield articles without end: the title of one, paragraphs of others, names of all of them, any day of 34 years."""
    draw = random.Random(_SEED)
    parts = [
        (document, list(zip(gold.article.paragraphs, _words(gold, segmenter), strict=True)))
        for gold, document in zip(
            golds, search_corpus.documents(golds, segmenter, Versions("b", "b", "b")), strict=True
        )
    ]
    number = 0
    while True:
        number += 1
        document, own = draw.choice(parts)
        others = [draw.choice(parts) for _ in range(2)]
        paragraphs = [*own[:3], *(draw.choice(cut) for _, cut in others if cut)]
        draw.shuffle(paragraphs)
        sources = [document, *(other for other, _ in others)]
        yield document | {
            "id": f"grown-{number:07d}",
            "story": f"grown-{number:07d}",
            "date": f"{draw.choice(_YEARS)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
            "publication": draw.choice(("人民日报", "北碚报", "重庆日报", "光明日报")),
            "body": "\n".join(text for text, _ in paragraphs),
            "body_words": " ".join(words for _, words in paragraphs),
            "people": sorted({name for one in sources for name in one.get("people", ())}),
            "places": sorted({name for one in sources for name in one.get("places", ())}),
            "organizations": sorted({name for one in sources for name in one.get("organizations", ())}),
            "category": draw.choice(("时政", "经济", "文化", "体育", "unknown")),
        }


def _words(gold: Gold, segmenter: Segmenter) -> list[str]:
    return [" ".join(segmenter.search_words(paragraph)) for paragraph in gold.article.paragraphs]


def _take(source: Iterator[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    for _ in range(count):
        yield next(source)
