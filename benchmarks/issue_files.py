"""Issue files by the thousand, made up out of this repository's own pages: ``IssueFiles().draw(n)``.

Sentences of the sample page and of the tests' pages are drawn at random, and in each of them words of the open classes
are exchanged for others of the same tag and length, drawn from jieba's dictionary by frequency: so the vocabulary
grows as that of a real archive does, and no two articles are near-duplicates. The same seed gives the same files.

A page is of one script, as papers are: one sentence in traditional characters gives its article a folded companion,
twice the text to index. As many pages are printed in them (by OpenCC) as there are such sentences, at even distances:
one takes jieba's tagger more than forty times what another does, so where chance decided how many of them a run had,
chance decided what the plain baseline cost.
"""

from __future__ import annotations

import datetime as dt
import itertools
import operator
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jieba.posseg
import opencc

from worker.document.identity import IdentityHints
from worker.errors import NoArticleError
from worker.folding import fold
from worker.parsing import parse_issue
from worker.readers.text import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.issue import Article

ARTICLES = 7  # as many as a page of a daily has, more or less
CHARACTERS = 675  # of an article, on average
_REPOSITORY = Path(__file__).parent.parent
_SENTENCE = re.compile(r"[^。!?]+[。!?][”』」]?")
_HEADLINE = re.compile(r"[\u4e00-\u9fff]{10,18}")
_OVERSHOOT = 100  # what headline, reporter and the last paragraph add
_FIRST_DAY = dt.date(1990, 1, 1)
_PAPERS = ("江城日报", "临江晚报", "山城时报", "北岸新闻")
_OPEN_CLASSES = frozenset({"n", "nr", "ns", "nt", "nz", "v", "vn", "a", "ad", "an", "i", "l"})
_EXCHANGED = 0.5  # share of the words of those classes
_TRADITIONAL = (
    0.1  # share of the Han characters that simplified script has otherwise; such texts have some three tenths
)
_MAX_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class IssueFile:
    """A page: its path below the inbox, its text, and how many articles were put into it."""

    path: str
    text: str
    articles: int = ARTICLES


class IssueFiles:
    """Makes up pages, the same ones for the same seed; ``simplified``: none is printed in traditional characters."""

    def __init__(self, seed: int = 11, *, simplified: bool = False) -> None:
        jieba.setLogLevel("WARNING")
        self._draw = random.Random(seed)
        printed = [text for path in _pages() for text in _paragraphs(path)]
        texts = [text for text in printed if not is_traditional(text)]
        self._traditional = 0 if simplified else 1 - sum(map(len, texts)) / sum(map(len, printed))
        self._print = opencc.OpenCC("s2t").convert
        sentences = [sentence for text in texts for sentence in _SENTENCE.findall(text)]
        self._sentences = [
            [(word.word, word.flag) for word in jieba.posseg.cut(sentence)]
            for sentence in sentences
            if "\n" not in sentence
        ]
        self._heads = [
            [(word.word, word.flag) for word in jieba.posseg.cut(clause)]
            for text in texts
            for clause in _HEADLINE.findall(text)
        ]
        self._words = _dictionary()
        self._number = 0
        self._made = 0

    def draw(self, count: int) -> list[IssueFile]:
        """Return so many pages more."""
        return list(itertools.islice(self._pages(), count))

    def _pages(self) -> Iterator[IssueFile]:
        while True:
            day, paper = divmod(self._number, len(_PAPERS))
            self._number += 1
            date = _FIRST_DAY + dt.timedelta(days=day)
            path = f"{_PAPERS[paper]}/{date.isoformat()}/01版.txt"
            text = "\n\n\n".join(self._article() for _ in range(ARTICLES)) + "\n"
            if self._is_due():
                text = self._print(text)
            # the figures are an article's: pages whose division may be argued about are left out
            if len(_parsed(text.encode(), path)) == ARTICLES:
                self._made += 1
                yield IssueFile(path, text)

    def _is_due(self) -> bool:
        """Tell whether the next page is one in traditional characters; they come at even distances."""
        return round(self._made * self._traditional) < round((self._made + 1) * self._traditional)

    def _article(self) -> str:
        length = self._draw.gauss(CHARACTERS - _OVERSHOOT, CHARACTERS / 4)
        headline = self._changed(self._draw.choice(self._heads))
        names, weights = self._words["nr", 3]
        reporter = self._draw.choices(names, cum_weights=weights)[0]
        paragraphs = [f"本报讯(记者 {reporter})"]
        written = 0
        while written < length:
            for _ in range(self._draw.randint(1, 4)):
                sentence = self._changed(self._draw.choice(self._sentences))
                paragraphs[-1] += sentence
                written += len(sentence)
            paragraphs.append("")
        return "\n\n".join([headline, *filter(None, paragraphs)])

    def _changed(self, tagged: list[tuple[str, str]]) -> str:
        result = ""
        for word, flag in tagged:
            words, weights = self._words.get((flag, len(word)), ([], []))
            if words and flag in _OPEN_CLASSES and self._draw.random() < _EXCHANGED:
                result += self._draw.choices(words, cum_weights=weights)[0]
            else:
                result += word
        return result


def is_traditional(text: str) -> bool:
    """Return whether a text is printed in traditional characters: one here and there is a name or a quotation."""
    han = [character for character in text if "\u3400" <= character <= "\u9fff"]
    changed = sum(map(operator.ne, han, fold("".join(han))))
    return changed > _TRADITIONAL * len(han)


def _pages() -> list[Path]:
    folders = (_REPOSITORY / "samples", _REPOSITORY / "tests" / "golden" / "parsing")
    return [path for folder in folders for path in sorted(folder.glob("*.txt"))]


def _paragraphs(path: Path) -> list[str]:
    return [paragraph for article in _parsed(path.read_bytes(), path.name) for paragraph in article.paragraphs]


def _parsed(data: bytes, path: str) -> tuple[Article, ...]:
    try:
        return parse_issue(read(data, max_bytes=_MAX_BYTES), IdentityHints(path)).articles
    except NoArticleError:
        return ()


def _dictionary() -> dict[tuple[str, int], tuple[list[str], list[int]]]:
    """Return jieba's words with their running totals of frequency, by tag and length."""
    found: defaultdict[tuple[str, int], tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    with jieba.get_dict_file() as file:
        for line in file:
            word, frequency, tag = line.decode().split()
            words, weights = found[tag, len(word)]
            words.append(word)
            weights.append(int(frequency) + 1)
    return {key: (words, list(itertools.accumulate(weights))) for key, (words, weights) in found.items()}
