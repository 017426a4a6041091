"""Items in a row whose titles are printed alike.

In brackets on the line of their text, 【河东早市迁入旧粮库】昨日,…, or above it; behind a sign, - 早市 5月3日,…; or
behind their column's name, 【投书】老桥该修了.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_ENDS = frozenset("。,;:、!?")
_FEWEST = 3  # items: one or two may be the parts of a text
_SHORTEST, _LONGEST = 6, 36  # characters of a title
_TEXT = 20  # characters of what stands behind it
_SHORTEST_LABEL, _LONGEST_LABEL = 4, 14  # characters of a label before each item
_ITEM_TEXT = 24  # characters of the first line of its text
_LONGEST_LINE = 48  # characters of a title behind the name of its column
_LONGEST_BEHIND_SIGN = 18  # characters of a title behind a sign, on the line of its text
_LONGEST_NAME = 10  # characters of what a list is called: 早安松溪, 一周短讯
_NAMED = re.compile(rf"[{HAN}a-z]{{2}}")
# 【投书】老桥该修了. Must not match 【提问】老桥什么时候通, a turn of a talk.
_TURN = r"(?![^】]{0,4}(?:提问|追问|问题|回答|解答|答复|回复|记者|主持人|嘉宾)】)"
_OF_COLUMN = re.compile(rf"(?P<column>【{_TURN}[{HAN}]{{2,6}}】)[^【】。;]{{5,}}(?<![,:、])")


def bracket_titles(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of titles in brackets, where at least three items of a page open with one.

    On the line of their text; or above one line of it each, and above the first nothing but what the list is called:
    the subheads of a report stand below its headline.
    """
    found = [
        index
        for index in range(len(lines) - 1)
        if _is_title(lines[index], annotations[index]) and len(lines[index + 1].folded) >= _TEXT
    ]
    beside = [index for index in found if lines[index + 1].part]
    if len(beside) >= _FEWEST:
        return frozenset(beside)
    above = [index for index in found if "。" in lines[index + 1].folded]
    row = len(above) >= _FEWEST and all(below == index + 2 for index, below in pairwise(above))
    return frozenset(above) if row and _may_be_a_list(above[0], lines, annotations) else frozenset()


def _may_be_a_list(first: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether nothing but furniture and one short line stands above the first title of a row."""
    unknown = [index for index in range(first) if annotations[index].furniture is None]
    return not unknown or (len(unknown) == 1 and len(lines[unknown[0]].folded) <= _LONGEST_NAME)


def titles_behind_signs(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of titles behind a sign on the line of their text, where at least three lines in a row are so.

    - 早市 5月3日,…: what counts its items (1. 交通 …) may be the parts of a text.
    """
    found: list[int] = []
    run: list[int] = []
    for index, line in enumerate(lines):
        if line.part:
            continue
        sign = annotations[index].item
        if sign is None or sign.ordinal or not _heads_its_line(index, lines, annotations):
            run = []
            continue
        run = [*run, index] if run and lines[run[0]].folded[0] == line.folded[0] else [index]
        if len(run) == _FEWEST:
            found += run
        elif len(run) > _FEWEST:
            found.append(index)
    return frozenset(found)


def _heads_its_line(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    line, found = lines[index], annotations[index]
    if line.parts == 1 or len(line.folded) > _LONGEST_BEHIND_SIGN or line.folded[-1] in _ENDS:
        return False
    if found.source_line is not None or found.byline is not None or found.credit is not None:
        return False
    text = "".join(piece.folded for piece in lines[index + 1 : index + line.parts])
    return len(text) >= _ITEM_TEXT and ("," in text or "。" in text)


def _is_title(line: Line, found: Annotations) -> bool:
    text = line.folded
    if line.part or text[0] != "【" or text[-1] != "】" or found.source_line is not None or found.furniture is not None:
        return False
    return _SHORTEST <= len(text) - 2 <= _LONGEST and "】" not in text[:-1]


def label_rows(lines: Sequence[Line]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the printed lines of a label that stands before each of at least three items, and of the titles below it.

    The same short line each time, a title and a text below it: 老桥追踪 / 水管换好了 / 昨日,…. Must not match a refrain
    or who speaks.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.folded
        if _SHORTEST_LABEL <= len(text) <= _LONGEST_LABEL and text[-1] not in "。,;:!?、":
            places.setdefault(text, []).append(index)
    found = [at for at in places.values() if len(at) >= _FEWEST and all(_heads_item(index, lines) for index in at)]
    labels = frozenset(index for at in found for index in at)
    return labels, frozenset(index + 1 for index in labels)


def _heads_item(label: int, lines: Sequence[Line]) -> bool:
    if label + 2 >= len(lines):
        return False
    title, text = lines[label + 1], lines[label + 2]
    if (
        not _SHORTEST <= len(title.folded) <= _LONGEST
        or title.folded[-1] in "。,;:、"
        or not _NAMED.search(title.folded)
    ):
        return False  # - 2025-12-30 between who wrote and the text
    return len(text.folded) >= _ITEM_TEXT and ("," in text.folded or "。" in text.folded)


def column_titles(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of titles behind the name of their column, where at least three have the same column.

    Or each its own (【围甲】…, 【赛艇】…), with nothing above the first but what belongs to the page: no headline whose
    parts they could head.
    """
    places: dict[str, list[int]] = {}
    for index in range(len(lines) - 1):
        named = _OF_COLUMN.fullmatch(lines[index].folded) if lines[index].folded[0] == "【" else None
        if named and _heads_text(index, lines, annotations):
            places.setdefault(named["column"], []).append(index)
    every = sorted(index for found in places.values() for index in found)
    if len(every) >= _FEWEST and all(found.furniture is not None for found in annotations[: every[0]]):
        return frozenset(every)
    return frozenset(index for found in places.values() if len(found) >= _FEWEST for index in found)


def _heads_text(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    line, below, found = lines[index], lines[index + 1], annotations[index]
    if line.part or below.part or len(line.folded) > _LONGEST_LINE:
        return False
    if found.source_line is not None or found.furniture is not None or found.credit is not None:
        return False
    told = len(below.folded) >= _TEXT or annotations[index + 1].credit is not None
    return told and annotations[index + 1].furniture is None and below.folded[0] != "【"
