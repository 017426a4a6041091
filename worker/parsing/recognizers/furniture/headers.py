"""A line in which several pieces of furniture stand side by side: A03 城事 2020-06-12 星期五 江海晚报 责编 顾凡.

Papers set them in every order and part them by white space, strokes or dots, so the line is read piece by piece: it is
a header when every piece is of a known nature but for one short word, the section's name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from worker.lexicon import roles
from worker.lexicon.characters import CHINESE_DIGITS, HAN, N
from worker.lexicon.sections import SECTIONS
from worker.parsing.patterns.dates import printed_date, with_iso_dates
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.papers import is_paper_name
from worker.parsing.patterns.person_names import split_names
from worker.parsing.patterns.spacing import tightened

_LONGEST: Final = 110
# A sentence has these, a header has not.
_SENTENCE: Final = re.compile(r"[。,;!?、“”…]")
# What is set apart and belongs together: 2020 年 6 月 12 日, 责编 刘 佳, 综 合.
_APART: Final = re.compile(
    r"(?<=[0-9])\s{1,2}(?=[年月日期版号])|(?<=[年月第])\s{1,2}(?=[0-9])"
    rf"|(?:(?<=[^{HAN}][{HAN}])|(?<=^[{HAN}]))\s{{1,4}}(?=(?!第)[{HAN}](?:[^{HAN}]|$))"
)
_JOINED: Final = re.compile(r"(?<=[0-9])[/、](?=[0-9])")  # 2008/5/13, 第5、6期
_PIECE: Final = re.compile(r"[^\s/|丨·•:()\[\]【】—<>《》]+")
_DATE: Final = re.compile(
    rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|\d{{4}}[.-]\d{{1,2}}[.-]\d{{1,2}}|[〇○{CHINESE_DIGITS}]{{4}}年{N}{{1,3}}月{N}{{1,3}}日)"
    r"(?P<weekday>(?:星期|周|礼拜)[一二三四五六日天])?"
)
_YEARLESS: Final = re.compile(
    rf"{N}{{1,3}}月{N}{{1,3}}日(?:(?:星期|周|礼拜)[一二三四五六日天])?|\d{{4}}年|\d{{4}}[.-]\d{{1,2}}"
)
_WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_LUNAR: Final = re.compile(
    rf"(?:农历|夏历|阴历)[{HAN}]{{0,14}}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[{HAN}]{{0,8}}"
    r"|[正一二三四五六七八九十冬腊闰]{1,3}月(?:初|十|廿|三十)[一二三四五六七八九十]?|[立雨惊春清谷夏小芒大处白秋寒霜冬][春水蛰分明雨夏满种至暑秋露降雪寒]"
)
_NUMBER: Final = re.compile(
    r"(?:本报|总|创刊)?第?\d{1,6}(?:-\d{1,6}){0,2}[期号](?:合刊)?|合刊|总第?\d{1,6}[期号]?|(?:今日|本期|今天)?共?[0-9一二三四五六七八九十]{1,3}[版张]|(?:今日|本期)\S{1,4}[版张]"
)
# 02版, 第三版, A03, A03版, 第5版 and 07: two digits, or a letter and digits.
_PAGE: Final = re.compile(
    rf"第?(?P<label>[a-z]{{0,2}}{N}{{1,4}})版|(?P<lettered>[a-z]{{1,2}}\d{{1,3}})|(?P<bare>\d{{1,2}})"
)
_ROLE: Final = rf"(?:本版|一版|值班|本期)?(?:责任|执行|值班|首席|文字|本版)?(?:{roles.EDITING})"
_EDITOR: Final = re.compile(rf"{_ROLE}(?P<name>[{HAN}]{{2,4}})?")
_CONTACT: Final = re.compile(
    rf"[{HAN}]{{0,4}}(?:电话|热线|邮箱|信箱)|"
    r"(?:e-?mail|qq|网址|投稿)|[\x21-\x7e]{2,40}@[\x21-\x7e]{2,40}|[\d-]{7,20}|(?:www\.|https?)[\x21-\x7e]{2,60}"
)
_PINYIN: Final = re.compile(r"[a-z]{2,20}")
_SECTION: Final = re.compile(rf"[{HAN}]{{2,6}}")


class _Nature(Enum):
    """What a piece of a header is."""

    DATE = auto()
    YEARLESS = auto()
    WEEKDAY = auto()
    LUNAR = auto()
    NUMBER = auto()
    PAGE = auto()
    BARE = auto()  # a number that may be the page's
    PAPER = auto()
    EDITOR = auto()
    CONTACT = auto()
    PINYIN = auto()
    SECTION = auto()  # a word that may be its name
    KNOWN = auto()  # one that is


_PATTERNS = (
    (_Nature.DATE, _DATE),
    (_Nature.YEARLESS, _YEARLESS),
    (_Nature.WEEKDAY, _WEEKDAY),
    (_Nature.LUNAR, _LUNAR),
    (_Nature.NUMBER, _NUMBER),
    (_Nature.EDITOR, _EDITOR),
    (_Nature.CONTACT, _CONTACT),
    (_Nature.PINYIN, _PINYIN),
)
# A line is a header by two pieces that stand nowhere else side by side, one of which says which page or day it is.
_TELLING: Final = frozenset(_Nature) - {_Nature.PINYIN, _Nature.CONTACT, _Nature.SECTION, _Nature.BARE}
_FEWEST, _MANY = 2, 3
_CORE: Final = frozenset({_Nature.DATE, _Nature.PAGE, _Nature.PAPER})
_IMPRINT: Final = frozenset({_Nature.EDITOR, _Nature.CONTACT, _Nature.PINYIN, _Nature.PAPER})
_NAMED_SECTION: Final = re.compile(rf"(?<![0-9第])[{HAN}](?:版|新闻|副刊|周刊|专刊|特刊|专版|要闻)$")
_HINT: Final = re.compile(r"[0-9]|版|年|星期|周[一二三四五六日]")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header line says; empty where it says nothing.

    Attributes:
        page: Label in its normal form, for example ``A03``; ``sure`` when it is printed as a label, not a bare number.
        section: Start and end of the section's name in the line.
        publication: Start and end of the paper's name.
    """

    date: dt.date | None = None
    page: str = ""
    sure: bool = False
    section: tuple[int, int] | None = None
    publication: tuple[int, int] | None = None


@lru_cache(maxsize=2048)  # a line is asked for by several readers
def read_header(folded: str) -> Header | None:
    """Return what a line (folded) says as a header, None when it is none or holds a single piece."""
    if len(folded) > _LONGEST or not (" " in folded or "/" in folded or "|" in folded):
        return None  # a single piece
    if not _HINT.search(folded):
        return None
    joined = _JOINED.sub("-", _APART.sub("", with_iso_dates(tightened(folded))))
    if _SENTENCE.search(joined):
        return None
    pieces = [(match.start(), match.end()) for match in _PIECE.finditer(joined)]
    natures = _natures([joined[start:end] for start, end in pieces])
    if not _tells(set(natures), [joined[start:end] for start, end in pieces]):
        return None
    spans = dict(zip(reversed(natures), reversed(pieces), strict=True))  # of two sections the first
    page, sure = "", False
    if _Nature.PAGE in spans:
        match = _PAGE.fullmatch(joined, *spans[_Nature.PAGE])
        page, sure = page_number(match["label"] or match["lettered"]) if match else "", True
    elif _Nature.BARE in spans:
        page = page_number(joined[slice(*spans[_Nature.BARE])])
    return Header(
        date=printed_date(joined),
        page=page,
        sure=sure,
        section=_find(folded, joined, spans.get(_Nature.SECTION) or spans.get(_Nature.KNOWN)),
        publication=_find(folded, joined, spans.get(_Nature.PAPER)),
    )


def _tells(natures: set[_Nature], pieces: list[str]) -> bool:
    """Tell whether the pieces are a header: two that stand nowhere else side by side, one of them the day or page."""
    if natures & _CORE and len(natures & _TELLING) >= _FEWEST:
        return True
    if natures == {_Nature.BARE, _Nature.PAPER}:  # 04 潍坊晚报
        return True
    if natures == {_Nature.PAGE, _Nature.SECTION}:  # 农村版 第06版; the section's name must be one beyond doubt
        return any(_NAMED_SECTION.search(piece) for piece in pieces)
    if _Nature.EDITOR not in natures:
        return False
    section = any(_NAMED_SECTION.search(piece) for piece in pieces)
    section = section or _Nature.KNOWN in natures
    return natures <= (_IMPRINT | {_Nature.SECTION, _Nature.KNOWN, _Nature.BARE} if section else _IMPRINT)


def _natures(pieces: list[str]) -> list[_Nature]:
    """Return the nature of each piece; nothing when one has none.

    One short word may be the section's name; two may, 要闻/深圳新闻, where much else says that this is a header.
    """
    natures: list[_Nature] = []
    for piece in pieces:
        nature = _nature(piece, natures[-1] if natures else None)
        if nature is None:
            return []
        natures.append(nature)
    sections = natures.count(_Nature.SECTION)
    most = 2 if len(_TELLING.intersection(natures)) >= _MANY else 1
    return natures if sections <= most else []


def _nature(piece: str, before: _Nature | None) -> _Nature | None:
    page = _PAGE.fullmatch(piece)
    if page:
        return _Nature.BARE if page["bare"] else _Nature.PAGE
    if piece in SECTIONS:
        return _Nature.KNOWN
    for nature, pattern in _PATTERNS:
        if pattern.fullmatch(piece):
            return nature
    if before is _Nature.EDITOR and split_names(piece, strict=True):
        return _Nature.EDITOR
    if is_paper_name(piece):
        return _Nature.PAPER
    return _Nature.SECTION if _SECTION.fullmatch(piece) else None


def _find(folded: str, joined: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return where a piece of the joined text stands in the line itself."""
    if span is None:
        return None
    word = joined[slice(*span)]
    start = folded.find(word)
    return (start, start + len(word)) if start >= 0 else None
