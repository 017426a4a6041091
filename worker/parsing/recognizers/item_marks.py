"""What stands before an item of a list: ● ① 一、 (一) 1. B1-."""

from __future__ import annotations

import re

from worker.lexicon.characters import BULLETS, CHINESE_DIGITS, CIRCLED
from worker.parsing.patterns.numerals import number_of
from worker.parsing.recognizers.annotations import ItemMark, Span

_SIGN = re.compile(rf"[{BULLETS}·]\s{{0,3}}")
# 一、 (一) 1. 1、 (1) b1- 19990305b1-. Must NOT match 1.5亿元, 一些, 2、3号 (a number goes on), 1998年.
_NUMBER = re.compile(
    rf"(?P<open>[(〔【]?)(?:\d{{8}})?(?P<letter>[a-z]?)(?P<number>[{CHINESE_DIGITS}十]{{1,3}}|[0-9]{{1,2}})"
    r"(?P<close>[)〕】][、.:]?|[、.](?![0-9])|-(?=\D|$))\s{0,3}"
)
_WORDED = re.compile(rf"(?P<word>之|第|其)(?P<number>[{CHINESE_DIGITS}十]{{1,3}})(?:[,、:]\s{{0,3}}|$)")
_NUMBER_START = frozenset(f"{CHINESE_DIGITS}十(〔【0123456789abcdefgh之第其")


def item_mark(folded: str, text: str) -> ItemMark | None:
    """Return the mark that opens a line, or is the line (``1.`` above its text).

    Circled numbers are read from ``text``: folding makes them digits.
    """
    if text[0] in CIRCLED:
        return ItemMark("①", CIRCLED.index(text[0]) + 1, Span(0, len(text) - len(text[1:].lstrip())))
    sign = _SIGN.match(folded)
    if sign:
        return ItemMark(folded[0], 0, Span(0, sign.end()))
    if folded[0] not in _NUMBER_START:
        return None
    match = _NUMBER.match(folded)
    if match:
        return _numbered(match)
    worded = _WORDED.match(folded)
    if worded is None:
        return None
    return ItemMark(f"{worded['word']}一", number_of(worded["number"]) or 0, Span(0, worded.end()))


def _numbered(match: re.Match[str]) -> ItemMark | None:
    if match["open"] and match["close"][0] not in ")〕】":
        return None
    digits = "1" if match["number"].isascii() else "一"
    letter = "b" if match["letter"] else ""
    alphabet = f"{match['open']}{letter}{digits}{match['close']}"
    return ItemMark(alphabet, number_of(match["number"]) or 0, Span(0, match.end()))
