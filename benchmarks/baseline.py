"""What one would write in a day with jieba, Celery and ``helpers.bulk``: the measure that baoku is held against.

Three passes of jieba over an article (words, people and places, keywords), articles split at blank lines by headline
and lead, a task a file, a bulk a file. It has no ledger, corrections, quarantine, near-duplicates, names by model or
search fields beyond words, and leaves refreshing to Elasticsearch: it does less than baoku, not more.

Run as a worker by ``benchmarks.throughput``: addresses come by the environment.
"""

from __future__ import annotations

import os
import re
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jieba
import jieba.analyse
import jieba.posseg
from celery import Celery
from elasticsearch import Elasticsearch, helpers

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX = os.environ.get("BASELINE_INDEX", "articles-baseline")
_ARTICLE = re.compile(r"\n{3,}")
_LEAD = re.compile(r"^本报讯\s*(?:\(记者\s*(?P<reporter>[^)]*)\))?")
_KEYWORD, _TEXT = {"type": "keyword"}, {"type": "text"}
MAPPINGS: dict[str, Any] = {
    "properties": {
        "publication": _KEYWORD,
        "date": {"type": "date"},
        "page": _KEYWORD,
        "headline": _TEXT,
        "reporter": _KEYWORD,
        "body": _TEXT,
        "words": {"type": "text", "analyzer": "whitespace"},
        "people": _KEYWORD,
        "places": _KEYWORD,
        "keywords": _KEYWORD,
    }
}

jieba.setLogLevel("WARNING")
jieba.initialize()  # before the fork: loading dictionaries is no part of what an article costs
jieba.posseg.dt.initialize()

app = Celery("baseline", broker=os.environ.get("BASELINE_REDIS_URL", ""))
app.conf.update(
    broker_transport_options={"global_keyprefix": "baoku:baseline:"},
    task_ignore_result=True,
    worker_enable_remote_control=False,
)


@cache
def client() -> Elasticsearch:
    """Return this process's connection."""
    return Elasticsearch(
        os.environ["BASELINE_ELASTICSEARCH_URL"],
        basic_auth=(os.environ["BASELINE_USER"], os.environ["BASELINE_PASSWORD"]),
    )


def articles(path: Path, inbox: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file."""
    publication, date, page = path.relative_to(inbox).with_suffix("").parts
    for number, text in enumerate(_ARTICLE.split(path.read_text("utf-8").strip()), start=1):
        headline, _, body = text.partition("\n\n")
        lead = _LEAD.match(body)
        tagged = [(word.word, word.flag) for word in jieba.posseg.cut(body)]
        yield {
            "_id": f"{publication}-{date}-{page}-{number}",
            "publication": publication,
            "date": date,
            "page": page,
            "headline": headline,
            "reporter": lead["reporter"] if lead else None,
            "body": body,
            "words": " ".join(jieba.lcut(f"{headline}\n{body}")),
            "people": sorted({word for word, tag in tagged if tag == "nr" and len(word) > 1}),
            "places": sorted({word for word, tag in tagged if tag == "ns"}),
            "keywords": jieba.analyse.extract_tags(body, topK=10),
        }


@app.task(name="index_file", acks_late=True)  # type: ignore[untyped-decorator] # Celery has no types
def index_file(path: str, inbox: str) -> None:
    """Index one file and take it out of the inbox."""
    helpers.bulk(client(), articles(Path(path), Path(inbox)), index=INDEX)
    Path(path).unlink()


def watch(inbox: Path) -> None:
    """Queue every file that comes, for ever."""
    seen: set[Path] = set()
    print("ready.", flush=True)
    while True:
        for path in sorted(set(inbox.rglob("*.txt")) - seen):
            index_file.delay(str(path), str(inbox))
            seen.add(path)
        time.sleep(1)


if __name__ == "__main__":
    watch(Path(os.environ["BASELINE_INBOX"]))
