"""What reading articles costs, format beside format: processor time an article, and memory of an export of any size.

    python -m benchmarks.formats                    # text, JSON Lines, e-paper pages, read and parsed
    python -m benchmarks.formats --megabytes 1024   # an export of that size, streamed through its reader alone

Times are of this process, so they say little beside other machines and much beside one another.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from worker.document.identity import IdentityHints
from worker.document.source import Document
from worker.ingestion.documents import issue_of
from worker.parsing import parse_issue
from worker.readers import registry
from worker.readers.base import Limits, Source
from worker.readers.text.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIMITS = Limits(1 << 24)
ARTICLES = 600
PARAGRAPHS = (
    "临河坝的晚稻昨天开镰，三百台收割机一早下了田。今年雨水匀，穗子比往年沉，农技站的人说每亩能多打三十斤。",
    "“今年的收成比去年好得多。”种粮大户王大伟说，他家的两百亩水稻一天能收四十亩，烘干塔也在村口搭好了。",
    "区里从上个月起把收割机排了班，哪块田先熟就先去哪里。石门渡口的候船亭旁停着三辆运粮车，司机们等着过秤。",
    "农机合作社的老陈算过账：从前雇人割稻，一亩地要花一百八十元，如今机器下田，连烘干在内只要一百一十元。",
    "傍晚起了风，收割机还亮着灯。村干部在田埂上数着空下来的地块，说再有四天，坝上的稻子就能全部进仓。",
)
BODY = PARAGRAPHS * 3


def _record(number: int) -> bytes:
    return json.dumps(
        {
            "paper_name": "临河新报", "date": f"2023-{number // 280 % 12 + 1:02d}-{number // 10 % 28 + 1:02d}",
            "page": f"{number % 8 + 1:02d}", "title": f"坝上收割第{number}日", "author": "记者 陈小明",
            "content": "\n".join(BODY),
        },
        ensure_ascii=False,
    ).encode()  # fmt: skip


def _page(number: int) -> bytes:
    paragraphs = "".join(f"<p>　　{text}</p>" for text in BODY)
    return (
        f"<html><head><meta charset=utf-8><title>坝上收割第{number}日-临河新报</title></head><body>"
        f"<a href=node_2.htm>第02版：要闻</a><div class=article><h3>全区秋收</h3><h1>坝上收割第{number}日</h1>"
        f"<p class=sec>记者 陈小明 《 临河新报 》（ 2023年10月26日 第 02 版）</p><div id=ozoom>{paragraphs}</div></div>"
        "</body></html>"
    ).encode()


def _text(number: int) -> bytes:
    stories = "\n\n".join(
        f"坝上收割第{number + one}日\n□记者 陈小明\n" + "\n".join(f"　　{text}" for text in BODY) for one in range(6)
    )
    return f"临河新报\n2023年10月26日 星期四 第02版\n\n{stories}\n".encode()


def _of_text(data: bytes) -> int:
    hints = IdentityHints("临河新报/2023-10-26/02.txt")
    return len(parse_issue(read(data, max_bytes=LIMITS.max_bytes), hints).articles)


def _of_any(name: str) -> Callable[[bytes], int]:
    def articles(data: bytes) -> int:
        documents = registry.read(Source(name, data), LIMITS)
        return sum(len(issue_of(one, IdentityHints(name)).articles) for one in documents if isinstance(one, Document))

    return articles


def _timed(kind: str, files: Iterable[bytes], taken: Callable[[bytes], int]) -> str:
    held = list(files)
    taken(held[0])  # patterns and dictionaries are there
    began = time.process_time()
    count = sum(map(taken, held))
    seconds = time.process_time() - began
    return f"{kind:<44}{count:>6}{1000 * seconds / count:>8.2f} ms{count / seconds:>10,.0f}/s"


def _beside_one_another() -> None:
    size = sum(map(len, BODY))
    print(f"articles of {size} characters; articles, processor time an article, articles a second of it")
    print(_timed("text pages of six articles", map(_text, range(ARTICLES // 6)), _of_text))
    print(_timed("JSON Lines", [b"\n".join(map(_record, range(ARTICLES)))], _of_any("年.jsonl")))
    print(_timed("e-paper HTML, an article's page of its own", map(_page, range(ARTICLES)), _of_any("content_1.htm")))


def _streamed(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "年.jsonl")
        records = b"".join(_record(number) + b"\n" for number in range(2240))
        with path.open("wb") as file:
            for turn in itertools.count():  # no record twice: that would be left out
                file.write(records.replace("坝上".encode(), f"第{turn}段坝上".encode()))
                if file.tell() >= megabytes * 1024 * 1024:
                    break
        size = path.stat().st_size
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        source = Source(path.name, stream=lambda: io.BufferedReader(io.FileIO(path)), stream_bytes=size)
        count = sum(len(one.articles) for one in registry.read(source, LIMITS) if isinstance(one, Document))
        seconds = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{size:,} bytes, {count:,} articles: {seconds:.0f} s of processor time, "
          f"{most / 1024:.0f} MB of memory at most ({before / 1024:.0f} before)")  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=0, help="stream an export of that size instead")
    asked = parser.parse_args()
    if asked.megabytes:
        _streamed(asked.megabytes)
    else:
        _beside_one_another()


if __name__ == "__main__":
    main()
