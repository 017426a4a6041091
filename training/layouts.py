"""The layouts of ``tests/golden/layouts``, and how well each half of them is read: ``python -m training.layouts``.

Every page has the layout of a real one and other words. The layouts of half of the sites are fitted from, and may be
read by whoever mends the parser; the others are held back (:func:`held_back`): scored, and their errors never read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from training.accuracy import Accuracy, measure
from training.setter.marked import labels, read_marked, site_of
from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing import issue_json, parse_issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.setter.piece import Sheet

LAYOUTS = Path(__file__).parent.parent / "tests" / "golden" / "layouts"


class Layout(NamedTuple):
    """A page: its name, the site whose layout it has, the folder it is in, and its pieces with their labels."""

    name: str
    site: str
    kind: str
    sheet: Sheet
    found: dict[str, Any]


def layouts() -> Iterator[Layout]:
    """Yield all pages by name; a ValueError says which row of which page is none."""
    for path in sorted(LAYOUTS.rglob("*.marked")):
        try:
            sheet, about = read_marked(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        yield Layout(path.stem, site_of(path.stem), path.parent.name, sheet, labels(sheet, about, path.stem))


def held_back(site: str) -> bool:
    """Return whether the layouts of a site are scored only: half of the sites, by the digest of their names."""
    return bool(hashlib.sha256(f"b31{site.lower()}".encode()).digest()[0] % 2)


def read(page: Layout) -> list[dict[str, Any]]:
    """Return the articles that are found on a page."""
    try:
        found: list[dict[str, Any]] = issue_json(parse_issue(SourceText(page.sheet.text(), "utf-8")))["articles"]
    except NoArticleError:
        return []
    return found


def accuracy(pages: list[Layout]) -> Accuracy:
    """Return how well pages are read."""
    return measure([(page.found["articles"], read(page)) for page in pages])


def main() -> None:
    """Show how well each half is read, by folder."""
    pages = [*layouts()]
    for held in (False, True):
        half = [page for page in pages if held_back(page.site) is held]
        print("held back" if held else "may be read")
        for kind in (*sorted({page.kind for page in half}), ""):
            own = [page for page in half if kind in {page.kind, ""}]
            articles = sum(len(page.found["articles"]) for page in own)
            print(f"  {kind or 'all':10} {len(own):4} pages {articles:4} articles  {accuracy(own)}")


if __name__ == "__main__":
    main()
