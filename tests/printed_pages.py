"""Newspaper pages made as PDF, with what stands where: columns, boxes, vertical headlines, pictures, rules.

The fonts are those every PDF reader must know (STSong-Light and MSung-Light, not embedded): nothing is fetched.
"""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG, MING = "STSong-Light", "MSung-Light"
_PITCH = 1.08
_NO_LINE_START = "，。、；：？！”）》"


@dataclass(frozen=True)
class Story:
    headline: str
    paragraphs: tuple[str, ...]
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Slot:
    """A story's place in a row: ``across`` columns; its headline above, or standing at the left or the right.

    ``span``: the headline goes across so many of them only, and the text of the others begins level with it.
    """

    story: Story
    across: int
    head: str = "above"
    boxed: bool = False
    span: int = 0


@dataclass(frozen=True)
class Design:
    width: float = 780
    height: float = 1134
    columns: int = 5
    body: float = 9.6
    leading: float = 1.45
    gutter: float = 12
    margin: float = 34
    headline: float = 24
    rules: bool = True
    inner_rules: bool = False
    head_rule: bool = True
    vertical: bool = False
    order: str = "reading"
    singly: bool = False
    masthead: str = "临河新报"
    dated: str = "2023年10月27日 星期五 第1234期"
    foot: str = "责任编辑 方明 校对 孙亮"


@dataclass
class Made:
    """``regions`` by headline: rectangles of the page as shown, origin top left."""

    data: bytes = b""
    width: float = 0.0
    pen: _Pen | None = None
    regions: dict[str, list[tuple[float, float, float, float]]] = field(default_factory=dict)


@dataclass
class _Pen:
    design: Design
    ops: list[tuple[str, float, float, float, str, bool]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)

    def text(self, x: float, y: float, size: float, text: str, font: str = SONG) -> None:
        """Write ``text`` with its top at ``y``."""
        if self.design.singly:
            for letter in text:
                self.ops.append((font, size, x, y, letter, False))
                x += size
        else:
            self.ops.append((font, size, x, y, text, False))

    def upright(self, x: float, y: float, size: float, text: str) -> None:
        """Write ``text`` downwards, its first character's top left corner at (x, y)."""
        for letter in text:
            self.ops.append((MING, size, x, y, letter, True))
            y += size * _PITCH


def set_lines(paragraphs: tuple[str, ...], per_line: int) -> list[str]:
    """Break paragraphs, each indented by two characters, into lines of ``per_line`` characters at most."""
    lines: list[str] = []
    for paragraph in paragraphs:
        rest, room = paragraph, per_line - 2
        first = True
        while rest:
            take = min(room, len(rest))
            while take < len(rest) and rest[take] in _NO_LINE_START and take > 1:
                take -= 1
            lines.append(("\u3000\u3000" if first else "") + rest[:take])
            rest, room, first = rest[take:], per_line, False
    return lines


def make(design: Design, rows: list[list[Slot]], seed: int = 0) -> Made:
    """Return a page of rows of stories; each row is as high as its highest story, the page as high as they need."""
    pen, made = _Pen(design), Made()
    width = design.height if design.vertical else design.width
    column = (width - 2 * design.margin - (design.columns - 1) * design.gutter) / design.columns
    y = design.margin
    if design.masthead:
        pen.text(design.margin, y, 40, design.masthead, MING)
        pen.text(design.margin, y + 52, 9, design.dated)
        y += 66
        if design.head_rule:
            pen.lines.append((design.margin, y, width - design.margin, y))
        y += 12
    for number, row in enumerate(rows):
        x, height = design.margin, 0.0
        for slot in row:
            across = slot.across * column + (slot.across - 1) * design.gutter
            inset = 6.0 if slot.boxed else 0.0
            place = x + inset, y + inset, across - 2 * inset
            box = _story(pen, made, slot, place, column - 2 * inset / slot.across)
            if slot.boxed:
                pen.frames.append((x, y, x + across, box[3] + inset))
            height = max(height, box[3] + inset - y)
            x += across + design.gutter
        y += height + 8
        if design.rules and number + 1 < len(rows):
            pen.lines.append((design.margin, y, width - design.margin, y))
        y += 8
    needed = y + 50
    design = (
        replace(design, width=max(design.width, needed))
        if design.vertical
        else replace(design, height=max(design.height, needed))
    )
    pen.design = design
    if design.foot:
        foot = (design.width if design.vertical else design.height) - 40
        pen.lines.append((design.margin, foot, width - design.margin, foot))
        pen.text(width / 2 - 60, foot + 6, 8.5, design.foot)
    made.data, made.width, made.pen = _draw(pen, seed), design.width, pen
    return made


def _story(
    pen: _Pen, made: Made, slot: Slot, place: tuple[float, float, float], column: float
) -> tuple[float, float, float, float]:
    design, story = pen.design, slot.story
    x, top, across = place
    y, left, count = top, x, slot.across
    spanned = slot.span or count
    whole = across
    across = spanned * column + (spanned - 1) * design.gutter if slot.span else across
    size = design.headline * (0.7 if slot.across == 1 else 1.0)
    head_bottom = top
    if slot.head == "above":
        if story.kicker:
            pen.text(x + max(0.0, (across - len(story.kicker) * 12) / 2), y, 12, story.kicker)
            y += 18
        per_line = max(4, int(across / size))
        for start in range(0, len(story.headline), per_line):
            piece = story.headline[start : start + per_line]
            pen.text(x + max(0.0, (across - len(piece) * size) / 2), y, size, piece, MING)
            y += size * 1.2
        if story.subtitle:
            pen.text(x + max(0.0, (across - len(story.subtitle) * 11) / 2), y, 11, story.subtitle)
            y += 17
        y += 6
    else:
        at = x if slot.head == "left" else x + across - size
        pen.upright(at, top, size, story.headline)
        head_bottom = top + len(story.headline) * size * _PITCH
        taken = size + 10
        if slot.head == "left":
            left += taken
        column = (across - taken - (count - 1) * design.gutter) / count
    if story.caption:
        tall = across * 0.55
        pen.pictures.append((x, y, x + across, y + tall))
        y += tall + 6
        for line in set_lines((story.caption,), int(across / 8.8)):
            pen.text(x, y, 8.8, line.strip(), MING)
            y += 12.5
        y += 4
    if story.byline:
        pen.text(left + column / 2 - len(story.byline) * design.body / 2, y, design.body, story.byline, MING)
    places = [left + at * (column + design.gutter) for at in range(count)]
    over = y - top if spanned < count else 0.0
    bottom = max(_text(pen, story, places, spanned, (y, over, column)), head_bottom)
    made.regions[story.headline] = [(x, top, x + whole, bottom)]
    return x, top, x + whole, bottom


def _text(pen: _Pen, story: Story, places: list[float], spanned: int, room: tuple[float, float, float]) -> float:
    """Set the text into columns at ``places``; those after the first ``spanned`` begin beside the headline."""
    design, count = pen.design, len(places)
    y, over, column = room
    lines = set_lines(story.paragraphs, int(column / design.body))
    pitch = design.body * design.leading
    above = math.ceil(over / pitch)  # lines beside the headline
    start = 1 if story.byline else 0
    deep = -(-(len(lines) + start - above * (count - spanned)) // count)
    rows = [deep] * spanned + [deep + above] * (count - spanned)
    bottom = y
    for index, line in enumerate(lines, start):
        at, row = next((at, index - sum(rows[:at])) for at in range(count) if index < sum(rows[: at + 1]))
        indent = 2 if line.startswith("\u3000") else 0
        down = y + (row - (above if at >= spanned else 0)) * pitch
        pen.text(places[at] + indent * design.body, down, design.body, line[indent:])
        bottom = max(bottom, down + design.body)
    if design.inner_rules:
        for place in places[1:]:
            pen.lines.append((place - design.gutter / 2, y, place - design.gutter / 2, bottom))
    return bottom


def _draw(pen: _Pen, seed: int) -> bytes:
    design = pen.design
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    pdfmetrics.registerFont(UnicodeCIDFont(MING))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(design.width, design.height), invariant=1)

    def at(x: float, y: float) -> tuple[float, float]:
        """A place of reading coordinates on the page: of a vertical page, rows run down from its right edge."""
        return (design.width - y, design.height - x) if design.vertical else (x, design.height - y)

    def rectangle(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (left, top), (right, bottom) = at(x0, y0), at(x1, y1)
        return min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)

    for line in pen.lines:
        canvas.line(*at(*line[:2]), *at(*line[2:]))
    for frame in pen.frames:
        canvas.rect(*rectangle(*frame))
    for picture in pen.pictures:
        canvas.drawImage(_grey(), *rectangle(*picture))
    for font, size, x, y, text, upright in _ordered(pen, seed):
        canvas.setFont(font, size)
        if not design.vertical:
            canvas.drawString(x, design.height - y - size * 0.88, text)
            continue
        for place, letter in enumerate(text):  # set downwards, each letter on its own
            down = x + (0 if upright else place * size)
            middle = design.width - y - size / 2
            canvas.drawCentredString(middle, design.height - down - size * 0.88, letter)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def as_image(made: Made, dpi: float = 200) -> Image.Image:
    """The page as a scanner would see it, in a font that the test environment brings along."""
    pen = made.pen
    assert pen is not None
    scale = dpi / 72
    image = Image.new("RGB", (round(pen.design.width * scale), round(pen.design.height * scale)), "white")
    draw = ImageDraw.Draw(image)
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    for line in pen.lines:
        draw.line([value * scale for value in line], fill="black", width=2)
    for frame in pen.frames:
        draw.rectangle([value * scale for value in frame], outline="black", width=2)
    for picture in pen.pictures:
        draw.rectangle([value * scale for value in picture], fill=(150, 150, 150))
    for font, size, x, y, text, _ in pen.ops:
        file = folder / ("NotoSansSC-Regular.otf" if font == MING else "NotoSerifSC-Regular.otf")
        face = ImageFont.truetype(file, size * scale)
        for place, letter in enumerate(text):
            draw.text(((x + place * size) * scale, y * scale), letter, fill="black", font=face)
    return image


def _ordered(pen: _Pen, seed: int) -> list[tuple[str, float, float, float, str, bool]]:
    """The pieces of text in the order in which the file draws them."""
    ops = list(pen.ops)
    if pen.design.order == "shuffled":
        random.Random(seed).shuffle(ops)
    elif pen.design.order == "rows":
        ops.sort(key=lambda op: (op[3], op[2]))
    elif pen.design.order == "heads last":
        ops.sort(key=lambda op: op[1] > pen.design.body)
    return ops


def _grey() -> ImageReader:
    return ImageReader(Image.new("L", (60, 40), 160))
