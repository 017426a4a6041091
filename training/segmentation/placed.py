"""Pages of PDF files with their articles known: what each printed line is, as the layout's zones are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from training.segmentation.pages import Example, contexts, interned
from worker.parsing.layout.placed import has_places, place_lines
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.viewing import prepare, views_of
from worker.readers.base import Limits
from worker.readers.pdf.reader import read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from worker.document.source import Document
    from worker.parsing.layout.lines import Line

_MOST_BYTES = 1 << 26
_SHORTEST = 2  # characters by which a line is found again
_PARTS = (("kicker", labels.KICKER), ("headline", labels.HEADLINE), ("subtitle", labels.SUBTITLE))


class _Part(NamedTuple):
    """A part of an article as it is printed, without white space."""

    article: int
    role: str
    text: str


def read_document(path: Path) -> Document:
    """Return a PDF file as its reader finds it."""
    return read_pdf(path.read_bytes(), Limits(_MOST_BYTES))


def placed_examples(path: Path, found: dict[str, Any], weight: float = 1.0) -> Iterator[Example]:
    """Yield the zones of the pages of a PDF file as sequences; a zone of two articles teaches nothing.

    Args:
        path: Of the file.
        found: Its articles, as ``benchmarks.page_designs`` writes them.
        weight: How often the pages count.
    """
    document = read_document(path)
    parts = list(_parts_of(found))
    number = zones = 0
    for position, page in enumerate(document.pages):
        if not has_places(page):
            continue
        placed = place_lines(page, position, number + 1, zones)
        number, zones = number + len(page.lines), zones + len(placed.zones)
        for view in views_of(prepare(placed.lines, placed=True)):
            told = _labels(view.pieces, parts)
            if not view.pieces or len({article for _, article in told if article is not None}) > 1:
                continue
            names = contexts(view, told)
            words = list(features(view))
            kept = [index for index, seen in enumerate(view.seen) if not seen.amid]
            yield Example([interned(words[index].flat()) for index in kept], [names[index] for index in kept], weight)


def _parts_of(found: dict[str, Any]) -> Iterator[_Part]:
    for number, article in enumerate(found["articles"]):
        for name, role in _PARTS:
            if article.get(name):
                yield _Part(number, role, _plain(article[name]))
        for paragraph in article.get("subheads", ()):
            yield _Part(number, labels.SUBHEAD, _plain(paragraph))
        for paragraph in article["paragraphs"]:
            yield _Part(number, labels.PARAGRAPH, _plain(paragraph))
        for caption in article.get("captions", ()):
            yield _Part(number, labels.CAPTION, _plain(caption))
        for person in article.get("byline", ()):
            yield _Part(number, labels.BYLINE, _plain(f"本报{person.get('role', '')}{person['name']}"))


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _labels(lines: Sequence[Line], parts: Sequence[_Part]) -> list[tuple[str, int | None]]:
    """Return the role of each line (small where its part goes on) and its article: that of the part it stands in."""
    told: list[tuple[str, int | None]] = []
    last, end = -1, 0  # the part that was found last, and how far it is read
    for line in lines:
        text = _plain(line.text)
        place = _place_of(text, parts, last, end) if len(text) >= _SHORTEST else None
        if place is None and text and last >= 0 and parts[last].text[end:].startswith(text):
            place = last, end
        if place is None and line.place is not None and line.place.hint == "caption" and last >= 0:
            told.append((labels.CAPTION_ON, parts[last].article))  # the credit behind a caption
            continue
        if place is None:
            told.append((labels.FURNITURE, None))
            continue
        last, end = place[0], place[1] + len(text)
        part = parts[last]
        small = place[1] > 0 and part.role in {labels.PARAGRAPH, labels.CAPTION}
        told.append((part.role.lower() if small else part.role, part.article))
    return told


def _place_of(text: str, parts: Sequence[_Part], last: int, end: int) -> tuple[int, int] | None:
    """Return the part that holds a line, and where: where the line above was left, else the same article, else any."""
    if last >= 0 and parts[last].text[end:].startswith(text):
        return last, end
    article = parts[last].article if last >= 0 else -1
    found = [
        (own.article != article, index < last, at > 0, index, at)
        for index, own in enumerate(parts)
        if (at := own.text.find(text)) >= 0
    ]
    return min(found)[3:] if found else None
