"""Learns whether a text goes on with the story above it: ``python -m training.cohesion --articles FOLDER --out FILE``.

A folder holds a file for each source, ``NAME.jsonl``: an article a line, in the order in which the source prints them,
with ``group`` (the day, or the day and the section), ``title`` and ``paragraphs``. How rare pairs of characters are and
which go together is counted over all of them; then stretches of one article, also across a subhead, are told
from the end of one article and the beginning of the next of the same group. Source lines before a text are cut: what
they tell is known without. The table shows each source read by what the others taught. Same folder, same file.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from worker.folding import fold
from worker.parsing.segmentation.cohesion import (
    COMMON,
    LONGEST_ABOVE,
    LONGEST_BELOW,
    OPENINGS,
    SHORTEST,
    Cohesion,
    Lexicon,
    measures,
    opening,
    pair_codes,
    shared_runs,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_VERSION = "1"
_PAIRS, _TOPICS = 9000, 40  # known pairs of characters, and the length of their vectors
_TEXTS, _TEXT, _PER_ARTICLE = 150_000, 600, 2  # texts that pairs are counted in, their characters, of one article
_ROUNDS, _BEYOND = 4, 16  # of the subspace iteration; vectors beyond those that are kept
_RARER = 1.0  # nats by which a pair is rarer that is not among the known ones than the rarest of them
_STRETCHES = 10_000  # of each source
_TOLD_TWICE = 0.25  # of the shorter text that the longer one has as well, in runs of three characters and more
_LONGEST_SUBHEAD, _SHORTEST_PARAGRAPH = 26, 4
_STEPS, _RATE, _PENALTY = 500, 0.05, 2e-4
_CLOSED = tuple('。!?…”"』」);;,，')
_HAN = re.compile("[一-\u9fff]")
_SOURCES = (
    re.compile(r"^[\[(【〔<][^\])】〕>]{2,40}[\])】〕>]\s*"),
    re.compile(
        r"^(?:本报|新华社|中新社|[^,。;:]{2,8}网)[^,。]{0,18}?(?:讯|电|消息|报道)\s*(?:\([^)]{2,30}\))?\s*:?\s*"
    ),
)


class Article(NamedTuple):
    """A group, a title and paragraphs, each with whether it is a subhead."""

    group: str
    title: str
    paragraphs: list[tuple[str, bool]]


class Stretches(NamedTuple):
    """The text above, the text below, and whether both are of one article."""

    above: str
    below: str
    same: bool


def articles_of(path: Path) -> list[Article]:
    """Return the articles of a source that have text."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line)
            title = fold(given["title"]).strip()
            paragraphs: list[tuple[str, bool]] = []
            for raw in given["paragraphs"]:
                text = fold(raw).strip()
                if not paragraphs:
                    for source in _SOURCES:
                        text = source.sub("", text, count=1)
                if len(_HAN.findall(text)) < _SHORTEST_PARAGRAPH:
                    continue
                subhead = len(text) <= _LONGEST_SUBHEAD and not text.endswith(_CLOSED)
                if paragraphs or not (subhead or text == title):
                    paragraphs.append((text, subhead))
            while paragraphs and paragraphs[-1][1]:
                paragraphs.pop()
            if paragraphs:
                found.append(Article(given["group"], title, paragraphs))
    return found


def lexicon_of(articles: Iterable[Article]) -> Lexicon:
    """Return how rare pairs of characters are in the articles' texts, and which go together."""
    texts = [text for article in articles for text in _openings_of(article)]
    random.Random(0).shuffle(texts)  # which texts are counted
    codes = [np.unique(pair_codes(text)) for text in texts[:_TEXTS]]
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    chosen = np.sort(np.argsort(-counts, kind="stable")[:_PAIRS])
    pairs, rarity = pairs[chosen], np.log(len(codes) / counts[chosen])
    unknown = float(rarity.max()) + _RARER - COMMON
    worth = np.maximum(rarity - COMMON, 0).astype(np.float32)
    topics = _topics(codes, pairs, worth)
    return Lexicon(pairs, worth, topics, unknown)


def _openings_of(article: Article) -> list[str]:
    text = " ".join(paragraph for paragraph, _ in article.paragraphs)
    return [text[at : at + _TEXT] for at in range(0, min(len(text), _TEXT * _PER_ARTICLE), _TEXT)]


def _topics(
    codes: Sequence[NDArray[np.uint32]], pairs: NDArray[np.uint32], worth: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the leading right singular vectors of texts by pairs, times the pairs' rarity, by subspace iteration."""
    columns = []
    for own in codes:
        at = np.minimum(np.searchsorted(pairs, own), len(pairs) - 1)
        at = at[pairs[at] == own]
        columns.append(at[worth[at] > 0])
    columns = [own for own in columns if len(own)]
    lengths = [float(np.sqrt((worth[own] ** 2).sum())) for own in columns]
    drawn = np.random.default_rng(0).standard_normal((len(pairs), _TOPICS + _BEYOND)).astype(np.float32)
    basis = np.linalg.qr(drawn)[0]
    for _ in range(_ROUNDS):
        total = np.zeros_like(basis)
        weighed = basis * worth[:, None]
        for own, length in zip(columns, lengths, strict=True):
            total[own] += weighed[own].sum(0) / (length * length)
        basis = np.linalg.qr(total * worth[:, None])[0].astype(np.float32)
    return (basis[:, :_TOPICS] * worth[:, None]).astype(np.float32)


def stretches(articles: Sequence[Article], most: int, seed: int = 0) -> list[Stretches]:
    """Return as many stretches of one article as ends and beginnings of two neighbours of one group."""
    draw = random.Random(seed)  # which stretches are drawn
    found: list[Stretches] = []
    for _ in range(most * 30):
        if len(found) == most:
            break
        at = draw.randrange(len(articles) - 1)
        same = len(found) % 2 == 0
        parted = _of_one(articles[at], draw) if same else _of_two(articles[at], articles[at + 1], draw)
        if parted is None:
            continue
        above, below = parted
        if draw.random() < 0.5:  # of a story above often a paragraph or two are all
            above = above[-draw.choice((1, 1, 2, 3)) :]
        if draw.random() < 0.7:  # likewise below
            below = below[: draw.choice((1, 1, 2))]
        one, other = " ".join(above)[-LONGEST_ABOVE:], " ".join(below)[:LONGEST_BELOW]
        if min(len(one), len(other)) >= SHORTEST and (same or not _is_told_twice(one, other)):
            found.append(Stretches(one, other, same))
    return found


def _is_told_twice(above: str, below: str) -> bool:
    """Tell whether two articles are the same report, printed again or by another paper: no other story."""
    covered = sum(len(run) for _, run in shared_runs(above, below))
    return covered > _TOLD_TWICE * min(len(above), len(below))


def _of_one(article: Article, draw: random.Random) -> tuple[list[str], list[str]] | None:
    paragraphs = article.paragraphs
    places = range(1, len(paragraphs))
    plain = [at for at in places if not paragraphs[at][1] and not paragraphs[at - 1][1]]
    headed = [at for at in places if not paragraphs[at][1] and paragraphs[at - 1][1]]
    places_of = headed if headed and draw.random() < 0.4 else plain  # subheads are rarer
    if not places_of:
        return None
    at = draw.choice(places_of)
    return _texts(paragraphs[:at]), _texts(paragraphs[at:])


def _of_two(above: Article, below: Article, draw: random.Random) -> tuple[list[str], list[str]] | None:
    if above.group != below.group or above.title == below.title:
        return None
    told = _texts(above.paragraphs)
    if draw.random() < 0.5:  # of a digest's item the opening alone is printed
        told = told[: draw.choice((1, 1, 2))]
    return told, _texts(below.paragraphs)


def _texts(paragraphs: Sequence[tuple[str, bool]]) -> list[str]:
    return [text for text, subhead in paragraphs if not subhead]


class _Seen(NamedTuple):
    """The measures and openings of stretches, and whether both are of one article."""

    values: NDArray[np.float32]
    openings: NDArray[np.int32]
    same: NDArray[np.float64]


def seen(examples: Sequence[Stretches], lexicon: Lexicon) -> _Seen:
    """Return what is seen of stretches; the place ``OPENINGS`` stands for none."""
    values = np.array([measures(each.above, each.below, lexicon) for each in examples])
    rows = [list(opening(each.below)) for each in examples]
    longest = max(map(len, rows))
    openings = np.array([[*row, *[OPENINGS] * (longest - len(row))] for row in rows], np.int32)
    return _Seen(values, openings, np.array([each.same for each in examples], float))


def learnt(parts: Sequence[_Seen], lexicon: Lexicon) -> Cohesion:
    """Return a logistic regression over measures and openings (Adam, all examples at once)."""
    values = np.concatenate([part.values for part in parts])
    longest = max(part.openings.shape[1] for part in parts)
    openings = np.concatenate(
        [
            np.pad(part.openings, ((0, 0), (0, longest - part.openings.shape[1])), constant_values=OPENINGS)
            for part in parts
        ]
    )
    same = np.concatenate([part.same for part in parts])
    mean, spread = values.mean(0), values.std(0) + 1e-6
    inputs = np.column_stack([(values - mean) / spread, np.ones(len(values))]).astype(np.float32)
    kept = inputs.shape[1]
    weights = np.zeros(kept + OPENINGS + 1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    flat = openings.ravel()
    for step in range(1, _STEPS + 1):
        stated = 1 / (1 + np.exp(-(inputs @ weights[:kept] + weights[kept:][openings].sum(1) / 2)))
        wrong = (stated - same) / len(same)
        own = np.bincount(flat, np.repeat(wrong / 2, openings.shape[1]), OPENINGS + 1)
        gradient = np.concatenate([inputs.T @ wrong, own]) + _PENALTY * weights
        gradient[-1] = 0
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    scaled = weights[: kept - 1] / spread
    bias = float(weights[kept - 1] - scaled @ mean)
    return Cohesion(_VERSION, lexicon, scaled.astype(np.float32), bias, (weights[kept:-1] / 2).astype(np.float32))


def _right(model: Cohesion, part: _Seen) -> NDArray[np.bool_]:
    table = np.append(model.openings, np.float32(0))
    stated = part.values @ model.weights + table[part.openings].sum(1) + model.bias
    return np.asarray((stated > 0) == (part.same > 0))


def main() -> None:
    """Fit, show each source as the others read it, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", default="", metavar="NAMES", help="sources that teach only how rare pairs are")
    options = parser.parse_args()
    sources = {path.stem: articles_of(path) for path in sorted(options.articles.glob("*.jsonl"))}
    lexicon = lexicon_of(itertools.chain.from_iterable(sources.values()))
    examples = {
        name: drawn
        for name, articles in sources.items()
        if name not in options.without.split(",") and (drawn := stretches(articles, _STRETCHES))
    }
    parts = {name: seen(drawn, lexicon) for name, drawn in examples.items()}
    print(f"{'source':12} articles stretches  right, by the shorter text: below 50, 100, 200, longer; all")
    for name, part in parts.items():
        others = [other for key, other in parts.items() if key != name]
        if not others:
            continue
        right = _right(learnt(others, lexicon), part)
        sizes = np.array([min(len(each.above), len(each.below)) for each in examples[name]])
        bounds = [(0, 50), (50, 100), (100, 200), (200, LONGEST_ABOVE + 1)]
        rows = [right[(sizes >= low) & (sizes < high)] for low, high in bounds]
        shares = " ".join(f"{row.mean():.3f}" if len(row) else "-" for row in [*rows, right])
        print(f"{name:12} {len(sources[name]):8} {len(part.same):9}  {shares}", flush=True)
    write(learnt(list(parts.values()), lexicon), options.out)


if __name__ == "__main__":
    main()
