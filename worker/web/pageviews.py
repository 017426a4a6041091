"""The page an article stands on: its image with the articles' regions, or the page's text with the article marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from worker.errors import PermanentError
from worker.home.files import open_source
from worker.home.page_images import page_images, page_lines
from worker.search import Marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from worker.document.geometry import PlacedLine
    from worker.home.page_images import PageImage
    from worker.web.room import Room

_NOTHING = Marked("")
_LINES_SHOWN = 3000  # of one page's text


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the page's text.

    Attributes:
        article: Id of the article it belongs to; empty for furniture and the like.
        first: Whether it is the first line of a run of that article.
        marked: Its text with what a query found in it.
    """

    number: int
    text: str
    article: str
    here: bool
    first: bool
    marked: Marked = _NOTHING


@dataclass(frozen=True, slots=True)
class Outline:
    """A rectangle on the page's image, in points, and the article that stands in it."""

    article: str
    headline: str
    here: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ImageView:
    """A page's image with what stands where.

    Attributes:
        unit: Id of the unit whose original it is a page of.
        others: Other pages of the file on which the article stands.
    """

    unit: str
    page: int
    width: float
    height: float
    outlines: tuple[Outline, ...]
    others: tuple[int, ...] = ()

    @property
    def source(self) -> str:
        """The image's address."""
        return f"/images/{self.unit}/{self.page}"


@dataclass(frozen=True, slots=True)
class PageView:
    """A page to look at: an image, or lines, or nothing."""

    image: ImageView | None = None
    lines: tuple[TextLine, ...] = ()


def unit_of(document: Mapping[str, Any]) -> str:
    """Return the id of the unit that an article belongs to."""
    return str(document.get("unit_id") or document["issue_id"])


def page_view(room: Room, document: Mapping[str, Any], others: Sequence[Mapping[str, Any]], page: int = 0) -> PageView:
    """Return the page of an article as far as the home holds it.

    Args:
        room: The home.
        document: The article.
        others: All articles of its issue, the article among them.
        page: Of the file; 0 for the first one that the article stands on.
    """
    unit = unit_of(document)
    beside = [one for one in others if unit_of(one) == unit]
    image = image_view(unit, images_of(room, unit), document, beside, page)
    if image is not None:
        return PageView(image)
    try:
        text = _original(room, unit)
    except (PermanentError, OSError):
        return PageView()
    ranges = {one["id"]: one.get("lines", ()) for one in beside}
    return PageView(lines=without_edges(text_lines(text, ranges, document["id"])))


def image_view(
    unit: str,
    images: Sequence[PageImage],
    document: Mapping[str, Any],
    beside: Sequence[Mapping[str, Any]],
    page: int = 0,
) -> ImageView | None:
    """Return a page's image with the outlines of all articles on it; None when there is no image of it.

    A ``page`` that the file has no image of is answered with the article's own first one.
    """
    own = list(dict.fromkeys(region["page"] for region in document.get("regions", ())))
    known = {one.page: one for one in images}
    wanted = page if page in known else own[0] if own else 1
    image = known.get(wanted)
    if image is None:
        return None
    outlines = [
        _outline(one, region["box"], here=one["id"] == document["id"])
        for one in beside
        for region in one.get("regions", ())
        if region["page"] == wanted
    ]
    outlines.sort(key=lambda outline: outline.here)  # its own last, above the others
    others = tuple(number for number in own if number != wanted)
    return ImageView(unit, wanted, image.width, image.height, tuple(outlines), others)


def images_of(room: Room, unit: str) -> tuple[PageImage, ...]:
    """Return the images of the pages of a unit's original."""
    archived = _archived(room, unit)
    return page_images(room.filing.archive, archived) if archived else ()


def lines_of(room: Room, unit: str) -> tuple[PlacedLine, ...]:
    """Return the lines of a unit's original with their places; none where none are kept."""
    archived = _archived(room, unit)
    return page_lines(room.filing.archive, archived) if archived else ()


def text_lines(text: str, ranges: Mapping[str, Sequence[Mapping[str, int]]], here: str) -> tuple[TextLine, ...]:
    """Return the lines of a page's text, each with the article whose line ranges hold it."""
    owner: dict[int, str] = {}
    for identifier, places in ranges.items():
        for place in places:
            owner.update((number, identifier) for number in range(place["first"], place["last"] + 1))
    found: list[TextLine] = []
    before = ""
    for number, line in enumerate(text.split("\n")[:_LINES_SHOWN], start=1):
        article = owner.get(number, "")
        found.append(TextLine(number, line, article, article == here, bool(article) and article != before))
        before = article
    return tuple(found)


def with_marks(lines: Sequence[TextLine], mark: Callable[[dict[str, str]], Mapping[str, Marked]]) -> list[TextLine]:
    """Return the lines, those of the article with what ``mark`` finds in them (a text by field)."""
    marked = mark({f"body.{line.number}": line.text for line in lines if line.here and line.text})
    return [replace(line, marked=marked.get(f"body.{line.number}", Marked(line.text))) for line in lines]


def without_edges(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines without the empty ones at both ends."""
    full = [number for number, line in enumerate(lines) if line.text.strip()]
    return tuple(lines[full[0] : full[-1] + 1]) if full else ()


def _outline(document: Mapping[str, Any], box: Sequence[float], *, here: bool) -> Outline:
    x0, y0, x1, y1 = box
    return Outline(document["id"], document.get("headline", ""), here, x0, y0, x1 - x0, y1 - y0)


def _archived(room: Room, unit: str) -> str:
    """Return the path below archive/ of a unit's original; empty when this home does not hold it."""
    entries = room.archive.find([unit])
    return next((one.archived_as for one in entries if one.archived_as and one.inbox == room.inbox_id), "")


def _original(room: Room, unit: str) -> str:
    """Return the text of a unit's original.

    Raises:
        PermanentError: It is no text.
        OSError: This home does not hold it.
    """
    archived = _archived(room, unit)
    if not archived:
        raise FileNotFoundError(unit)
    from worker.readers.text.read import read  # noqa: PLC0415 - needed where a page has no image

    source = open_source(room.filing.archive, archived, room.max_upload_bytes)
    return read(source.data, max_bytes=room.max_upload_bytes).text
