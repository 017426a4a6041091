"""The layouts of ``tests/golden/layouts``, and how well each half of them is read: ``python -m training.layouts``.

Every page has the layout of a real one and other words. The layouts of half of the sites are fitted from, and may be
read by whoever mends the parser; the others are held back (:func:`held_back`): scored, and their errors never read.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.accuracy import Accuracy, measure
from training.annotated import Page, marked_pages
from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing import issue_json, parse_issue

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYOUTS = Path(__file__).parent.parent / "tests" / "golden" / "layouts"


def layouts() -> Iterator[Page]:
    """Yield all pages by name; a ValueError says which row of which page is none."""
    return marked_pages(LAYOUTS)


def held_back(site: str) -> bool:
    """Return whether the layouts of a site are scored only: half of the sites, by the digest of their names."""
    return bool(hashlib.sha256(f"b31{site.lower()}".encode()).digest()[0] % 2)


def read(page: Page) -> list[dict[str, Any]]:
    """Return the articles that are found on a page."""
    try:
        found: list[dict[str, Any]] = issue_json(parse_issue(SourceText(page.text, "utf-8")))["articles"]
    except NoArticleError:
        return []
    return found


def accuracy(pages: list[Page]) -> Accuracy:
    """Return how well pages are read."""
    return measure([(page.found["articles"], read(page)) for page in pages])


def main() -> None:
    """Show how well each half is read, by folder."""
    pages = [*layouts()]
    for held in (False, True):
        half = [page for page in pages if held_back(page.site) is held]
        print("held back" if held else "may be read")
        for kind in (*sorted({page.folder for page in half}), ""):
            own = [page for page in half if kind in {page.folder, ""}]
            articles = sum(len(page.found["articles"]) for page in own)
            print(f"  {kind or 'all':10} {len(own):4} pages {articles:4} articles  {accuracy(own)}")


if __name__ == "__main__":
    main()
