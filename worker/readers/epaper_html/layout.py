"""The page of an issue: its label, and the areas of its picture that lead to articles."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.readers.epaper_html.article import paper_of_title
from worker.readers.epaper_html.polygons import corners_of, points_of, rectangles_of
from worker.readers.markup import Element, lines_of_element, tag, text_of_element
from worker.readers.values import date_of, joined, page_of, path_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from worker.document.geometry import Box

# Pages of articles and pages of an issue, as the systems name them.
_ARTICLE = re.compile(
    r"(?:^|/)(?:content|con|c|nw|article|detail|news|show)(?:[^\W\d]|[.-])*+\d[\w.-]*\.s?html?$", re.IGNORECASE
)
_NODE = re.compile(
    r"(?:^|/)(?:(?:node|nbs|layout|page|index|paper)[-_.A-Za-z0-9]*|(?:col|ban)[-_]?\d[-_.A-Za-z0-9]*)\.s?html?$",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?<=\.html|\.HTML|.\.htm|.\.HTM)(?:[?@]|%3[Ff])[^/]*$")
_LABEL = re.compile(
    r"(?:第\s*+)?(?P<label>[A-Za-z]{0,2}\d{1,3})\s*+版(?:(?:\s*+[：:·]\s*+|\s++)(?P<name>[\u3400-\u9fffA-Za-z·、&—-]{1,16}))?"
)
_CODED = re.compile(r"(?:node_|renmrb_|layout_|col)(?P<label>[A-Za-z]{1,2}\d{1,3}|0\d)(?:[._]|$)", re.IGNORECASE)
_PAGE_LINKS = (
    "//a[translate(@id,'PAGELINK','pagelink')='pagelink']",
    (
        "//*[contains(@class,'swiper-slide') or contains(@class,'layout-catalogue-item') or @id='pageList']//a[@href]"
        " | //a[contains(@class,'swiper-slide')]"
    ),
)
_TITLED = (
    "//*[contains(@class,'pic-info-summary') or contains(@class,'paperinfo') or contains(@class,'newslisttit')"
    " or contains(@class,'ban-title') or contains(@class,'current')] | //strong | //td[@class='px12'] | //h2 | //h3"
)
_FILES = "//a[contains(@href,'.pdf') or contains(@href,'.PDF') or starts-with(normalize-space(),'PDF')]"
_JIEFANG_WIDTH = 2778.0
# Characters: a page's title, another heading, the paper's name with its date, the name of a page; longer is text.
_LONGEST_TITLE, _LONGEST_HEADING, _LONGEST_PAPER, _LONGEST_NAME = 80, 60, 30, 12
_PIXELS = re.compile(r"(?:^|[;\s])(?P<name>width|height)\s*:\s*(?P<value>[\d.]+)px", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the page: the file name that it links to, its title there, the rectangles it covers."""

    name: str
    href: str
    title: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A page; ``width`` and ``height`` are those of its picture as shown, 0 where not said."""

    label: str = ""
    section: str = ""
    paper: str = ""
    date: dt.date | None = None
    width: float = 0.0
    height: float = 0.0
    entries: tuple[Entry, ...] = ()

    def entry(self, name: str) -> tuple[int, Entry] | None:
        """Return the article of the page with this file name, and its place on it from 1."""
        for place, entry in enumerate(self.entries, 1):
            if entry.name.lower() == name.lower():
                return place, entry
        return None


def file_name(href: str) -> str:
    """Return the file name that a link leads to; empty for what is no address (``http://paper.example：80``)."""
    try:
        path = urllib.parse.unquote(urllib.parse.urlsplit(href.strip()).path)
    except ValueError:
        return ""
    return posixpath.basename(path.replace("\\", "/"))


def saved_name(name: str) -> str:
    """Return a file's name without the query that programs save with it: ``content_1.htm?div=-1``, ``...@div=-1``."""
    return _QUERY.sub("", name)


def is_article_link(href: str) -> bool:
    """Return whether a link leads to an article's page by its name."""
    path = href.strip().split("?")[0].split("#")[0]
    return bool(_ARTICLE.search(path)) and not _NODE.search(path)


def node_links(root: Element) -> tuple[str, ...]:
    """Return the links of a page that lead to pages of the issue, each once."""
    found = (str(href).strip() for href in root.xpath("//a/@href | //area/@href"))
    return tuple(dict.fromkeys(href for href in found if _NODE.search(href.split("?")[0].split("#")[0])))


def layout_of(root: Element, path: str) -> Layout:
    """Return the page of an issue that a saved page shows; one without entries shows none."""
    own = posixpath.basename(path)
    label, section = _label(root, own)
    width, height, entries = _areas(root)
    marked = {entry.name.lower() for entry in entries}
    found = _listed(root)
    # Pages list what other pages hold as well: where areas say what stands here, only the lists that hold them count.
    lists = {place for entry, place in found if entry.name.lower() in marked}
    others = [entry for entry, place in found if entry.name.lower() not in marked and (not lists or place in lists)]
    titles = {entry.name.lower(): entry.title for entry, _ in found if entry.title}
    named = tuple(
        Entry(one.name, one.href, titles.get(one.name.lower()) or one.title, one.boxes) for one in (*entries, *others)
    )
    heading = text_of_element(next(iter(root.xpath("//title")), None))
    return Layout(
        label=label,
        section=section,
        paper=paper_of_title(heading) or _paper(root),
        date=path_date(path) or _date(root),
        width=width,
        height=height,
        entries=named,
    )


def _label(root: Element, own: str) -> tuple[str, str]:
    """Return label and name of the page: what the link to this very file says, a heading, its name, a line."""
    links = _page_links(root)
    files = frozenset(root.xpath(_FILES))  # 第02版：要闻 PDF
    for text in (links.get(own.lower(), ""), *(joined(lines_of_element(one, files)) for one in root.xpath(_TITLED))):
        match = _LABEL.search(text) if len(text) < _LONGEST_TITLE else None
        if match:
            return page_of(match["label"])[0], match["name"] or _rest(text, match)
    coded = _CODED.search(own)
    if coded:
        return page_of(coded["label"])[0], links.get(own.lower(), "")
    lines = [line for line in lines_of_element(root, frozenset(root.iter("a", "area"))) if len(line) < _LONGEST_HEADING]
    labelled = [text for text in links.values() if _LABEL.search(text)]
    for text in (*lines, *(labelled if len(labelled) == 1 else ())):
        match = _LABEL.search(text)
        if match:
            return page_of(match["label"])[0], match["name"] or ""
    return "", ""


def _page_links(root: Element) -> dict[str, str]:
    """Return the texts of the links to pages of the issue, by the file names they lead to."""
    links: dict[str, str] = {}
    for path in _PAGE_LINKS:
        for link in root.xpath(path):
            if tag(link) == "a" and link.get("href"):
                links.setdefault(file_name(link.get("href")).lower(), joined(lines_of_element(link)))
    for link in root.iter("a"):
        name = file_name(link.get("href") or "")
        if _NODE.search(name):
            links.setdefault(name.lower(), joined(lines_of_element(link)))
    return links


def _rest(text: str, match: re.Match[str]) -> str:
    rest = text[match.end() :].lstrip().strip(" ：:·")
    return rest if 0 < len(rest) <= _LONGEST_NAME and "版" not in rest else ""


def _areas(root: Element) -> tuple[float, float, list[Entry]]:
    """Return the size of the page's picture and the articles whose areas are marked on it."""
    svg = _svg_areas(root)
    if svg[2]:
        return svg
    images = [image for image in root.iter("img") if image.get("usemap")]
    best: tuple[float, float, list[Entry]] = (0.0, 0.0, [])
    for map_element in root.iter("map"):
        name = (map_element.get("name") or map_element.get("id") or "").lower()
        image = next((one for one in images if one.get("usemap", "").lstrip("#").lower() == name), None)
        if image is None and len(images) == 1:
            image = images[0]
        width, height = _size(image) if image is not None else (0.0, 0.0)
        drawn_for = _JIEFANG_WIDTH if map_element.xpath(".//area[@xy]") else 0.0
        scale = width / drawn_for if drawn_for and width else 1.0
        entries = _merged(_map_entries(map_element, scale))
        if len(entries) > len(best[2]):
            best = (width or drawn_for, height, entries)
    return best


def _map_entries(map_element: Element, scale: float) -> Iterator[Entry]:
    for area in map_element.iter("area"):
        href = (area.get("href") or area.get("data-href") or "").strip()
        name = file_name(href)
        if not name or href.lower().startswith(("javascript:", "mailto:")) or _NODE.search(name):
            continue
        given = area.get("xy")
        points = points_of(given) if given else corners_of(area.get("coords") or "", area.get("shape") or "poly")
        title = " ".join((area.get("title") or area.get("alt") or area.get("data-title") or "").split())
        yield Entry(name, href, title, rectangles_of(points, scale, scale))


def _svg_areas(root: Element) -> tuple[float, float, list[Entry]]:
    entries: list[Entry] = []
    width = height = 0.0
    for svg in root.iter("svg"):
        shown = _size(svg)
        left, top, *size = _view_box(svg)
        across = shown[0] / size[0] if size[0] and shown[0] else 1.0
        down = shown[1] / size[1] if size[1] and shown[1] else 1.0
        found: list[Entry] = []
        for polygon in svg.iter("polygon", "rect"):
            identifier = (polygon.get("data-contentid") or polygon.get("data-content-id") or "").strip()
            link = next((above.get("href") or above.get("xlink:href") for above in polygon.iterancestors("a")), "")
            href = (polygon.get("data-href") or link or (f"con-{identifier}.html" if identifier else "")).strip()
            if not href:
                continue
            points = [(x - left, y - top) for x, y in _polygon_points(polygon)]
            title = " ".join((polygon.get("title") or polygon.get("data-title") or "").split())
            found.append(Entry(file_name(href), href, title, rectangles_of(points, across, down)))
        if len(found) > len(entries):
            entries = _merged(iter(found))
            width, height = shown if shown[0] or not size[0] else (size[0], size[1])
    return width, height, entries


def _view_box(svg: Element) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a drawing's own units; nothing where it states none."""
    stated = re.findall(r"-?[\d.]+", svg.get("viewbox") or svg.get("viewBox") or "")
    if len(stated) != len(("x", "y", "w", "h")):
        return 0.0, 0.0, 0.0, 0.0
    left, top, width, height = map(float, stated)
    return left, top, width, height


def _polygon_points(polygon: Element) -> list[tuple[float, float]]:
    if tag(polygon) == "polygon":
        return points_of(polygon.get("points") or "")
    try:
        x, y = float(polygon.get("x") or 0), float(polygon.get("y") or 0)
        width, height = float(polygon.get("width") or 0), float(polygon.get("height") or 0)
    except ValueError:
        return []
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _merged(entries: Iterator[Entry]) -> list[Entry]:
    """Put the areas of one article together: text here, picture there."""
    found: dict[str, Entry] = {}
    for entry in entries:
        before = found.get(entry.name.lower())
        if before is None:
            found[entry.name.lower()] = entry
        else:
            boxes = tuple(dict.fromkeys((*before.boxes, *entry.boxes)))
            found[entry.name.lower()] = Entry(before.name, before.href, before.title or entry.title, boxes)
    return list(found.values())


def _listed(root: Element) -> list[tuple[Entry, Element]]:
    """Return the articles that the page lists by their titles, each with the list that it stands in."""
    found: dict[str, tuple[Entry, Element]] = {}
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if not is_article_link(href):
            continue
        name = file_name(href)
        title = joined(lines_of_element(link))
        before = found.get(name.lower())
        if before is None or not before[0].title:
            found[name.lower()] = Entry(name, href, title), next(link.iterancestors("ul", "ol", "dl", "table"), root)
    return list(found.values())


def _size(element: Element) -> tuple[float, float]:
    sizes = {"width": element.get("width") or "", "height": element.get("height") or ""}
    for match in _PIXELS.finditer(element.get("style") or ""):
        sizes[match["name"].lower()] = match["value"]
    numbers = [re.fullmatch(r"\s*([\d.]+)\s*(?:px)?\s*", sizes[name]) for name in ("width", "height")]
    width, height = (float(match[1]) if match else 0.0 for match in numbers)
    return width, height


def _paper(root: Element) -> str:
    """Return the paper that the page's description, its logo, or a line by itself names."""
    told = root.xpath("//meta[@name='keywords' or @name='description' or @name='author']/@content | //img/@alt")
    outside = frozenset(root.iter("a", "area"))
    short = [line for line in lines_of_element(root, outside) if len(line) <= _LONGEST_PAPER]
    for text in (*map(str, told), *short):
        found = paper_of_title(text.replace(",", " ").replace("，", " "))
        if found:
            return found
    return ""


def _date(root: Element) -> dt.date | None:
    for line in lines_of_element(root, frozenset(root.iter("a", "area"))):
        found = date_of(line) if len(line) < _LONGEST_HEADING else None
        if found:
            return found
    return None
