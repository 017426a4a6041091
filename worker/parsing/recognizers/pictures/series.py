"""Photo pages that print one picture after the other: a title, what is to be seen, a credit; or only what is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.parsing.recognizers.pictures.captions import closes_as_caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_LONGEST_TITLE: Final = 30
_MOST_TEXTS: Final = 4  # lines that tell of one picture
_FEWEST: Final = 3  # pictures: a story with a caption or two below its text is no such page
# Each opens with the day and place, or says that it was taken: 6月15日,在…; 这是6月10日在…拍摄的…; …。(2017年5月8日)
_OPENS: Final = re.compile(r"(?:这是)?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:,|在|拍摄)|这是.{0,40}拍摄|图为")
_CLOSES: Final = re.compile(r"\((?:摄于)?\d{4}年\d{1,2}月\d{1,2}日\)[。.]?$")
_CLOSED_WITHIN: Final = 2
# What only a page of pictures says: a chronicle opens its paragraphs with days as well.
_OF_PICTURES: Final = re.compile(r"照片|图片|图集|组图|镜头|影像|摄影|拍摄|航拍|光影|看天下")
_LONGEST_TOLD: Final = 260
_LONGEST_CREDITED: Final = 60
_SHOWN: Final = "图为"
_LONGEST_LABEL: Final = 8  # characters of a column's name: 一周图片
_TOLD: Final = 14  # characters of a line that tells of a picture


class Photos(NamedTuple):
    """Indices of the titles of pictures in a row, and of the lines that tell of them."""

    titles: frozenset[int]
    captions: frozenset[int]


def photos_in_row(lines: Sequence[Line], annotations: Sequence[Annotations]) -> Photos:
    """Return the titles and captions of pictures, where at least three stand one below the other.

    Each is a short line without any end, one to four lines that tell, and a credit on a line of its own.
    """
    titles: list[int] = []
    captions: list[int] = []
    run: list[tuple[int, range]] = []
    index = 0
    while index <= len(lines):
        told = _told_of(index, lines, annotations) if index < len(lines) else None
        if told is not None:
            run.append((index, told))
            index = told.stop + 1
            continue
        if len(run) >= _FEWEST:
            titles += [title for title, _ in run]
            captions += [each for _, members in run for each in members]
        run = []
        index += 1
    return Photos(frozenset(titles), frozenset(captions))


def _told_of(title: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> range | None:
    """Return the lines that tell of the picture whose title a line is, a credit right below; None for another line."""
    if lines[title].part or not _is_title(lines[title], annotations[title]):
        return None
    first = title + 1
    while (
        first < len(lines)
        and lines[first].number == lines[title].number
        and _is_title(lines[first], annotations[first])
    ):
        first += 1  # 玉兰开了 一城春色
    credit = first
    while credit < len(lines) and credit - first < _MOST_TEXTS and _tells(lines[credit], annotations[credit]):
        credit += 1
    if credit == first or credit == len(lines):
        return None
    given = annotations[credit].credit
    return range(first, credit) if given is not None and given.own_line and not given.page_wide else None


def _is_title(line: Line, found: Annotations) -> bool:
    if len(line.folded) > _LONGEST_TITLE or line.folded[-1] in "。,;:、)":
        return False
    return (
        found.source_line is None
        and found.credit is None
        and (found.end is None or found.item is not None)  # - 初雪 has the form of a name
        and found.furniture is None
        and found.caption is None
    )


def _tells(line: Line, found: Annotations) -> bool:
    if found.source_line is not None or found.furniture is not None or found.credit is not None:
        return False
    return len(line.folded) >= _TOLD and line.folded[-1] in "。!?”)…"


class Pictures(NamedTuple):
    """Indices of lines that each tell of a picture of its own, and of those that are captions below one title."""

    items: frozenset[int]
    captions: frozenset[int]


def pictures_told(lines: Sequence[Line], annotations: Sequence[Annotations]) -> Pictures:
    """Return the lines that each tell of a picture, where at least three stand one below the other.

    Below a title they are its gallery; below a column's label, or with nothing above, each is an item.
    """
    items: list[int] = []
    captions: list[int] = []
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and _is_told(lines[index], annotations[index]):
            run.append(index)
            continue
        if index < len(lines) and lines[index].folded.isdigit():
            continue  # galleries count their pictures on lines of their own
        if len(run) >= _FEWEST:
            above = lines[max(0, run[0] - _FEWEST) : run[0]]
            shown = sum(_shows(lines[each]) for each in run)
            said = any(_OF_PICTURES.search(line.folded) for line in above)
            if _is_titled(run[0], lines, annotations):
                captions += run if said or 2 * shown > len(run) else []
            elif said or shown:
                items += run
        run = []
    return Pictures(frozenset(items), frozenset(captions))


def _shows(line: Line) -> bool:
    """Tell whether a line says that it is of a picture."""
    told = line.folded
    return told.startswith(_SHOWN) or bool(_OF_PICTURES.search(told) or closes_as_caption(told) or _CLOSES.search(told))


def _is_titled(first: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether a line above a row of pictures may be their title: longer than a label, and no sentence."""
    return any(
        len(line.folded) > _LONGEST_LABEL
        and line.folded[-1] not in "。;:"
        and found.furniture is None
        and found.metadata is None
        and found.credit is None
        for line, found in zip(lines[:first], annotations[:first], strict=True)
    )


def credited_rows(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of a few words each with a credit behind them, where at least three lines stand in a row.

    老桥早市(某网发 柳禾青 摄): captions, of which none is a headline. Sentences may be pictures of their own.
    """
    found: list[int] = []
    run: list[list[int]] = []
    index = 0
    while index <= len(lines):
        end = _end_of_credited(index, lines, annotations) if index < len(lines) else 0
        if end:
            run.append(list(range(index, end)))
            index = end
            continue
        if len(run) >= _FEWEST:
            found += [each for pieces in run for each in pieces]
        run = []
        index += 1
    return frozenset(found)


def _end_of_credited(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> int:
    """Return the index behind a line of a few words and a credit, its pieces taken together; 0 for any other."""
    first, own = lines[index], annotations[index]
    if first.part or "。" in first.folded or len(first.folded) > _LONGEST_CREDITED or own.source_line or own.furniture:
        return 0
    end = index + 1
    while end < len(lines) and lines[end].part:
        end += 1
    last = annotations[end - 1].credit
    if last is None or annotations[end - 1].byline is not None:
        return 0
    if any("。" in piece.folded for piece in lines[index:end]):
        return 0  # - 枇杷熟了 5月3日,…。 柳禾青 摄: a title, what is to be seen, a credit
    return end if last.own_line == (end > index + 1) else 0


def _is_told(line: Line, found: Annotations) -> bool:
    if line.part or not _TOLD <= len(line.folded) <= _LONGEST_TOLD or found.source_line or found.furniture:
        return False
    told, first = line.folded, line.folded[0]
    opens = (first in {"这", "图"} or first.isdigit()) and _OPENS.match(told) is not None
    return opens or closes_as_caption(told) or (")" in told[-_CLOSED_WITHIN:] and _CLOSES.search(told) is not None)
