"""Whether the articles read from METS and ALTO are their blocks, word for word.

    python -m benchmarks.mets_blocks FOLDER...

The blocks are read here a second time, by a few plain lines that share nothing with the reader but the XML parser: the
strings between the first and the last id of each area, in the order of the file. White space does not count, nor does
the hyphen of a word that goes on in the next line.
"""

from __future__ import annotations

import posixpath
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.issue import Article
    from worker.readers.markup import Element

_LIMITS = Limits(256 * 1024 * 1024)
_HREF = "{http://www.w3.org/1999/xlink}href"
_HYPHENS = "-\u00ad\u2010¬="


class Compared(NamedTuple):
    """What was found in one issue.

    Attributes:
        divs: ARTICLE divs that name text or pictures.
        articles: Those read.
        blocks: Areas with text of all articles.
        whole: Of these, the ones whose text stands unbroken in its article.
        equal: Articles that hold the text of their blocks and nothing else.
    """

    divs: int
    articles: int
    blocks: int
    whole: int
    equal: int


def compare(path: Path) -> Compared:
    """Return how the articles of a METS file compare with their blocks."""
    root = etree.parse(path).getroot()
    found = [one for one in _read(path) if isinstance(one, Document)]
    articles = [article for document in found for article in document.articles]
    expected = list(_expected(root, path.parent))
    blocks = whole = equal = 0
    # By page and place: the reader gives articles page by page in the order of their divs.
    for texts, article in zip(expected, articles, strict=False):
        said = _plain("\n".join(_fields(article)))
        told = [text for text in texts if text]
        blocks += len(told)
        whole += sum(text in said for text in told)
        equal += sorted("".join(told)) == sorted(said)
    return Compared(len(expected), len(articles), blocks, whole, equal)


def _read(path: Path) -> list[object]:
    def sibling(name: str) -> bytes | None:
        place = path.parent / name
        return place.read_bytes() if place.is_file() else None

    return list(registry.read(Source(path.name, path.read_bytes(), sibling), _LIMITS))


def _fields(article: Article) -> Iterator[str]:
    yield from (article.kicker, article.headline, article.subtitle, *(one.name for one in article.byline))
    yield from (*article.paragraphs, *article.captions)


def _plain(text: str) -> str:
    return "".join(text.split())


def _expected(root: Element, folder: Path) -> Iterator[list[str]]:
    """Yield the texts of the areas of each article, articles by the page that they begin on."""
    files = {
        one.get("ID"): next((place.get(_HREF) for place in one.iter("{*}FLocat")), "") for one in root.iter("{*}file")
    }
    pages = {key: _strings(folder, href) for key, href in files.items() if href.lower().endswith(".xml")}
    order = list(pages)
    divs = {one.get("ID"): one for one in root.iter("{*}div")}
    linked: dict[str, list[str]] = {}
    for group in root.iter("{*}smLinkGrp"):
        first, *others = (one.get(_HREF, "").lstrip("#") for one in group.iter("{*}smLocatorLink"))
        linked.setdefault(first, []).extend(others)
    found: list[tuple[int, list[str]]] = []
    for div in root.iter("{*}div"):
        if (div.get("TYPE") or "").lower() != "article":
            continue
        places = [divs[one] for one in linked.get(div.get("ID"), ()) if one in divs] or [div]
        areas = [
            (one.get("FILEID"), one.get("BEGIN"), one.get("END"))
            for place in places
            for one in place.iter("{*}area")
            if one.get("FILEID") in pages and one.get("BEGIN")
        ]
        if areas:
            texts = [_plain(_run(pages[file], begin, end)) for file, begin, end in areas]
            found.append((order.index(areas[0][0]), texts))
    yield from (texts for _, texts in sorted(found, key=lambda one: one[0]))


def _strings(folder: Path, href: str) -> list[tuple[frozenset[str], str]]:
    """Return each string of an ALTO page with its id and those of all that it stands in."""
    path = folder / posixpath.normpath(href.removeprefix("file://").removeprefix("file:"))
    if not path.is_file():
        path = folder / posixpath.basename(href)
    if not path.is_file():
        return []
    found: list[tuple[frozenset[str], str]] = []
    for one in etree.parse(path).getroot().iter("{*}String"):
        part = (one.get("SUBS_TYPE") or "").lower()
        text = one.get("CONTENT") or ""
        after = one.getnext()
        if part == "hyppart1":
            text = one.get("SUBS_CONTENT") or text
        elif part == "hyppart2":
            text = ""
        elif after is not None and etree.QName(after).localname == "HYP":
            text = text[:-1] if text.endswith(tuple(_HYPHENS)) else text
        names = {one.get("ID") or "", *(above.get("ID") or "" for above in one.iterancestors())}
        found.append((frozenset(names), text))
    return found


def _run(strings: list[tuple[frozenset[str], str]], begin: str, end: str | None) -> str:
    last = end or begin
    first = next((number for number, (names, _) in enumerate(strings) if begin in names), len(strings))
    stop = max((number for number, (names, _) in enumerate(strings) if last in names), default=-1)
    return " ".join(text for _, text in strings[first : stop + 1])


def main(folders: list[str]) -> int:
    """Print a line an issue; return 1 where one is not its blocks."""
    bad = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if "mets" in path.name.lower() and path.suffix.lower() == ".xml":
                found = compare(path)
                bad += not found.divs == found.articles == found.equal
                print(
                    f"{path.name}: {found.divs} ARTICLE divs, {found.articles} articles read; "
                    f"{found.whole} of {found.blocks} blocks whole, {found.equal} articles equal to theirs"
                )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
