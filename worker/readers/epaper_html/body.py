"""The text of an article's page: paragraphs, pictures and their captions, told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.readers.markup import Element, html_tree, lines_of_element, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLACES = (
    "//founder-content",
    "//*[@id='ozoom']",
    "//*[@id='articleContent' or @id='articleText' or @id='news_content' or @id='contenttext' or @id='newscontent']",
    "//*[contains(@class, 'newsdetatext')]",
    "//cms-content",
    "//*[contains(@class, 'article-body') or contains(@class, 'news-content') or contains(@class, 'content-text')]",
    "//*[@id='content' or @id='Content']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' article ')]",
)
_PICTURES = (
    "//*[@id='newspic' or @id='pic' or @id='picture']",
    (
        "//*[contains(concat(' ', normalize-space(@class), ' '), ' pic ') or contains(@class, 'newspic')"
        " or contains(@class, 'article-pic') or contains(@class, 'attachment') or contains(@class, 'pci_c')]"
    ),
)
_FURNITURE = (
    ".//p[contains(concat(' ', normalize-space(@class), ' '), ' sec ')] | .//h1 | .//h2 | .//h3 | .//h4"
    " | .//founder-title | .//founder-author | .//*[contains(@class, 'lai')]"
)
_HOLDER = re.compile(r"(?:^|[\s_-])(?:pic|img|image|photo|figure|tu)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|pictext|pictxt|picdesc|picinfo|pic_?note|desc|tushuo|note|zhushi)", re.IGNORECASE)
_CAPTION_TEXT = re.compile(
    r"^(?:图[为：:①②③④⑤1-9左右上下一二三]|[▲△▼◀▶↑↓←→]|[（(]?图片说明)|(?:摄|供图|摄影报道|图/文|/摄|/图)[）)]?$"
)
_ICONS = re.compile(
    r"(?:icon|logo|btn|button|arrow|blank|spacer|dot|pixel|loading|qrcode|erweima|share)", re.IGNORECASE
)
# Where systems keep the pictures of articles: res/1/2023-10/26/1.jpg, attachement/jpg/site2/1.jpg.
_KEPT = re.compile(
    r"(?:^|/)(?:res(?:file|ource)?|att(?:ache?ments?)?)/[^\n]{0,300}\.(?:jpe?g|png|gif|webp|bmp)", re.IGNORECASE
)
_LONGEST_CAPTION, _MOST_LINES = 160, 4  # characters and lines
_END = re.compile(
    r"^(?:【?打印本页】?|【?关闭窗口】?|返回(?:目录|首页|顶部)|上一篇.*|下一篇.*|放大\+?.*缩小.*默认.*|字号.*)$"
)


class Body(NamedTuple):
    """An article's text; ``images`` as the page names them."""

    paragraphs: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is neither text nor picture."""
        return not self.paragraphs and not self.images


def body_of(root: Element, marked: Sequence[str]) -> Body:
    """Return the text of a page: what its system marks as such, else what stands where systems put it.

    The same text stands twice on many pages (a hidden form, a copy for printing): the first is taken.
    """
    pictures = _pictures_beside(root, place_of(root))
    for source in marked:
        body = _read(html_tree(f"<div>{source}</div>"))
        if not body.is_empty:
            return _together(body, pictures)
    for path in _PLACES:
        for place in root.xpath(path):
            if _hidden(place):
                continue
            body = _read(place)
            if not body.is_empty:
                return _together(body, pictures)
    return pictures if pictures.captions or pictures.images else Body()


def _together(body: Body, pictures: Body) -> Body:
    images = tuple(dict.fromkeys((*pictures.images, *body.images)))
    captions = tuple(dict.fromkeys((*pictures.captions, *body.captions)))
    return Body(tuple(text for text in body.paragraphs if text not in captions), images, captions)


def place_of(root: Element) -> Element | None:
    """Return the element that holds the text, where systems put it; None where there is none."""
    return next((place for path in _PLACES for place in root.xpath(path) if lines_of_element(place)), None)


def _pictures_beside(root: Element, place: Element | None) -> Body:
    """Return the pictures that stand beside the text, in boxes of their own or by themselves."""
    images: list[str] = []
    captions: list[str] = []
    holders = [holder for path in _PICTURES for holder in root.xpath(path)]
    for image in root.iter("img"):
        above = set(image.iterancestors())
        if place in above or above & set(holders) or not _KEPT.search(_address(image)):
            continue
        holders.append(_holder(image, root) if _holder(image, root) is not None else image)
    for holder in holders:
        found = list(_images(holder))
        if found and not _hidden(holder) and holder is not place and place not in set(holder.iter()):
            images += found
            captions += [line for line in lines_of_element(holder) if len(line) <= 2 * _LONGEST_CAPTION]
    return Body((), tuple(dict.fromkeys(images)), tuple(dict.fromkeys(captions)))


def _read(place: Element) -> Body:
    skipped = set(place.xpath(_FURNITURE))
    images: list[str] = []
    captions: list[str] = []
    held: set[Element] = set()
    for image in place.iter("img"):
        address = _address(image)
        if not address:
            continue
        images.append(address)
        holder = _holder(image, place)
        if holder is not None and holder not in held:
            held.add(holder)
            captions += lines_of_element(holder)
            following = _next_block(holder)
            if not lines_of_element(holder) and following is not None and _is_caption(following):
                held.add(following)
                captions += lines_of_element(following)
    for element in place.iter():
        named = tag(element) in {"p", "div", "span", "figcaption", "td"} and _CAPTION.search(element.get("class") or "")
        if images and named and not held & {element, *element.iterancestors()}:
            held.add(element)
            captions += lines_of_element(element)
    paragraphs = [line for line in lines_of_element(place, frozenset(held | skipped)) if not _END.match(line)]
    return Body(tuple(paragraphs), tuple(dict.fromkeys(images)), tuple(dict.fromkeys(captions)))


def _holder(image: Element, place: Element) -> Element | None:
    """Return what holds a picture and perhaps its caption, and none of the story."""
    best: Element | None = None
    for above in image.iterancestors():
        if above is place:
            break
        name = tag(above)
        lines = lines_of_element(above)
        if sum(map(len, lines)) > 2 * _LONGEST_CAPTION or len(lines) > _MOST_LINES:
            break
        if (
            name in {"figure", "table"}
            or _HOLDER.search(f"{above.get('class') or ''} {above.get('id') or ''}")
            or (best is None and name in {"p", "center", "div", "td", "li"})
        ):
            best = above
    return best


def _next_block(element: Element) -> Element | None:
    return next((other for other in element.itersiblings() if tag(other) and lines_of_element(other)), None)


def _is_caption(element: Element) -> bool:
    lines = lines_of_element(element)
    text = "".join(lines)
    if len(text) > _LONGEST_CAPTION:
        return False
    centred = (element.get("align") or "").lower() == "center" or "center" in (element.get("style") or "")
    return centred or bool(_CAPTION.search(element.get("class") or "")) or bool(_CAPTION_TEXT.search(text))


def _images(element: Element) -> Iterator[str]:
    for image in element.iter("img"):
        address = _address(image)
        if address:
            yield address


def _address(image: Element) -> str:
    """Return where a picture of the article lies; empty for a page's picture, an icon, or what is hidden."""
    address = (image.get("src") or image.get("data-src") or image.get("data-original") or "").strip()
    if image.get("usemap") or address.startswith("data:") or _ICONS.search(address.rpartition("/")[2]):
        return ""
    return address


def _hidden(element: Element) -> bool:
    return bool(element.xpath("ancestor-or-self::*[contains(translate(@style, ' ', ''), 'display:none')]"))
