"""Scores parsing against gold pages and prints the CPU time an article takes.

    python benchmarks/parsing.py PAGES_DIR [--score SCORE_PY] [--half even|odd] [--list N]

PAGES_DIR holds ``NAME.txt`` beside ``NAME.gold.json``. With ``--score`` (a module with ``score_page`` and ``summary``)
its table is printed; without it, an own, stricter count: bodies that are exactly right, exact headlines, names.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from worker.errors import NoArticleError
from worker.parsing import issue_json, parse_issue
from worker.readers.text import read

REPEATS = 3
MEBIBYTE = 1024 * 1024


def gold_pages(folder: Path, half: str) -> list[tuple[dict[str, Any], bytes]]:
    """Return (gold, bytes of the page) for each page of ``folder``; ``half`` picks those with even or odd numbers."""
    pages: list[tuple[dict[str, Any], bytes]] = []
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        last = name[-1]
        if half and (not last.isdigit() or int(last) % 2 != (half == "odd")):
            continue
        pages.append((json.loads(path.read_text(encoding="utf-8")), path.with_name(f"{name}.txt").read_bytes()))
    return pages


def predict(data: bytes) -> dict[str, Any]:
    """Return what the product makes of a page; a page without articles gives none."""
    try:
        return issue_json(parse_issue(read(data, max_bytes=64 * MEBIBYTE)))
    except NoArticleError:
        return {"articles": []}


def cpu_milliseconds(pages: list[tuple[dict[str, Any], bytes]]) -> float:
    """Return the CPU an article takes to read and parse, the best of a few runs."""
    best = float("inf")
    for _ in range(REPEATS):
        gc.collect()
        start = time.process_time()
        articles = sum(len(parse_issue(read(data, max_bytes=64 * MEBIBYTE)).articles) for _, data in pages)
        best = min(best, (time.process_time() - start) / max(1, articles))
    return best * 1000


def load_scorer(path: Path) -> Any:
    """Return the scoring module at ``path``."""
    spec = importlib.util.spec_from_file_location("page_score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"no Python module at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def flat(value: str) -> str:
    """Return ``value`` without white space, half-width."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in value if not c.isspace())


def own_count(gold: dict[str, Any], predicted: dict[str, Any]) -> Counter[str]:
    """Count what is exactly right, article by article: bodies as a whole, headlines, names of authors."""
    count: Counter[str] = Counter(articles=len(gold["articles"]), predicted=len(predicted["articles"]))
    bodies = {flat(article["body"]): article for article in predicted["articles"] if article["body"]}
    for article in gold["articles"]:
        count["bodies"] += bool(article["body"])
        found = bodies.get(flat(article["body"]))
        count["exact bodies"] += found is not None
        headlines = {flat(other["headline"]) for other in predicted["articles"]}
        count["exact headlines"] += flat(article["headline"]) in headlines
        wanted = {flat(person["name"]) for person in article["byline"]}
        have = {flat(person["name"]) for other in predicted["articles"] for person in other["byline"]}
        count["names"] += len(wanted)
        count["names found"] += len(wanted & have)
    return count


def print_scores(scorer: Any, pages: list[tuple[dict[str, Any], bytes]], most_errors: int) -> None:
    """Print the scorer's table, a column for each difficulty."""
    groups: dict[str, Counter[str]] = {}
    errors: list[tuple[Any, ...]] = []
    for gold, data in pages:
        count, found = scorer.score_page(gold, predict(data)["articles"])
        groups.setdefault(gold.get("difficulty", "all"), Counter()).update(count)
        errors.extend((gold.get("page"), *error) for error in found)
    tables = {name: scorer.summary(count) for name, count in groups.items()}
    keys = list(dict.fromkeys(key.split(" (n=")[0] for table in tables.values() for key in table))
    print(f"{'':46}" + "".join(f"{name:>26}" for name in tables))
    for key in keys:
        if key.split()[0] in {"people", "places", "organizations"}:
            continue  # enrichment's work
        cells = []
        for table in tables.values():
            values = next((value for name, value in table.items() if name.split(" (n=")[0] == key), ())
            cells.append(
                " ".join(f"{value:.3f}" if isinstance(value, float) else str(value) for value in values) or "-"
            )
        print(f"{key:46}" + "".join(f"{cell:>26}" for cell in cells))
    for error in errors[:most_errors]:
        print(*error)


def main() -> None:
    """Run the benchmark."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("--score", type=Path, help="a scoring script with score_page and summary")
    arguments.add_argument("--half", choices=("even", "odd"), default="", help="only pages whose number is such")
    arguments.add_argument("--list", type=int, default=0, help="print up to so many errors of article bounds")
    options = arguments.parse_args()
    pages = gold_pages(options.pages, options.half)
    if not pages:
        sys.exit(f"no *.gold.json in {options.pages}")
    if options.score:
        print_scores(load_scorer(options.score), pages, options.list)
    else:
        total: Counter[str] = Counter()
        for gold, data in pages:
            total.update(own_count(gold, predict(data)))
        for name, value in total.items():
            print(f"{name:20}{value:>8}")
    print(f"CPU to read and parse: {cpu_milliseconds(pages):.2f} ms an article")


if __name__ == "__main__":
    main()
