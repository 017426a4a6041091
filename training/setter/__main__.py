"""Makes annotated pages: ``python -m training.setter OUT [--articles FILE] [--pages N] [--seed N]``.

Three folders come out, each of ``NAME.txt`` and ``NAME.gold.json``: ``train``; ``held_articles``, the same families
of layouts with articles that training never shows; ``held_layouts``, families that training never shows, with such
articles.
Without a file of articles, all are made of the project's own sentences. The same arguments give the same pages.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.setter.desk import Desk
from training.setter.dress import Dress
from training.setter.families import FAMILIES, HELD
from training.setter.material import Material, read_articles
from training.setter.piece import gold
from training.setter.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.setter.piece import Sheet

HELD_SHARE = 0.1  # of the pages, for each of the two held-out folders


def made(
    families: tuple[str, ...], count: int, known: list[dict[str, Any]], *, held: bool, seed: int
) -> Iterator[tuple[str, str, Sheet, dict[str, Any]]]:
    """Yield the name, the family, the sheet and the dress of so many pages."""
    words = Words(random.Random(seed))
    material = Material(words, known, held=held, own=0.0 if held else 0.25)
    shares = {name: FAMILIES[name].share for name in families}
    for number in range(count):
        name = words.weighted(shares)
        family = FAMILIES[name]
        dress = Dress.draw(words, **family.fixed)
        yield f"{name}_{number:04}", name, family.build(Desk(words, material, dress)), asdict(dress)


def main() -> None:
    """Write the three folders of pages."""
    parser = argparse.ArgumentParser(prog="python -m training.setter", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--articles", type=Path, help="JSON lines of known articles")
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    known = list(read_articles(arguments.articles)) if arguments.articles else []
    shown = tuple(name for name in FAMILIES if name not in HELD)
    held_count = max(1, round(arguments.pages * HELD_SHARE))
    for number, (folder, families, held, count) in enumerate((
        ("train", shown, False, arguments.pages - 2 * held_count),
        ("held_articles", shown, True, held_count),
        ("held_layouts", HELD, True, held_count),
    )):  # fmt: skip
        place = arguments.out / folder
        place.mkdir(parents=True, exist_ok=True)
        articles = 0
        for page, family, sheet, dress in made(families, count, known, held=held, seed=arguments.seed + number):
            labels = gold(sheet, page=page, family=family, options=dress)
            articles += len(labels["articles"])
            (place / f"{page}.txt").write_text(sheet.text(), encoding="utf-8")
            (place / f"{page}.gold.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{folder}: {count} pages, {articles} articles")


if __name__ == "__main__":
    main()
