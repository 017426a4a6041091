"""What the page itself says of its issue: masthead, date line, page label, running header and footer.

Only whole lines of that nature are read: a headline may name a paper, a story may name a date, a notice ends with one
of its own, and a contents box names other pages.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from worker.document.identity import IssueIdentity
from worker.folding import fold
from worker.lexicon.sections import SECTIONS
from worker.parsing.identity.editions import PRINTED_EDITION
from worker.parsing.identity.pagination import label_of
from worker.parsing.patterns.dates import PrintedDate, printed_dates, read_dates
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.papers import PAPER_NAME, is_marked, is_paper_name, is_short_paper_name
from worker.parsing.patterns.spacing import letter_spaced, tightened
from worker.parsing.recognizers.furniture.headers import read_header
from worker.parsing.recognizers.furniture.lines import PAGE_LABEL, compact, is_date_line
from worker.parsing.recognizers.sites.metadata import web_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.parsing.layout.lines import Line

_HEAD: Final = 14  # lines that may be the masthead: name, pinyin, slogan, publisher, number, date, weather
_FOOT: Final = 5
_HEADER_WIDTH: Final = 120  # half-widths; longer lines are no headers
_TEXT_WIDTH: Final = 40  # a line so wide with a full stop is text
_WEEKDAY: Final = re.compile(r"\s{0,3}[(,]?\s{0,2}(?:星期|周|礼拜)[一二三四五六日天]")
_NUMBER: Final = re.compile(
    r"(?P<total>总\s{0,2})?第\s{0,2}(?P<number>\d{1,6}(?:\s?[、,/—~至-]{1,2}\s?\d{1,6})?)\s{0,2}[期号]"
)
_PUBLISHER: Final = re.compile(r"统一(?:连续出版物|刊)号|邮发代号|准印证|cn\d\d-\d{4}|(?:主管|主办|出版|机关报)$|issn")
_PINYIN: Final = re.compile(r"[a-z]{2,14}(?: [a-z]{2,14}){1,4}")
_CONTENTS: Final = re.compile(r"(?:本期|今日|要闻|内容|本版)?(?:导读|看点|提要)")
_SPACED: Final = re.compile(r"(?:[\u3400-\u9fff]\s{1,4}){2,10}[\u3400-\u9fff]")
_FOOTER: Final = re.compile(r"[-—·~]\s{0,2}(?P<page>\d{1,2})\s{0,2}[-—·~]|第(?P<leaf>\d{1,2})页|(?P<bare>\d{1,2})")
_SECTION_NUMBER: Final = re.compile(r"(?P<before>\d{1,3})?(?P<section>[\u3400-\u9fff]{2,6})(?P<after>\d{1,3})?")
_DATED_PAGE: Final = re.compile(r"[\s)](?:第?\s?(?P<label>[a-z]{0,2}\d{1,3})\s?版|(?P<number>[a-z]?\d{1,2}))$")
_NAVIGATION: Final = re.compile(r"[上下]一[版篇].*$")  # the web page's links beside the label
_NAME_ENOUGH: Final = 2
_BARE_PAGE: Final = re.compile(r"[a-d]?\d{1,2}")
_LONGEST_FIELD_LABEL: Final = 6  # 发布时间: before the date
_EDITION_LINES: Final = 10
_PART_DIGITS: Final = "[0-9oο〇○零一二三四五六七八九十廿卅元]"
_DATE_PART: Final = re.compile(
    rf"((?:\d{{4}}|{_PART_DIGITS}{{4}}|(?:中华)?民国{_PART_DIGITS}{{1,5}})年(?:{_PART_DIGITS}{{1,3}}月)?"
    rf"|{_PART_DIGITS}{{1,3}}月(?:{_PART_DIGITS}{{1,3}}日)?|{_PART_DIGITS}{{1,3}}日)\s?(?:(?:星期|周|礼拜)[一二三四五六日天])?"
)
_LAST_LABEL: Final = re.compile(r"第\s?(?P<label>[a-z]{0,2}[0-9〇零一二三四五六七八九十]{1,3})\s?版(?P<number>)$")
_STROKES: Final = " ·:|()-—"
_TOP: Final = 4  # lines; a slogan may stand above the name


@dataclass(frozen=True, slots=True)
class _Label:
    """A page label; ``sure`` when it stands where no contents box, PDF page number or pointer does."""

    page: str
    section: str = ""
    sure: bool = True


def from_text(lines: Sequence[Line]) -> IssueIdentity:
    """Return what the visible lines of a file say of its issue. The page is empty when they name several."""
    edition, lines = _take_edition([_tightened(line) for line in lines])
    head, foot = _head(lines), _foot(lines)
    short = [line for line in lines if line.width <= _HEADER_WIDTH and "。" not in line.folded]
    label = _label(head, foot, short)
    date = _date(head, short) or _broken_date(head)
    return IssueIdentity(
        publication=_publication(head, short),
        date=date.date if date else None,
        page=label.page,
        number=_number(short),
        section=label.section,
        edition=edition,
        date_end=date.last if date else None,
    )


def _tightened(line: Line) -> Line:
    """Return a letter-spaced line without the spaces between its characters."""
    if not letter_spaced(line.folded):
        return line
    return line._replace(text=tightened(line.text), folded=tightened(line.folded))


def _take_edition(lines: list[Line]) -> tuple[str, list[Line]]:
    """Return the edition that the masthead names, and the lines without it: 渝州日报 号外, 农村版 第06版, 特刊."""
    for index, line in enumerate(lines[:_EDITION_LINES]):
        if _is_text(line):
            break
        for match in PRINTED_EDITION.finditer(line.folded):
            start, end = match.span()
            until, onward = len(line.folded[:start].rstrip(_STROKES)), len(line.folded[end:].lstrip(_STROKES))
            onward = len(line.folded) - onward
            if not (_may_stand_beside(line.folded[:until]) and _may_stand_beside(line.folded[onward:])):
                continue
            rest = line._replace(
                text=f"{line.text[:until]} {line.text[onward:]}".strip(),
                folded=f"{line.folded[:until]} {line.folded[onward:]}".strip(),
            )
            kept = [rest] if rest.folded and read_header(line.folded) is None else [line]
            return line.text[start:end], [*lines[:index], *kept, *lines[index + 1 :]]
    return "", lines


def _may_stand_beside(folded: str) -> bool:
    """Tell whether what stands beside a word says that it is an edition's name, not a headline's."""
    squeezed = compact(folded)
    return (
        not squeezed
        or is_paper_name(squeezed)
        or is_date_line(folded)
        or bool(label_of(folded))
        or read_header(folded) is not None
    )


def _is_text(line: Line) -> bool:
    return line.width > _TEXT_WIDTH and "。" in line.folded


def _until_text(lines: Iterable[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if _is_text(line):
            break
        kept.append(line)
    return kept


def _head(lines: Sequence[Line]) -> list[Line]:
    return _until_text(lines[:_HEAD])


def _foot(lines: Sequence[Line]) -> list[Line]:
    return _until_text(lines[: -_FOOT - 1 : -1])


def _date(head: Sequence[Line], short: Sequence[Line]) -> PrintedDate | None:
    """A bare date counts at the head or where it repeats: elsewhere it may sign a notice."""
    repeated = Counter(compact(line.folded) for line in short if is_date_line(line.folded))
    bare: PrintedDate | None = None
    at_head = {line.number for line in head}
    for line in short:
        for date in read_dates(line.folded):
            start, end = date.start, date.end
            weekday = _WEEKDAY.match(line.folded, end)
            whole = is_date_line(line.folded)
            if line.number in at_head and web_fields(line.folded) and start <= _LONGEST_FIELD_LABEL:
                return date
            if not whole and line.number in at_head and read_header(line.folded) is not None:
                return date
            if whole and (weekday or _NUMBER.search(line.folded) or PAPER_NAME.match(line.folded)):
                return date
            if weekday and line.number in at_head and (start == 0 or not _is_han(line.folded[start - 1])):
                return date
            if whole and bare is None and (line.number in at_head or repeated[compact(line.folded)] > 1):
                bare = date
    return bare


def _broken_date(head: Sequence[Line]) -> PrintedDate | None:
    """Read a date whose parts stand on lines of their own: 2023年10月 / 27日 星期五, or 10月27日 / 2023年."""
    parts = [match.group(1) for line in head if (match := _DATE_PART.fullmatch(tightened(line.folded)))]
    for count in (2, 3):
        for start in range(len(parts) - count + 1):
            together = parts[start : start + count]
            for text in ("".join(together), "".join([together[-1], *together[:-1]])):
                found = next(read_dates(text), None)
                if found is not None and (found.start, found.end) == (0, len(text)):
                    return found
    return None


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _number(short: Sequence[Line]) -> str:
    """Return the issue number; the running total (总第345期) only where no other is printed."""
    total = ""
    for line in short:
        dated = is_date_line(line.folded)
        if not dated and not _PUBLISHER.search(compact(line.folded)):
            continue
        for match in _NUMBER.finditer(line.folded):
            if not dated and match.group().endswith("号"):
                continue  # 准印证号:渝内字第16号
            if not match["total"]:
                return compact(match["number"])
            total = total or compact(match["number"])
    return total


def _label(head: Sequence[Line], foot: Sequence[Line], short: Sequence[Line]) -> _Label:
    top = _before_contents(head)
    read = {line.number: _page_label(line) for line in {*top, *short}}
    labels = [label for line in top if (label := read[line.number])]
    # A number alone is the page's where date or section stand on the line beside it.
    beside = [
        _Label(page_number(line.folded), sure=False)
        for near, line in pairwise(top)
        if _BARE_PAGE.fullmatch(line.folded) and _is_furniture(near)
    ]
    headers = [label for line in short if (label := _running_header(line))]
    inside = [label for line in short if (label := read[line.number]) and label.sure and label.section]
    sure = [label for label in (*labels, *headers, *inside) if label.sure]
    # 高原日报 第4版 and A04 时政 are one page.
    if len({label.page.lstrip(ascii_uppercase).lstrip("0") for label in sure if label.page}) > 1:
        return _Label("")
    footers = [
        _Label(page_number(match["page"] or match["leaf"] or match["bare"]), "", sure=False)
        for line in foot
        if (match := _FOOTER.fullmatch(line.folded))
    ]
    found = [*sure, *labels, *beside, *footers]
    page = next((label.page for label in found if label.page), "")
    return _Label(page, next((label.section for label in found if label.section), ""))


def _before_contents(head: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in head:
        if _CONTENTS.fullmatch(compact(line.folded)):
            break
        kept.append(line)
    return kept


def _page_label(line: Line) -> _Label | None:
    """Read 第02版:要闻, A02 本地新闻, 要闻 3, 4 时政, 副刊; and 临河新报 1998年1月14日 星期三 2."""
    header = read_header(line.folded)
    if header is not None and (header.date or header.section):  # a paper's name and a page: see _running_header
        section = compact(line.text[slice(*header.section)]) if header.section else ""
        return _Label(header.page, section, sure=header.sure)
    page = label_of(line.folded)
    if page:
        match = PAGE_LABEL.fullmatch(line.folded)
        if match is None:
            section = compact(line.text[len(line.text.split()[0]) :])
            return _Label(page, section, sure=fold(section) in SECTIONS)  # else A02 and a headline, in a contents box
        start, end = match.span("section")
        section = _NAVIGATION.sub("", compact(line.text[start:end]))
        return _Label(page, section, sure=fold(section) in SECTIONS or line.folded.startswith("第"))
    dated = is_date_line(line.folded)
    if dated or any(printed_dates(line.folded)):  # or date, number of the paper, code of the press, page
        match = (_DATED_PAGE if dated else _LAST_LABEL).search(line.folded)
        return _Label(page_number(match["label"] or match["number"])) if match else None
    match = _SECTION_NUMBER.fullmatch(compact(line.folded))
    if match and match["section"] in SECTIONS and not (match["before"] and match["after"]):
        start, end = match.span("section")
        return _Label(page_number(match["before"] or match["after"] or ""), compact(line.text)[start:end])
    return None


def _running_header(line: Line) -> _Label | None:
    """Read 临河新报  第3版 wherever it stands."""
    match = PAPER_NAME.match(line.folded)
    if match is None or not is_paper_name(match.group()):
        return None
    page = label_of(line.folded[match.end() :].strip())
    return _Label(page) if page else None


def _publication(head: Sequence[Line], short: Sequence[Line]) -> str:
    for line in short:
        match = PAPER_NAME.match(line.folded)
        if match is None or not is_paper_name(match.group()):
            continue
        rest = line.folded[match.end() :].strip()
        if rest and (label_of(rest) or (is_date_line(rest) and any(printed_dates(rest)))):
            return line.text[: match.end()]
    for line in head:
        header = read_header(line.folded)
        if header is not None and header.publication:
            return line.text[slice(*header.publication)]
    for rank, line in enumerate(head):
        name = compact(line.folded)
        named = is_paper_name(name) or (rank < _TOP and is_short_paper_name(name))
        if named and _evidence(rank, head, short) >= _NAME_ENOUGH:
            return compact(line.text)
    return ""


def _evidence(rank: int, head: Sequence[Line], short: Sequence[Line]) -> int:
    """Count what speaks for a name in the head being the masthead and no headline."""
    line = head[rank]
    name = compact(line.folded)
    return (
        2 * bool(_SPACED.fullmatch(line.folded))
        + all(_is_furniture(before) for before in head[:rank])
        + (rank > 0 and _is_furniture(head[rank - 1]))
        + 2 * (rank < _TOP and is_marked(name))
        # Number and date are printed below the name; what stands below a headline is its story.
        + min(2, sum(_is_furniture(below) for below in head[rank + 1 : rank + 5]))
        + any(compact(other.folded).startswith(name) for other in short if other is not line)
    )


def _is_furniture(line: Line) -> bool:
    folded = line.folded
    return bool(
        is_date_line(folded)
        or _DATE_PART.fullmatch(folded)
        or _PUBLISHER.search(compact(folded))
        or _PINYIN.fullmatch(folded)
        or label_of(folded)
        or _page_label(line)
        or _NUMBER.fullmatch(folded)
    )
