"""A file of several pages cut into pages: at form feeds, and where a page label (第02版:要闻) names another page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.parsing.layout.lines import Line
from worker.parsing.patterns.numerals import page_number
from worker.parsing.recognizers.furniture.boxes import contents_boxes
from worker.parsing.recognizers.furniture.lines import PAGE_LABEL, is_page_label

if TYPE_CHECKING:
    from collections.abc import Sequence


_LETTERED = re.compile(r"(?P<page>[a-d]\d{1,3})(?=\s)")
# A page label at the head of a page; far down it is a footer or a pointer.
_HEAD_LINES = 8
_FOOT_LINES = 3
_LONGEST = 40  # characters of a line that names a page: a longer one is a sentence


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of one page and its label; the label is empty when none is printed."""

    lines: list[Line]
    label: str = ""


def label_of(folded: str) -> str:
    """Return the page that a page label names (第02版:要闻 -> 2, A02 本地新闻 -> A02), empty when the line is none."""
    if not is_page_label(folded):
        return ""
    match = PAGE_LABEL.fullmatch(folded)
    if match:
        return page_number(match["a"] or match["b"] or "")
    lettered = _LETTERED.match(folded)
    return page_number(lettered["page"]) if lettered else ""


def with_labels(pages: Sequence[PageText]) -> list[PageText]:
    """Return the pages of a file whose pages are known, each with its label.

    A page without one follows the page before it (第3版 after 第2版); where no page has one, they are counted.
    """
    labels = [page.label or _first_label(page.lines) for page in pages]
    if len(pages) == 1:
        return [PageText(pages[0].lines, labels[0])]
    first = next((at for at, label in enumerate(labels) if label.isdigit()), None)
    start = int(labels[first]) - first if first is not None else 1
    for at, label in enumerate(labels):
        if not label:
            before = labels[at - 1] if at else ""
            labels[at] = str(int(before) + 1) if before.isdigit() else str(max(1, start) + at)
    return [PageText(page.lines, label) for page, label in zip(pages, labels, strict=True)]


def _first_label(lines: Sequence[Line]) -> str:
    """Return what the first or the last lines of a page say it is."""
    ends = [*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:]]
    return next((label for line in ends if len(line.folded) <= _LONGEST and (label := label_of(line.folded))), "")


def split_pages(lines: Sequence[Line]) -> list[PageText]:
    """Return the pages of a file, in order."""
    pages: list[PageText] = []
    for leaf in _leaves(lines):
        pages.extend(_by_labels(leaf))
    return pages


def _leaves(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut at form feeds. One that stands at a line's end belongs to the page before."""
    leaves: list[list[Line]] = [[]]
    for line in lines:
        if line.new_page and leaves[-1]:
            leaves.append([])
        leaves[-1].append(line)
    return [leaf for leaf in leaves if leaf]


def _by_labels(lines: list[Line]) -> list[PageText]:
    """Cut where a label names a page other than the one before; a leaf without a second label stays whole."""
    labels = [(index, label_of(line.folded)) for index, line in enumerate(lines) if len(line.folded) <= _LONGEST]
    labels = [(index, label) for index, label in labels if label]
    if len({label for _, label in labels}) > 1:
        boxes = contents_boxes(lines)  # its pages are others
        labels = [(at, label) for at, label in labels if not any(box.first <= at <= box.last for box in boxes)]
    if not labels:
        return [PageText(lines)]
    if len({label for _, label in labels}) == 1 or labels[0][0] >= _HEAD_LINES:
        return [PageText(lines, labels[0][1])]
    cuts = [0]
    current = labels[0][1]
    names = [current]
    for index, label in labels[1:]:
        if label != current:
            cuts.append(index)
            names.append(label)
            current = label
    cuts.append(len(lines))
    return [
        PageText(lines[start:end], name) for start, end, name in zip(cuts, cuts[1:], names, strict=False) if start < end
    ]
