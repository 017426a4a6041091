"""What the designs share: how one is entered, heads and feet of pages, columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import Look, article, columns
from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.page_designs.sheet import Sheet

    Draw = Callable[[Sheet], None]

L = Look()
M = 34.0  # margin
DESIGNS: dict[str, tuple[float, float, str, Draw]] = {}
HELD: set[str] = set()
UNSEEN: set[str] = set()


def design(
    width: float = 780, height: float = 1134, order: str = "set", *, held: bool = False, unseen: bool = False
) -> Callable[[Draw], Draw]:
    """Enter a design under its function's name."""

    def enter(function: Draw) -> Draw:
        DESIGNS[function.__name__] = width, height, order, function
        if held:
            HELD.add(function.__name__)
        if unseen:
            UNSEEN.add(function.__name__)
        return function

    return enter


def folio(s: Sheet, *, title: str = "要闻", page: str = "03", rule: bool = True) -> float:
    """Set a running head; return where the page begins."""
    s.text(f"第{page}版 {title}", M, 22, 200, 13, css=f"font-family:{SANS};font-weight:bold")
    s.text("2023年10月27日 星期五", s.width / 2 - 100, 25, 200, 8.5, align="center")
    s.text("临河新报", s.width - M - 120, 18, 120, 18, align="right", css="font-weight:900")
    if rule:
        s.rule(M, 44, s.width - M, 44)
    return 52


def masthead(s: Sheet) -> float:
    """Set the head of a front page; return where the page begins."""
    s.text("临河新报", M, 30, 300, 54, css="font-weight:900;letter-spacing:6pt")
    s.text("2023年10月27日 星期五 农历癸卯年九月十三 今日8版", M, 98, 420, 8.5)
    s.text("国内统一连续出版物号 CN50-0099 第1234期", s.width - M - 260, 98, 260, 8.5, align="right")
    s.rule(M, 114, s.width - M, 115.5)
    return 124


def bottom(s: Sheet) -> float:
    """Set the foot of a page; return where the page ends."""
    y = s.height - 40
    s.rule(M, y, s.width - M, y)
    s.text("责任编辑 方明 版式设计 吴静 校对 孙亮", M, y + 6, s.width - 2 * M, 8.5, align="center")
    return y - 8


def between(s: Sheet, y: float, css: str = "background:#000") -> float:
    """Draw a rule across the page; return where the next row may begin."""
    s.rule(M, y + 5, s.width - M, y + 5, css)
    return y + 12


def between_to(s: Sheet, y: float, right: float) -> float:
    """Draw a rule across part of the page."""
    s.rule(M, y + 5, right, y + 5)
    return y + 12


def page_columns(s: Sheet, count: int, gutter: float = 12) -> list[tuple[float, float]]:
    """Return the page's columns."""
    return columns(M, s.width - M, count, gutter)


def over(edges: list[tuple[float, float]], first: int, count: int, y0: float, y1: float) -> Rect:
    """Return the box over some columns."""
    return Rect(edges[first][0], y0, edges[first + count - 1][1], y1)


def tinted(s: Sheet, box: Rect, count: int, css: str = "background:#ddd") -> int:
    """Set an article on a ground of its own."""
    s.frame(box, css)
    inner = Rect(box.x0 + 8, box.y0 + 8, box.x1 - 8, box.y1 - 6)
    return article(s, inner, count, replace(L, headline=17, size=9, leading=13, gutter=10))
