"""Digests: what they count on from 1 are their items.

早安!今天是3月5日,欢迎收听新闻早餐。 【国内】 1、… 2、…; or below their own name and nothing else, 松溪快报(3月5日) 1.…
2.…, 国际 (1)… (2)…, or below nothing: the parts of a report are counted alike, below its headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.lexicon import labels
from worker.lexicon.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

# 青年早新闻, 新闻早餐, 几分钟速览最新热点. Must not match 早报名.
OF_DAY: Final = re.compile(
    r"[早晚晨午]间?新闻(?:[\s|:”]|$)|新闻(?:早|晚|午)餐|(?:几|一|三|五)分钟.{0,4}(?:速览|读懂|看|知).{0,8}(?:热点|新闻|要闻|天下|世界)"
)
_FEWEST = 5  # items
_MOST_ABOVE = 8  # lines above the first
_LONGEST_LABEL = 8  # characters of what heads some of them: 【国内】
_LONGEST_NAME = 36  # characters of what a digest is called, and of when it is
_NUMBER = re.compile(
    r"(?P<open>[(【\[]?)(?P<number>0[1-9]|[1-9][0-9]?)\s?(?P<close>[、)】\]]|[|丨│]|[./](?![0-9])|\ufe0f?\u20e3)[、.:]?(?=\s?\S.{3})"
)
_FIRST = frozenset("0123456789(【[")
_TWO_FIGURES = 10
_ALPHABETS = frozenset({"①", "一、", "(一)"})
# What stands behind a digest's name: when it is, (2022.11.13)周日, | 3月5日 星期五.
_WHEN = r"[\s|:·,/\-–—()【】\[\]0-9年月日.第期星期周一二三四五六天]{0,30}"
# 松溪快报(3月5日), 2021年松溪十大新闻. Must not match 松溪镇今年要办五件事, 关于早报订阅的通知.
_NAME = re.compile(
    rf"[^。!?;]{{0,20}}(?:{labels.DIGESTS}|新闻|大事记?|大事件|热点|天下事?|[早晨午晚]报|早班车|早知道|早读|早茶){_WHEN}"
)
_DATED = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}")
_SIGNS = "【】[]()〔〕■●◆◎·| "


class Digest(NamedTuple):
    """Where its items begin; and the lines of none: the greeting above the first, the labels between them."""

    items: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()


_NONE = Digest()


def digest_of(lines: Sequence[Line], annotations: Sequence[Annotations]) -> Digest:
    """Return the counted items of a digest; nothing of another page."""
    items = _counted(lines, annotations)
    if len(items) < _FEWEST:
        return _NONE
    above = lines[: items[0]]
    named, alone = _named(above, annotations)
    # A page that begins with what it counts is a list (5 of 5 such pages), but for 一、, which parts texts too.
    alone = alone and _NUMBER.match(lines[items[0]].folded) is not None
    if not (named or alone or any(OF_DAY.search(line.folded) for line in above)):
        return _NONE
    parted = [index - 1 for index in items[1:] if _is_label(lines[index - 1])]
    return Digest(frozenset(items), frozenset([*range(items[0]), *parted]))


def _counted(lines: Sequence[Line], annotations: Sequence[Annotations]) -> list[int]:
    """Return where 1, 2, 3 … stand at the head of a line or behind an item on its line, marked as the first is."""
    items: list[int] = []
    marked: tuple[str, ...] = ()
    count = 0
    for index, line in enumerate(lines):
        found = None if line.part and line.cut != "number" else _mark(line, annotations[index])
        if found is None:
            if not items and index >= _MOST_ABOVE:
                return []
            continue
        form, number = found
        if not items:
            marked = form
        elif form[:-1] == marked[:-1] and number >= _TWO_FIGURES:
            form = marked  # 09 is padded, 10 cannot be
        anew = items and number == 1 and _is_label(lines[index - 1])
        if form == marked and (number == count + 1 or anew):
            items.append(index)
            count = number
    return items


def _mark(line: Line, found: Annotations) -> tuple[tuple[str, ...], int] | None:
    """Return what counts a line, apart from the number, and the number: 01、 ① 一、."""
    match = _NUMBER.match(line.folded) if line.folded[0] in _FIRST else None
    if match is not None:
        padded = "0" if match["number"][0] == "0" else ""
        return (match["open"], match["close"], padded), int(match["number"])
    item = found.item if len(line.folded) > _LONGEST_LABEL else None
    return ((item.alphabet, "", ""), item.ordinal) if item is not None and item.alphabet in _ALPHABETS else None


def _named(above: Sequence[Line], annotations: Sequence[Annotations]) -> tuple[bool, bool]:
    """Tell whether a digest is named above its first item, and whether all above that belongs to the page."""
    named, alone = False, True
    for text, known in _printed(above, annotations):
        bare = "".join(text.split()).strip(_SIGNS)
        if bare.lstrip("一二三四五六七八九十0123456789()、.") in SECTIONS or (
            len(text) <= _LONGEST_NAME and _NAME.fullmatch(text.strip(_SIGNS))
        ):
            named = True
        elif not known and not _DATED.search(text):
            if len(text) > _LONGEST_LABEL:
                return False, False
            alone = False
    return named, alone


def _printed(above: Sequence[Line], annotations: Sequence[Annotations]) -> Iterator[tuple[str, bool]]:
    """Yield the text of each printed line, and whether it is known to belong to the page."""
    first = 0
    while first < len(above):
        end = first + above[first].parts
        text = " ".join(line.folded for line in above[first:end])
        yield text, all(found.furniture is not None for found in annotations[first:end])
        first = end


def _is_label(line: Line) -> bool:
    text = line.folded
    return len(text) <= _LONGEST_LABEL and ((text[0] in "【[" and text[-1] in "】]") or text.strip(_SIGNS) in SECTIONS)
