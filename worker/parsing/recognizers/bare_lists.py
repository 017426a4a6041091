"""Files that are a list and nothing else: titles one a line, prices, addresses, rows of a table without its heads.

No line of such a file is a text, and none heads the others: whatever were taken for a headline would be invented. What
has a heading above its rows (results of a round, prices of the day, winners of a prize), a masthead, a sentence, or a
writer is a page, and so are verses, whose lines are short and have no figures.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_FEWEST: Final = 6  # rows: of fewer, the first may well head the others
_FEWEST_TITLES, _MANY_TITLES = 8, 20
_LONGEST: Final = 90  # half-widths: two of the longest headlines
_SHORTEST_TITLE: Final = 14  # half-widths, of nearly all of them: verses and the parts of a site's frame are shorter
_WIDEST_ALIKE: Final = 0.5  # of rows of one width: running text that is broken at a width, whatever it lacks
_NEARLY_ALL: Final = 0.9
_SOME, _MORE = 0.15, 0.3  # of many titles, and of few: have signs that verses have not
_SENTENCE: Final = "。"
_GOES_ON: Final = (",", "，", "、", ";", "；")
_NUMBERED: Final = re.compile(r"[(\[【]?(\d{1,5})[)\]】]?\s?[.、,:)\s]\s?(?=\D)")
# What a row of prices, addresses or telephone numbers has.
_ROW: Final = re.compile(
    r"\d(?:\.\d+)?\s?(?:元|角|块|万|¥|%|斤|公斤|千克|kg|吨|平方?米|㎡|号|弄|室)|[¥$]\s?\d|1[3-9]\d{9}|\d{3,4}-?\d{7,8}",
    re.IGNORECASE,
)
# Verses have ? and ! too, and spaces between their halves.
_OF_TITLES: Final = re.compile(r"[\d:()\"“”《》「」%a-z—|]", re.IGNORECASE)
# A page's own: who tells it, on which page it goes on.
_OF_A_PAGE: Final = re.compile(
    r"^(?:本报|新华社|中新[社网]|据|图[:/]|文[:/]|编者按|\(?(?:本报)?(?:首席)?(?:记者|通讯员|作者|摄影))|(?:摄|摄影报道|供图)\)?$"
    r"|[a-z]?\d{1,3}\s?版|版面?$|^第.{1,4}[版期]|^导读|^本期"
)


def is_bare_list(lines: Sequence[Line]) -> bool:
    """Return whether a file's lines are a list and nothing else."""
    if len(lines) < _FEWEST or any(_SENTENCE in line.folded or line.width > _LONGEST for line in lines):
        return False
    rows = [line.folded for line in lines]
    if any(_OF_A_PAGE.search(row) or row.endswith(_GOES_ON) for row in rows) or _is_numbered(rows[1:]):
        return False
    return _is_numbered(rows) or _has_cells(lines) or _has_figures(rows) or _are_titles(lines, rows)


def _is_numbered(rows: Sequence[str]) -> bool:
    """Tell whether rows count up from the first one on; below a heading they are those of its article."""
    numbers = [int(found[1]) if (found := _NUMBERED.match(row)) else None for row in rows]
    return all(number == numbers[0] + place for place, number in enumerate(numbers)) if numbers[0] in {0, 1} else False


def _has_cells(lines: Sequence[Line]) -> bool:
    """Tell whether each row has as many tabs as the first, within it."""
    tabs = [line.text.count("\t") for line in lines]
    return tabs[0] > 0 and tabs.count(tabs[0]) == len(tabs)


def _has_figures(rows: Sequence[str]) -> bool:
    """Tell whether nearly all rows, and the first, say a price, an address or a number to call."""
    found = [_ROW.search(row) is not None for row in rows]
    return found[0] and sum(found) >= _NEARLY_ALL * len(found)


def _are_titles(lines: Sequence[Line], rows: Sequence[str]) -> bool:
    """Tell whether rows are titles: many, of all lengths, longer than verses, with signs that these lack."""
    long = sum(line.width >= _SHORTEST_TITLE for line in lines)
    if len(rows) < _FEWEST_TITLES or long < _NEARLY_ALL * len(rows):
        return False
    alike = max(Counter(line.width for line in lines).values())
    signs = sum(_OF_TITLES.search(row) is not None for row in rows)
    return alike <= _WIDEST_ALIKE * len(rows) and signs >= (_SOME if len(rows) >= _MANY_TITLES else _MORE) * len(rows)
