"""The annotated pages of a folder: rows that carry their labels (``NAME.marked``), or a text beside its gold labels.

Everything that is fitted or measured takes its pages from here. tests/golden/pages/README.md shows both forms.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from training.setter.marked import labels, read_marked
from training.setter.piece import gold
from worker.readers.text.cleaning import clean
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Page(NamedTuple):
    """An annotated page.

    Attributes:
        name: Of its file.
        site: Whose layout it has.
        folder: Name of the folder it is in.
        text: Of the page.
        found: Its labels; ``pieces`` tile the text of marked rows, and may be missing from gold labels.
    """

    name: str
    site: str
    folder: str
    text: str
    found: dict[str, Any]


def site_of(name: str) -> str:
    """Return whose layout a page has: of ``SITE.1`` what stands before the full stop."""
    return name.split(".", maxsplit=1)[0]


def _site_of_rows(name: str) -> str:
    """Return whose layout a marked page has: of ``SITE_2`` what stands before the number."""
    site, _, number = name.rpartition("_")
    return site if number.isdigit() else name


def marked_pages(folder: Path) -> Iterator[Page]:
    """Yield the marked pages of a folder and those within it, by path; a ValueError says which row of which is none."""
    for path in sorted(folder.rglob("*.marked")):
        try:
            sheet, about = read_marked(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        found = labels(sheet, about, path.stem)
        found["pieces"] = gold(sheet, page=path.stem, family="", options={})["pieces"]
        yield Page(path.stem, _site_of_rows(path.stem), path.parent.name, sheet.text(), found)


def gold_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder whose labels stand beside the text, by name, in whatever encoding the text is."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = clean(decode(path.with_name(f"{name}.txt").read_bytes()).text).text
        found = {"page": name, **json.loads(path.read_text(encoding="utf-8"))}
        yield Page(name, site_of(name), folder.name, text, found)


def annotated_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder in either form."""
    yield from marked_pages(folder)
    yield from gold_pages(folder)
