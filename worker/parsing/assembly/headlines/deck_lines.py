"""What single lines of a stack say: which is a kicker, which a subtitle, and where lines read as one headline part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.folding import fold
from worker.lexicon.openings import GOES_ON
from worker.lexicon.surnames import surname_length
from worker.parsing.layout.reflow import printed_lines
from worker.parsing.patterns import cues as marks
from worker.parsing.patterns.spacing import squeeze
from worker.parsing.recognizers.rows.item_marks import item_mark
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

DASH: Final = re.compile(r"(?:——|--|—|―)\s{0,3}")
# One or two names (and an office), then what they did there.
_SUBJECT: Final = re.compile(
    r"[\u3400-\u9fff]{2,6}?(?:总理|主席|总书记|书记|部长|省长|市长|副[\u3400-\u9fff]{2,3})?(?:等)?(?:主持|出席|致信|致函|题词|为[\u3400-\u9fff]{4,}题词|作书面|作重要|作报告|分别|向[\u3400-\u9fff]{4,}颁)"
)
_SHORTEST_EVEN, _EVEN = 12, (0.85, 1.6)  # characters of either line of a kicker and a headline, the first to the second
_SHORTEST_SAID: Final = 6  # of a kicker that ends in a verb of saying or a colon
_WHOLE_LINE: Final = 45  # characters: where a line of text is as long, no column breaks a headline
_BELOW: Final = 5  # lines that are looked at for it
_LONG_PAGE: Final = 80  # lines: of pages of many articles the model knows stacks well
_SHORTEST_LONG, _LONGER = 12, 1.4  # a second line of so many characters, and so much longer than the first
_SHORTEST_GOING_ON: Final = 8
_SHORTEST_BELOW, _SHORTER = 9, (1.2, 2.2)  # a headline below a kicker so much longer
_ALIKE = (0.4, 4)  # two clauses of a headline, the first to the second
_STARS = "****"
_IN_BRACKETS = re.compile(r"\([^()]{2,14}\)")
_ARCHIVED, _ABOVE = "专栏:", 3  # and how many lines above a stack it may stand
_TWO, _THREE = 2, 3
_HEAD, _BELOW_HEAD = 1, 2  # of the three parts
_BRACKETS = (("《", "》"), ("“", "”"), ("「", "」"), ("『", "』"), ("(", ")"), ("【", "】"))

Parts = tuple[list[int], list[int], list[int]]
"""Indices of the lines of kicker, headline and subtitle."""


def is_kicker(text: str) -> bool:
    """Tell whether a line ends as kickers do: 柳镇长在水利会上强调."""
    return bool(marks.KICKER_END.search(text.rstrip("：:")))


def is_subtitle(folded: str) -> bool:
    """Tell whether a line says who presided or who sent a letter: 黄祖英主持, 李鹏总理主持审议…, 李鹏为…发来贺信."""
    if not surname_length(folded):
        return False
    match = marks.PRESIDES.search(folded)
    if match:
        return True
    return bool(_SUBJECT.match(folded))


def is_kicker_above(first: str, second: str) -> bool:
    """Tell whether of two whole lines of one length the first is a kicker: what is set larger is the shorter one.

    A second line that goes on about the first (标志着…) or says who came is a subtitle; two clauses are a headline.
    """
    if min(len(first), len(second)) < _SHORTEST_EVEN or _has_clauses(first):
        return False
    if not _EVEN[0] <= len(first) / len(second) <= _EVEN[1] or item_mark(fold(first), first):
        return False
    folded = fold(second)
    return not (folded.startswith(GOES_ON) or _is_of_people(folded))


def _has_clauses(text: str) -> bool:
    return " " in text or "\u3000" in text


def _is_of_people(folded: str) -> bool:
    """Tell whether a line is a subtitle by its form: it says who came, or opens with a dash."""
    return bool(DASH.match(folded) or marks.PRESIDES.search(folded)) or is_subtitle(folded)


def told_apart(lines: Sequence[Line], head: Sequence[int]) -> Parts:
    """Return the kicker, headline and subtitle of two or three lines that were read as one headline.

    Only where text is printed a paragraph a line: in a column, a headline goes on over its lines.
    """
    rows = _rows(lines, head)
    texts = ["".join(lines[index].text for index in row) for row in rows]
    whole: Parts = ([], [*head], [])
    if not _TWO <= len(rows) <= _THREE or _is_twice(texts) or not _is_unbroken(lines, head[-1]):
        return whole
    if len(texts[0]) >= _SHORTEST_SAID and (is_kicker(texts[0]) or texts[0][-1] in ":："):
        below = told_apart(lines, [index for row in rows[1:] for index in row])
        return (rows[0], below[1], below[2]) if not below[0] else (rows[0], [*below[0], *below[1]], below[2])
    if _is_of_people(fold(texts[-1])):
        above = told_apart(lines, [index for row in rows[:-1] for index in row])
        return above[0], above[1], sorted((*above[2], *rows[-1]))
    if len(rows) == _TWO:
        if goes_on(*texts):
            return [], rows[0], rows[1]
        if is_kicker_above(texts[0], texts[1]) or _is_longer_kicker(*texts):
            return rows[0], rows[1], []
    return whole


def above_dashed(lines: Sequence[Line], head: Sequence[int], subtitle: Sequence[int]) -> Parts:
    """Return the parts of a stack of two whole lines above one that opens with a dash: kicker, headline, subtitle.

    Two lines of one build (听得懂风机的话, 摸得准煤层的脾气) are one headline, and so is a question with what it asks
    about. In a column, a headline goes on over its lines.
    """
    rows = _rows(lines, sorted((*head, *subtitle)))
    whole: Parts = ([], [*head], [*subtitle])
    if len(rows) <= _TWO or not DASH.match(lines[rows[_TWO][0]].folded) or not _has_paragraph(lines, rows[-1][-1]):
        return whole
    first, second = ("".join(lines[index].folded for index in row) for row in rows[:_TWO])
    if DASH.match(second) or second[-1] in "?!" or _is_twice((first, second)) or _of_one_build(first, second):
        return whole
    return rows[0], rows[1], [index for row in rows[_TWO:] for index in row]


def _has_paragraph(lines: Sequence[Line], last: int) -> bool:
    """Tell whether a line below a stack is a paragraph: long, or half as long and a sentence that ends."""
    if _is_unbroken(lines, last):
        return True
    below = printed_lines(lines, range(last + 1, min(len(lines), last + 1 + _BELOW)))
    return len(lines) < _LONG_PAGE and any(
        len(line.folded) > _WHOLE_LINE / 2 and line.folded[-1] == "。" for line in below
    )


def _of_one_build(first: str, second: str) -> bool:
    """Tell whether two lines have characters in common at the same places, as couplets do."""
    return sum(one == other for one, other in zip(first, second, strict=False)) >= _TWO


def one_line(lines: Sequence[Line], head: Sequence[int], subtitle: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return headline and subtitle, as one headline where they are two clauses of one printed line.

    But for archives, which print kicker, headline and subtitle on one line below the name of the column (专栏:).
    """
    whole = [*head], [*subtitle]
    if len(head) != 1 or len(subtitle) != 1 or subtitle[0] != head[0] + 1 or not lines[subtitle[0]].part:
        return whole
    first, second = lines[head[0]], lines[subtitle[0]]
    if first.parts != _TWO or not _ALIKE[0] <= len(first.text) / len(second.text) <= _ALIKE[1]:
        return whole
    if _is_of_people(second.folded) or _is_archived(lines, head[0]):
        return whole
    return [head[0], subtitle[0]], []


def whole_lines(lines: Sequence[Line], parts: tuple[Sequence[int], ...]) -> Parts:
    """Return kicker, headline and subtitle without a part that ends within a printed line where it cannot.

    In a stack of several printed lines a line is headline or subtitle, all of it; and no part ends within brackets.
    """
    part_of = {index: which for which, part in enumerate(parts) for index in part}
    rows = _rows(lines, sorted(part_of))
    headed = False
    for row in rows:
        for at, index in enumerate(row[1:], 1):
            if _is_open("".join(lines[each].folded for each in row[:at])):
                part_of[index] = part_of[row[at - 1]]
        if len(rows) > 1 and {part_of[index] for index in row} == {_HEAD, _BELOW_HEAD}:
            part_of |= dict.fromkeys(row, _BELOW_HEAD if headed else _HEAD)
        headed = headed or any(part_of[index] == _HEAD for index in row)
    kicker, head, subtitle = (
        [index for index in sorted(part_of) if part_of[index] == which] for which in range(_THREE)
    )
    return kicker, head, subtitle


def below_page_title(lines: Sequence[Line], parts: tuple[Sequence[int], ...]) -> Parts:
    """Return the parts of a stack without the page's own title above it, which a site prints in the head of its page.

    It stands above the stack's kicker, unless it has the words of both, or ends in a row of stars: 老桥通车******.
    Nor is a column's name in brackets below the headline part of it; what was read as its kicker is the headline then.
    """
    kicker, head, subtitle = ([*part] for part in parts)
    first = kicker[0] if kicker and any(index > kicker[-1] for index in head) else 0
    for row in _rows(lines, head):
        if lines[row[-1]].folded.endswith(_STARS) and (row[-1] != head[-1] or subtitle):
            first = row[-1] + 1
    above, below = ([index for index in head if (index >= first) is own] for own in (False, True))
    named = bool(below) and not lines[below[-1]].part and _IN_BRACKETS.fullmatch(lines[below[-1]].folded) is not None
    if named and (kicker or below[1:]):
        below.pop()
    title, stack = ("".join(squeeze(lines[index].folded) for index in part) for part in (above, (*kicker, *below)))
    if kicker and below and stack in title:
        return kicker, head, subtitle
    if below or not head:
        return kicker, below, subtitle
    return ([], kicker, subtitle) if kicker else ([], subtitle, [])


def _is_open(folded: str) -> bool:
    return any(folded.count(opened) > folded.count(closed) for opened, closed in _BRACKETS)


def _is_archived(lines: Sequence[Line], first: int) -> bool:
    return any(_ARCHIVED in line.folded for line in lines[max(0, first - _ABOVE) : first + 1])


def in_archive(
    lines: Sequence[Line], kicker: Sequence[int], head: Sequence[int], subtitle: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return headline and subtitle of what an archive prints on one line behind a kicker: 老桥通车 两岸街坊清早排队….

    Of two clauses the second is a subtitle where it tells at much greater length what the first does.
    """
    parted = len(head) == _TWO and kicker and not subtitle and lines[head[1]].part and _is_archived(lines, kicker[0])
    if parted and goes_on(lines[head[0]].text, lines[head[1]].text):
        return [head[0]], [head[1]]
    return [*head], [*subtitle]


def repeated(text: str, context: str) -> float:
    """Return which share of the pairs of characters of ``text`` stand in ``context``, both folded."""
    pairs = pairs_of(text)
    return sum(pair in context for pair in pairs) / len(pairs) if pairs else 0.0


def _is_twice(texts: Sequence[str]) -> bool:
    """Tell whether one line is printed within another, or they are single characters below each other."""
    keys = [squeeze(fold(text)) for text in texts]
    return any(len(text) == 1 for text in texts) or any(
        first in second for at, first in enumerate(keys) for other, second in enumerate(keys) if at != other
    )


def _rows(lines: Sequence[Line], head: Sequence[int]) -> list[list[int]]:
    """Return the indices of each printed line."""
    rows: list[list[int]] = []
    for index in head:
        if rows and lines[index].part and index == rows[-1][-1] + 1:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


def _is_unbroken(lines: Sequence[Line], last: int) -> bool:
    """Tell whether the text below a stack is printed a paragraph a line, on a page of few articles."""
    if len(lines) >= _LONG_PAGE:
        return False
    below = printed_lines(lines, range(last + 1, min(len(lines), last + 1 + _BELOW)))
    return any(len(line.folded) >= _WHOLE_LINE for line in below)


def goes_on(first: str, second: str) -> bool:
    """Tell whether a second line goes on about the first, or tells at much greater length what it is about."""
    if len(second) >= max(_SHORTEST_LONG, _LONGER * len(first)):
        return True
    return min(len(first), len(second)) >= _SHORTEST_GOING_ON and fold(second).startswith(GOES_ON)


def _is_longer_kicker(first: str, second: str) -> bool:
    """Tell whether a first line of one clause is so much longer than the second that it is set smaller."""
    if len(first) < _SHORTEST_EVEN or len(second) < _SHORTEST_BELOW or _has_clauses(first):
        return False
    return _SHORTER[0] <= len(first) / len(second) <= _SHORTER[1] and not fold(second).startswith(GOES_ON)
