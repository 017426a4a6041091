"""What stands before an item of a list: ● ① 一、 (一) 1. B1-."""

from __future__ import annotations

import re

from worker.lexicon.characters import BULLETS, CHINESE_DIGITS, CIRCLED
from worker.parsing.patterns.numerals import number_of
from worker.parsing.recognizers.annotations import ItemMark, Span

_SIGN = re.compile(rf"[{BULLETS}·]\s{{0,3}}(?=\S)")
# 一、 (一) 1. 1、 b1- 之二: 第三, . Must NOT match 1.5亿元, 一些, 2、3号 (a number goes on), 1998年.
_NUMBER = re.compile(
    rf"(?P<open>[(〔【]?)(?P<letter>[a-z]?)(?P<number>[{CHINESE_DIGITS}十]{{1,3}}|[0-9]{{1,2}})"
    r"(?P<close>[)〕】][、.:]?|[、.](?![0-9])|-(?=\D))\s{0,3}(?=\S)"
)
_OTHER = re.compile(
    rf"(?P<before>之|第)(?P<number>[{CHINESE_DIGITS}十]{{1,3}})(?P<close>[,、:])\s{{0,3}}(?=\S)|(?P<of>之)(?P<n>[{CHINESE_DIGITS}十])$"
)
_NUMBER_START = frozenset(f"{CHINESE_DIGITS}十(〔【0123456789abcdefgh之第")


def item_mark(folded: str, text: str) -> ItemMark | None:
    """Return the mark that opens a line (circled numbers are read from ``text``: folding makes them digits)."""
    first = text[0]
    if first in CIRCLED:
        return ItemMark("①", CIRCLED.index(first) + 1, Span(0, len(text) - len(text[1:].lstrip())))
    sign = _SIGN.match(folded)
    if sign:
        return ItemMark(folded[0], 0, Span(0, sign.end()))
    if folded[0] not in _NUMBER_START:
        return None
    match = _NUMBER.match(folded)
    return _numbered(match) if match else _worded(folded)


def _numbered(match: re.Match[str]) -> ItemMark | None:
    closes = match["close"][0] in ")〕】"
    if match["open"] and not closes:
        return None
    digits = "1" if match["number"].isascii() else "一"
    letter = "b" if match["letter"] else ""
    alphabet = f"{match['open']}{letter}{digits}{match['close']}"
    return ItemMark(alphabet, number_of(match["number"]) or 0, Span(0, match.end()))


def _worded(folded: str) -> ItemMark | None:
    match = _OTHER.match(folded)
    if match is None:
        return None
    ordinal = number_of(match["number"] or match["n"]) or 0
    return ItemMark(f"{match['before'] or match['of']}一", ordinal, Span(0, match.end()))
