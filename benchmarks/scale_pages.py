"""Issue files by the thousand, each with other articles: the shape of real ones, their sentences drawn anew."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document.identity import IdentityHints
from worker.errors import NoArticleError
from worker.ingestion.pipeline import with_notices
from worker.parsing import parse_issue
from worker.readers.text import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.document.issue import Article

ARTICLES = 7  # as many as a page of a daily paper has, more or less
_SENTENCE = re.compile(r"[^。!?]+[。!?][”』」]?")
_FIRST_DAY = dt.date(1990, 1, 1)
_PAPERS = ("江城日报", "临江晚报", "山城时报", "北岸新闻")
_MAX_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class Page:
    """An issue file: its path below the inbox, its text, and how many articles the product finds in it."""

    path: str
    text: str
    articles: int


class Pages:
    """Draws pages from the articles of a folder of text files, the same ones for the same seed."""

    def __init__(self, folder: Path, seed: int = 11) -> None:
        self._draw = random.Random(seed)
        self._articles = [article for path in sorted(folder.glob("*.txt")) for article in _articles(path.read_bytes())]
        self._sentences = [
            sentence
            for article in self._articles
            for text in article.paragraphs
            for sentence in _SENTENCE.findall(text)
        ]
        self._number = 0

    def draw(self, count: int) -> Iterator[Page]:
        """Yield so many pages more; no two have a text or an issue in common."""
        made = 0
        while made < count:
            day, paper = divmod(self._number, len(_PAPERS))
            self._number += 1
            date = _FIRST_DAY + dt.timedelta(days=day)
            path = f"{_PAPERS[paper]}/{date.isoformat()}/01版.txt"
            text = "\n\n\n".join(self._article() for _ in range(ARTICLES)) + "\n"
            found = len(_articles(text.encode(), path))
            if found:
                made += 1
                yield Page(path, text, found)

    def _article(self) -> str:
        """Return an article with headline and paragraphs as long as those of one that was read."""
        like = self._draw.choice(self._articles)
        paragraphs = [
            "".join(self._draw.choices(self._sentences, k=max(1, len(_SENTENCE.findall(text)))))
            for text in like.paragraphs
        ]
        reporter = self._draw.choice("王李张刘陈杨赵黄周吴") + self._draw.choice("伟芳敏静丽强磊军洋勇") + "明"
        return f"{like.headline}\n\n本报讯(记者 {reporter})" + "\n\n".join(paragraphs)


def _articles(data: bytes, path: str = "") -> tuple[Article, ...]:
    try:
        return with_notices(parse_issue(read(data, max_bytes=_MAX_BYTES), IdentityHints(path))).articles
    except NoArticleError:
        return ()
