"""What stands before an item of a list: ● ① 一、 (一) 1. B1-."""

from __future__ import annotations

import re
from typing import Final

from worker.lexicon.characters import BULLETS, CHINESE_DIGITS, CIRCLED, HAN
from worker.parsing.patterns.numerals import number_of
from worker.parsing.recognizers.annotations import ItemMark, Span

# Must NOT match ▲图为 (a caption's pointer is no item), >>>02版, -题 (a dash goes on) or |首页|新闻 (a bar of links).
_SIGN: Final = re.compile(
    rf"[{BULLETS}·]\s{{0,3}}|(?:▶|►|☞|>{{1,3}}|#(?!\S{{1,16}}#)|\*(?!\s?\*)|-(?=\s)|\|(?![^|]{{0,80}}\|))\s{{0,3}}(?=[{HAN}“「《])(?!图)"
)
# 一、 (一) 1. 1、 (1) b1- 19990305b1-. Must NOT match 1.5亿元, 一些, 2、3号 (a number goes on), 1998年.
_NUMBER: Final = re.compile(
    rf"(?P<open>[(〔【]?)(?:\d{{8}})?(?P<letter>[a-z]?)(?P<number>[{CHINESE_DIGITS}十]{{1,3}}|[0-9]{{1,2}})"
    r"(?P<close>[)〕】][、.:]?|[、.](?![0-9])|-(?=\D|$))\s{0,3}"
)
# 01 题, padded so that all are of one width; 7 个工作日 and 05版 are none.
_PADDED: Final = re.compile(rf"(?P<number>0[1-9])\s{{1,3}}(?=[{HAN}“「《])")
_WORDED: Final = re.compile(rf"(?P<word>之|第|其)(?P<number>[{CHINESE_DIGITS}十]{{1,3}})(?:[,、:]\s{{0,3}}|$)")
# 【要闻一】题, 【热点2】题. Must NOT match 【案例一】昨日,… or 【聚焦二十大】题.
_LABELLED: Final = re.compile(
    rf"【(?:要闻|新闻|热点|头条|简讯|快讯|国际|国内)(?P<number>[{CHINESE_DIGITS}十]{{1,2}}|[0-9]{{1,2}})】\s{{0,2}}(?=[^\s,。])"
)
_SIGN_START: Final = frozenset(f"{BULLETS}·▶►☞>#*-|")
_NUMBER_START: Final = frozenset(f"{CHINESE_DIGITS}十(〔【0123456789abcdefgh之第其")


def item_mark(folded: str, text: str) -> ItemMark | None:
    """Return the mark that opens a line, or is the line (``1.`` above its text).

    Circled numbers are read from ``text``: folding makes them digits.
    """
    if text[0] in CIRCLED:
        return ItemMark("①", CIRCLED.index(text[0]) + 1, Span(0, len(text) - len(text[1:].lstrip())))
    sign = _SIGN.match(folded) if folded[0] in _SIGN_START else None
    if sign:
        return ItemMark(folded[0], 0, Span(0, sign.end()))
    if folded[0] == "【":
        labelled = _LABELLED.match(folded)
        if labelled:
            return ItemMark("【一】", number_of(labelled["number"]) or 0, Span(0, labelled.end()))
    return _number(folded) if folded[0] in _NUMBER_START else None


def _number(folded: str) -> ItemMark | None:
    match = _NUMBER.match(folded)
    if match:
        return _numbered(match)
    padded = _PADDED.match(folded)
    if padded:
        return ItemMark("01", int(padded["number"]), Span(0, padded.end()))
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
