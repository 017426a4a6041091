"""The annotated pages that the weights are fitted from: printed by the setter, refilled layouts, pages as they are."""

from __future__ import annotations

import json
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.annotated import annotated_pages, site_of
from training.layouts import LAYOUTS, held_back, layouts
from training.segmentation.pages import Example, examples, interned
from training.segmentation.placed import placed_examples
from training.setter.__main__ import made
from training.setter.annotated import sheet_of
from training.setter.families import FAMILIES, HELD
from training.setter.material import Material, read_articles
from training.setter.piece import gold as gold_of
from training.setter.refill import Refill, varied
from training.setter.together import Named, together
from training.setter.words import Words
from worker.parsing.identity.pagination import split_pages
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.labelling import best_labels
from worker.parsing.segmentation.model import read_model
from worker.parsing.segmentation.viewing import prepare, views_of
from worker.readers.text.cleaning import clean
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GOLDEN = Path(__file__).parent.parent.parent / "tests" / "golden" / "pages"
_SEED = 81
_LABELS = (
    "第02版:要闻",
    "第03版:综合",
    "A05 城事",
    "第8版(副刊)",
    "04版 国际新闻",
    "2016年4月5日 星期二 第06版:社会",
    "B2 地方",
)
_AT_ONCE = 20  # pages that a process is given


@dataclass(frozen=True, slots=True)
class AnnotatedPage:
    """A page to fit from.

    Attributes:
        text: Of the page.
        found: Its labels, with ``pieces`` that tile the text.
        layouts: Names of the layouts in it: one, or those of the items that the page is put together from. Empty for
            pages whose layout is no printed one's.
        weight: How often it counts.
        folder: Of an annotated page as it is, which may be judged by; empty for what was made of one.
        pdf: A PDF file in place of a text: its lines have places.
    """

    text: str
    found: dict[str, Any]
    layouts: frozenset[str] = frozenset()
    weight: float = 1.0
    folder: str = ""
    pdf: Path | None = None


def printed(count: int, articles: Path | None, families: Iterable[str] = ()) -> Iterator[AnnotatedPage]:
    """Yield so many pages of the families named (all else), without the articles and families that are held out."""
    families = tuple(name for name in families or FAMILIES if name not in HELD)
    for name, family, sheet, dress in made(families, count, _known(articles), held=False, seed=_SEED):
        yield AnnotatedPage(sheet.text(), gold_of(sheet, page=name, family=family, options=dress))


def refilled(pages: Iterable[AnnotatedPage], times: int, articles: Path | None) -> Iterator[AnnotatedPage]:
    """Yield the layout of each page so many times with other words in it."""
    words = Words(random.Random(_SEED))
    refill = Refill(words, Material(words, _known(articles), held=False))
    for page in pages:
        sheet = sheet_of(page.text, page.found)
        for number in range(times):
            filled = refill.page(varied(sheet, words) if number % 2 else sheet)
            told = gold_of(filled, page=f"{page.found['page']}_{number}", family="", options={})
            yield AnnotatedPage(filled.text(), told, page.layouts)


def set_together(pages: Iterable[AnnotatedPage], count: int) -> Iterator[AnnotatedPage]:
    """Yield so many pages of several of the pages, one below the other."""
    words = Words(random.Random(_SEED))
    known = [
        Named(next(iter(page.layouts)), sheet_of(page.text, page.found))
        for page in pages
        if len(page.layouts) == 1 and page.found["articles"]
    ]
    for number, (sheet, sites) in enumerate(together(known, count, words, _LABELS)):
        told = gold_of(sheet, page=f"together_{number}", family="", options={})
        yield AnnotatedPage(sheet.text(), told, frozenset(sites))


def of_layouts(weight: float = 1.0) -> Iterator[AnnotatedPage]:
    """Yield the layouts of the repository that are not held back."""
    for page in layouts():
        if not held_back(page.site):
            yield AnnotatedPage(page.text, page.found, frozenset({page.site}), weight, LAYOUTS.name)


def annotated(folder: Path, weight: float = 1.0) -> Iterator[AnnotatedPage]:
    """Yield the annotated pages of a folder; those whose labels tile no text are left out, with a word why."""
    for page in annotated_pages(folder):
        text, found = page.text, page.found
        if "pieces" not in found:
            try:
                sheet = sheet_of(text, found)
            except ValueError as error:
                print(f"{page.name} is left out: {error}")
                continue
            text = sheet.text()
            found = found | {"pieces": gold_of(sheet, page=page.name, family="", options={})["pieces"]}
        sites = frozenset(site_of(str(item)) for item in found.get("items", ())) or frozenset({page.site})
        yield AnnotatedPage(text, found, sites, weight, folder.name)


def placed(folder: Path) -> Iterator[AnnotatedPage]:
    """Yield the PDF pages of a folder (``NAME.pdf``, ``NAME.gold.json``); ``DESIGN-NUMBER`` is a page of a design."""
    for path in sorted(folder.glob("*.pdf")):
        found = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        yield AnnotatedPage("", found, frozenset({path.stem.split("-")[0]}), folder=folder.name, pdf=path)


def as_read(folder: Path, prior: Path, weight: float) -> Iterator[Example]:
    """Yield the pages of a folder of texts with the labels that weights give them: they are to be read as they are."""
    model = read_model(prior.read_bytes())
    for path in sorted(folder.glob("*.txt")):
        text = clean(decode(path.read_bytes()).text).text
        for page in split_pages(visible_lines(text)):
            (view,) = views_of(prepare(page.lines))
            words = [*features(view)]
            asked = [index for index, seen in enumerate(view.seen) if not seen.amid]
            if asked:
                yield Example(
                    [interned(words[index].flat()) for index in asked], best_labels(view, words, model), weight
                )


def _known(articles: Path | None) -> list[dict[str, Any]]:
    return list(read_articles(articles)) if articles else []


def sequences_of(pages: Iterable[AnnotatedPage]) -> Iterator[tuple[AnnotatedPage, list[Example]]]:
    """Yield each page with its sequences for the learner, by as many processes as there are cores."""
    listed = list(pages)
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        yield from zip(listed, pool.map(_examples, listed, chunksize=_AT_ONCE), strict=True)


def _examples(page: AnnotatedPage) -> list[Example]:
    if page.pdf is not None:
        return [example for example in placed_examples(page.pdf, page.found, page.weight) if example.words]
    return [example for example in examples(page.text, page.found, page.weight) if example.words]
