"""File closed -> searchable: how long one drop takes on a running baoku.

Run ``baoku up`` in one terminal and this in another, with the same BAOKU_HOME::

    python benchmarks/latency.py --files 50

Each file has an article with a name that no other has. The clock starts when the file is closed and stops when a plain
query to Elasticsearch finds the name. The pages are left in the archive: use a home made for it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import TYPE_CHECKING

from worker.app import connection
from worker.app.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from elasticsearch import Elasticsearch

LOOK_SECONDS = 0.01
PATIENCE_SECONDS = 60.0

PAGE = """{name}到码头调研时强调
加快推进港口建设

本报讯(记者 周晓明)10月24日,副市长{name}到码头调研。{name}强调,要抓住机遇,加快推进港口建设。

市有关部门主要负责人参加。
"""

_GIVEN = "伟强丽华国栋建平海燕志远光明思子安立群文博永年"


def made_up_name(number: int) -> str:
    """Return a name that only this number gives: its digits, written in characters that names have."""
    digits = ""
    while number:
        number, digit = divmod(number, len(_GIVEN))
        digits += _GIVEN[digit]
    return f"欧阳{digits}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(client: Elasticsearch, alias: str, inbox: Path, files: int) -> list[float]:
    """Drop files one after the other; return how many seconds each took to be found."""
    taken: list[float] = []
    for number in range(files):
        name = made_up_name(time.time_ns() // 1_000_000)
        query = {"match_phrase": {"body": name}}
        assert client.count(index=alias, query=query)["count"] == 0, f"{name} is in the archive"
        with (inbox / f"latency-{int(time.time())}-{number}.txt").open("w") as file:
            file.write(PAGE.format(name=name))
        closed = time.monotonic()
        while client.count(index=alias, query=query)["count"] == 0:
            assert time.monotonic() - closed < PATIENCE_SECONDS, f"{name} is not found"
            time.sleep(LOOK_SECONDS)
        taken.append(time.monotonic() - closed)
    return taken


def summary(taken: Sequence[float]) -> dict[str, float]:
    """Return what is said of the times."""
    return {
        "files": len(taken),
        "p50_seconds": round(statistics.median(taken), 3),
        "p95_seconds": round(percentile(taken, 0.95), 3),
        "max_seconds": round(max(taken), 3),
    }


def main() -> None:
    """Drop the files and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    settings = load_settings()
    found = connection.find(settings)
    client = found.elasticsearch(found.reader)
    result = summary(measure(client, settings.articles_alias, settings.inbox, options.files))
    print(json.dumps(result) if options.json else "  ".join(f"{key} {value}" for key, value in result.items()))


if __name__ == "__main__":
    main()
