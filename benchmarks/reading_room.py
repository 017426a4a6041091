"""What a page of the reading room costs at a size: ``BAOKU_HOME=HOME python -m benchmarks.reading_room [ARTICLES]``.

Run it beside a `baoku up` on a home of its own that holds some hundred articles: their paragraphs, names and dates are
recombined until the index has ARTICLES, which then stay in it. Pages are asked for one after the other, as one reader
would; `baoku search`'s own search is timed beside them, in the same process as this.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from elasticsearch.helpers import streaming_bulk

from worker.app import connection
from worker.app.settings import load_settings
from worker.enrichment import load_segmenter
from worker.search import Request, Search
from worker.web.address import address_of
from worker.web.news import News

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from elasticsearch import Elasticsearch

ARTICLES = 100_000
ASKED = 200
SAVED = 1000
WARM_UP = 30
TARGET_MS = 300.0
_SHUFFLED = ("body", "body_words", "headline", "title_words", "people", "places", "organizations", "keywords", "byline")


def main() -> None:
    """Grow the archive, ask, print."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    settings = load_settings()
    found = connection.find(settings)
    client = found.elasticsearch(found.admin, timeout=60)
    search = Search(found.elasticsearch(found.reader), settings.articles_alias, load_segmenter(settings.dictionaries))
    genuine = [one for one in search.export("") if not one["id"].startswith(("bench-", "news-"))]
    there = client.count(index=settings.articles_alias)["count"]
    actions = (
        {"_index": settings.articles_alias, "_id": one["id"], "_source": one, "require_alias": True}
        for one in recombined(genuine, most - there)
    )
    for _ in streaming_bulk(client, actions, chunk_size=500):
        pass
    client.indices.refresh(index=settings.articles_alias)
    print(f"{client.count(index=settings.articles_alias)['count']:,} articles")
    url = address_of(settings.state)
    draw = random.Random(7)
    names = sorted({name for one in genuine for name in (*one.get("people", ()), *one.get("keywords", ()))})
    queries = [" ".join(draw.sample(names, draw.choice((1, 1, 2)))) for _ in range(ASKED)]
    articles = [draw.choice(genuine)["id"] for _ in range(ASKED)]
    of_search = [f"/search?q={quote(query)}" for query in queries]
    of_articles = [f"/articles/{quote(one)}?q={quote(query)}" for one, query in zip(articles, queries, strict=True)]
    server = json.loads((settings.state / "web.json").read_bytes())["pid"]
    pairs = [f"/trend?q={quote(a)}&q={quote(b)}" for a, b in zip(queries[:40], queries[40:80], strict=True)]
    report_pages("search page", url, of_search, server)
    report_pages("article page", url, of_articles, server)
    report_pages("calendar of a year", url, ["/calendar?publication=" + quote(genuine[0]["publication"])] * 40, server)
    report_pages("trend of two queries", url, pairs, server)
    report("baoku search's search", [_of_search(search, query) for query in queries])
    report_looks(client, search, settings.articles_alias, names, genuine)
    status = Path(f"/proc/{server}/status").read_text()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    print(f"memory of the server: {int(resident) // 1024} MB")


def recombined(genuine: Sequence[dict[str, Any]], number: int, prefix: str = "bench") -> Iterator[dict[str, Any]]:
    """Yield articles whose fields come from different ones, and whose paragraphs do too."""
    draw = random.Random(11)
    paragraphs = [line for one in genuine for line in str(one.get("body", "")).split("\n") if line]
    for count in range(max(0, number)):
        made = dict(draw.choice(genuine))
        for name in _SHUFFLED:
            if value := draw.choice(genuine).get(name):
                made[name] = value
        made["body"] = "\n".join(draw.sample(paragraphs, 6))
        made["id"] = made["story"] = f"{prefix}-{count:07d}-a01"
        made["issue_id"] = made["unit_id"] = f"{prefix}-{count // 8:06d}"
        made["date"] = f"{draw.randrange(1990, 2024)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
        made.pop("folded", None)
        made.pop("similar", None)
        yield made


def report_pages(what: str, url: str, addresses: Sequence[str], server: int) -> None:
    """Ask for pages, some before any counts, and print what they took, and of the server's processor each."""
    for address in addresses[:WARM_UP]:
        _get(url + address)
    taken = []
    used = _processor_ms(server)
    for address in addresses:
        began = time.perf_counter()
        _get(url + address)
        taken.append((time.perf_counter() - began) * 1000)
    each = (_processor_ms(server) - used) / len(addresses)
    report(what, taken, f"   {each:5.1f} ms of the server's processor")


def report(what: str, taken: Sequence[float], more: str = "") -> None:
    """Print median and p95."""
    ordered = sorted(taken)
    p50, p95 = (ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] for percent in (50, 95))
    print(f"{what:<24} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms{more}")


def _processor_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) * 1000 / os.sysconf("SC_CLK_TCK")


def report_looks(
    client: Elasticsearch, search: Search, alias: str, names: Sequence[str], genuine: Sequence[dict[str, Any]]
) -> None:
    """Print what it costs to tell many saved searches of new articles, looked up as the reading room does."""
    draw = random.Random(13)
    papers = sorted({one["publication"] for one in genuine if one.get("publication")})
    with tempfile.TemporaryDirectory(prefix="baoku-news-") as folder:
        news = News(Path(folder) / "web.sqlite3", search)
        for number in range(SAVED):
            query = " ".join(draw.sample(names, draw.choice((1, 1, 2))))
            narrowed = f"&publication={quote(draw.choice(papers))}" if number % 3 == 0 else ""
            news.save(query, f"q={quote(query)}{narrowed}")
        news.look()
        for new in (0, 1, 20, 500):
            moment = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            added = ({**one, "ingested_at": moment} for one in recombined(genuine, new, prefix=f"news-{new}"))
            actions = ({"_index": alias, "_id": one["id"], "_source": one, "require_alias": True} for one in added)
            for _ in streaming_bulk(client, actions):
                pass
            client.indices.refresh(index=alias)
            before = sum(one.told for one in news.searches())
            began, used = time.perf_counter(), time.process_time()
            news.look()
            took, used = (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000
            told = sum(one.told for one in news.searches()) - before
            cost = f"{took:.0f} ms, of which this process used {used:.0f} ms"
            print(f"{SAVED:,} saved searches, {new} new articles: {cost}; {told:,} told")


def _of_search(search: Search, query: str) -> float:
    began = time.perf_counter()
    search.run(Request(query))
    return (time.perf_counter() - began) * 1000


def _get(address: str) -> None:
    with urllib.request.urlopen(address, timeout=60) as response:
        response.read()


if __name__ == "__main__":
    main()
