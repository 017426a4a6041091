"""A page in ALTO: blocks of lines of words, with places, styles and how surely each was recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.document.geometry import Box
from worker.document.source import Hint, Page, Picture, SourceLine, Style
from worker.messages import message
from worker.readers.markup import Element, parse_xml, root_of, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

_INCH = 72.0
_UNITS = {"mm10": _INCH / 254, "inch1200": _INCH / 1200}
DEFAULT_DPI = 300.0  # at which newspapers are digitised; counts where neither METS nor ALTO says one
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…·]")
_HYPHENS = "-\u00ad\u2010¬="
_ROLES = {
    "headline": Hint.HEADLINE, "heading": Hint.HEADLINE, "title": Hint.HEADLINE, "subheadline": Hint.SUBTITLE,
    "overline": Hint.KICKER, "author": Hint.BYLINE, "caption": Hint.CAPTION, "paragraph": Hint.BODY,
    "advertisement": Hint.NOTICE, "header": Hint.FURNITURE, "footer": Hint.FURNITURE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word as recognised; ``whole`` is the word that a hyphen parts, on its first half; its second half is empty."""

    id: str
    text: str
    box: Box | None
    sure: float | None = None
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class AltoLine:
    """A printed line."""

    id: str
    words: tuple[Word, ...]
    box: Box | None
    style: Style | None = None


@dataclass(slots=True)
class Block:
    """A block of the page: its lines, or the place of a picture."""

    id: str
    box: Box | None
    lines: list[AltoLine] = field(default_factory=list)
    picture: bool = False
    role: Hint | None = None


@dataclass(slots=True)
class AltoPage:
    """A page; places are in points.

    Attributes:
        label: As printed; ``number``: its place in the issue.
        blocks: In the order of the file.
        composed: The ids of the blocks in each composed block.
    """

    width: float = 0.0
    height: float = 0.0
    label: str = ""
    number: str = ""
    blocks: list[Block] = field(default_factory=list)
    composed: dict[str, list[str]] = field(default_factory=dict)
    _words: list[Word] = field(default_factory=list)
    _spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def close(self) -> None:
        """Number the words, once all blocks are there."""
        for block in self.blocks:
            first = len(self._words)
            for line in block.lines:
                start = len(self._words)
                for word in line.words:
                    self._spans.setdefault(word.id, (len(self._words), len(self._words) + 1))
                    self._words.append(word)
                self._spans.setdefault(line.id, (start, len(self._words)))
            self._spans[block.id] = (first, len(self._words))
        for identifier, inner in self.composed.items():
            spans = [self._spans[one] for one in inner if one in self._spans]
            if spans:
                self._spans[identifier] = (spans[0][0], spans[-1][1])

    def run(self, begin: str, end: str = "") -> tuple[list[Word], list[Box]]:
        """Return the words from one block, line or word to another, and the rectangles they cover."""
        first, after = self._spans.get(begin, (0, 0))
        if end in self._spans:
            after = max(after, self._spans[end][1])
        if begin not in self._spans:
            return [], []
        boxes: list[Box] = []
        for block in self.blocks:
            start, stop = self._spans[block.id]
            if start == stop and block.id in {begin, *self.composed.get(begin, ())}:
                boxes.extend([block.box] if block.box else [])
            elif first <= start < stop <= after and block.box:
                boxes.append(block.box)
            elif max(first, start) < min(after, stop):
                boxes.extend(_around(self._words[max(first, start) : min(after, stop)]))
        return self._words[first:after], boxes


def _around(words: Iterable[Word]) -> list[Box]:
    """Return the rectangle round words."""
    places = [word.box for word in words if word.box]
    if not places:
        return []
    around = places[0]
    for place in places[1:]:
        around = around.union(place)
    return [around]


def read_alto(data: bytes, *, dpi: float = 0.0) -> AltoPage:
    """Return the page of an ALTO file.

    Args:
        data: The file.
        dpi: Of the scanned image, where its METS says it.

    Raises:
        PermanentError: It is not well-formed, or declares a DTD.
    """
    root = parse_xml(data, message("the ALTO file"))
    unit = next((_text(one) for one in root.iter("{*}MeasurementUnit")), "pixel").strip().lower()
    scale = _UNITS.get(unit, _INCH / (dpi or _own_dpi(root) or DEFAULT_DPI))
    styles = _styles(root)
    roles = {one.get("ID", ""): _role(one.get("LABEL") or "") for one in root.iter("{*}LayoutTag", "{*}StructureTag")}
    page = AltoPage()
    for element in root.iter("{*}Page"):
        page.width, page.height = _number(element, "WIDTH") * scale, _number(element, "HEIGHT") * scale
        page.label = element.get("PRINTED_IMG_NR") or ""
        page.number = element.get("PHYSICAL_IMG_NR") or ""
        _read_blocks(element, page, scale, styles, roles)
        break
    page.close()
    return page


def _read_blocks(
    root: Element, page: AltoPage, scale: float, styles: dict[str, Style], roles: dict[str, Hint | None]
) -> None:
    for element in root.iter("{*}TextBlock", "{*}Illustration", "{*}GraphicalElement", "{*}ComposedBlock"):
        name = tag(element)
        identifier = element.get("ID") or ""
        if name == "composedblock":
            inner = element.iter("{*}TextBlock", "{*}Illustration")
            page.composed[identifier] = [one.get("ID") or "" for one in inner]
            if page.composed.get(identifier):
                continue
        role = next((roles[ref] for ref in (element.get("TAGREFS") or "").split() if roles.get(ref)), None)
        block = Block(identifier, _box(element, scale), picture=name in {"illustration", "composedblock"}, role=role)
        if name == "graphicalelement":
            continue
        own = element.get("STYLEREFS") or ""
        block.lines = [_line(line, scale, styles, own) for line in element.iter("{*}TextLine")]
        page.blocks.append(block)


def _line(element: Element, scale: float, styles: dict[str, Style], inherited: str) -> AltoLine:
    words: list[Word] = []
    references = f"{element.get('STYLEREFS') or ''} {inherited}"
    for child in element:
        name = tag(child)
        if name == "string":
            part = (child.get("SUBS_TYPE") or "").lower()
            text = child.get("CONTENT") or ""
            if part == "hyppart1":
                text = child.get("SUBS_CONTENT") or text
            elif part == "hyppart2":
                text = ""
            words.append(Word(child.get("ID") or "", text, _box(child, scale), _sure(child)))
            references = f"{child.get('STYLEREFS') or ''} {references}" if len(words) == 1 else references
        elif name == "hyp" and words and words[-1].text and not _was_parted(child):
            # A hyphen that the file does not resolve: the word goes on in the next line.
            words[-1] = Word(words[-1].id, words[-1].text, words[-1].box, words[-1].sure, hyphen=True)
    style = next((styles[one] for one in references.split() if one in styles), None)
    return AltoLine(element.get("ID") or "", tuple(words), _box(element, scale), style)


def _was_parted(hyphen: Element) -> bool:
    before = next((one for one in hyphen.itersiblings(preceding=True) if tag(one) == "string"), None)
    return before is not None and (before.get("SUBS_TYPE") or "").lower() == "hyppart1"


def _styles(root: Element) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for one in root.iter("{*}TextStyle"):
        try:
            size = float(one.get("FONTSIZE") or 0)
        except ValueError:
            size = 0.0
        found[one.get("ID") or ""] = Style(size, "bold" in (one.get("FONTSTYLE") or ""), one.get("FONTFAMILY") or "")
    return found


def _role(label: str) -> Hint | None:
    return _ROLES.get(label.strip().lower())


def _own_dpi(root: Element) -> float:
    for one in root.iter("{*}xOpticalResolution", "{*}XSamplingFrequency", "{*}xSamplingFrequency"):
        number = re.match(r"\s*(\d+(?:\.\d+)?)", _text(one))
        if number:
            return float(number[1])
    return 0.0


def _text(element: Element) -> str:
    return element.text or ""


def _number(element: Element, name: str) -> float:
    try:
        return float(element.get(name) or 0)
    except ValueError:
        return 0.0


def _box(element: Element, scale: float) -> Box | None:
    if element.get("HPOS") is None or element.get("WIDTH") is None:
        return None
    left, top = _number(element, "HPOS") * scale, _number(element, "VPOS") * scale
    return Box(left, top, left + _number(element, "WIDTH") * scale, top + _number(element, "HEIGHT") * scale)


def _sure(element: Element) -> float | None:
    given = element.get("WC")
    try:
        return min(1.0, max(0.0, float(given))) if given is not None else None
    except ValueError:
        return None


def text_of_words(words: Iterable[Word]) -> str:
    """Return words as running text: spaces between Latin ones, none between Chinese ones, hyphens resolved."""
    pieces: list[str] = []
    joins = False
    for word in words:
        if not word.text:
            continue
        if pieces and not joins and not (_CJK.match(pieces[-1][-1]) or _CJK.match(word.text)):
            pieces.append(" ")
        # One hyphen: a row of them is a rule that was recognised.
        pieces.append(word.text[:-1] if word.hyphen and word.text[-1] in _HYPHENS else word.text)
        joins = word.hyphen
    return "".join(pieces)


def lines_page(page: AltoPage, label: str) -> Page:
    """Return the page as lines with their places: what the parser splits into articles."""
    lines: list[SourceLine] = []
    for number, block in enumerate(page.blocks):
        for line in block.lines:
            text = text_of_words(line.words)
            sure = [word.sure for word in line.words if word.sure is not None]
            lines.append(
                SourceLine(
                    len(lines) + 1,
                    text,
                    text,
                    box=line.box,
                    style=line.style,
                    confidence=sum(sure) / len(sure) if sure else None,
                    hint=block.role,
                    block=number,
                )
            )
    pictures = tuple(Picture(block.box) for block in page.blocks if block.picture and block.box)
    return Page(label, page.width, page.height, tuple(lines), pictures)


def is_alto(head: bytes) -> bool:
    """Return whether a file's beginning is that of an ALTO page."""
    return root_of(head)[0] == "alto"
