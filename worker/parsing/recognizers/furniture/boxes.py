"""Boxes that are no articles: the contents box (本期导读) and notices (遗失声明, 公告).

Both open with a label line; the contents box ends after its last page number, a notice at its last line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.document.issue import ContentsEntry
from worker.lexicon import labels, navigation
from worker.lexicon.characters import CHINESE_DIGITS, HAN, N
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.patterns.numerals import page_number
from worker.parsing.recognizers.annotations import Span
from worker.parsing.recognizers.furniture.lines import furniture_cost
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.sources.lines import opens_with_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

# 第二版要目: of one page, each line below it a headline.
_PAGED_LABEL: Final = re.compile(rf"(?:今日|本报)?第?(?P<page>[a-z]{{0,2}}{N}{{1,3}})版(?:要目|导读|看点|提要)")
_LABEL_PAINT: Final = "■□●◆◇▲▶★☆·|【】[]《》「」:：-—=~<>"
_POINTER: Final = re.compile(
    rf"\s{{0,4}}(?:[.…·—\-_]{{0,12}}|[▶►→◎●■]?)\s{{0,4}}\(?\s?(?:详见|详细见|见|转|刊|载|▶|►|→)?\s{{0,2}}(?:第\s?(?P<a>[a-z]{{0,2}}{N}{{1,3}})\s?版|(?P<b>[a-z]{{0,2}}{N}{{1,3}})\s?版|(?P<c>[a-d]\d{{1,3}})|p(?P<d>\d{{1,3}}))\s?\)?$"
)
_LEADING_POINTER: Final = re.compile(
    rf"(?:第\s?(?P<a>[a-z]{{0,2}}{N}{{1,3}})\s?版|(?P<b>[a-z]{{0,2}}\d{{1,3}})\s?版)\s{{0,2}}[:|·]?\s{{0,2}}(?=\S)"
    rf"|(?P<c>[a-d]\d{{1,3}})(?:\s{{1,3}}|:\s{{0,2}})(?=\S)"
)
_NOTICE_LABELS: Final = re.compile(labels.NOTICES)
# No headline is any of these; 公告, 声明 and 通知 may end one.
_SURE_NOTICE: Final = re.compile(labels.SURE_NOTICES)
_NOTICE_WORDS: Final = re.compile(
    "公告|通知|启事|停电|停水|拍卖|招标|招聘|征文|征集|截稿|报名|来稿|投稿|订阅|订报|邮发代号"
)
_SUBSCRIBE: Final = re.compile(r"欢迎(?:广大读者)?订阅")
_NOTICE_LINE: Final = re.compile(
    r"声明作废|特此(?:公告|声明|通知|启事|通告)|申报债权|敬请谅解|遗失.{1,40}(?:作废|证|章|执照|发票)|联系人:|联系电话:|电话:[0-9]|公告送达|对外(?:招租|出租|转让)"
)
_SIGNATURE: Final = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|.{2,24}(?:公司|局|中心|委员会|办公室|法院|银行|政府|医院|学校|处|站|厂|所)"
)
# A headline that points at another page: 详见A03版, >>A05, ▶3版. Must not match 下转第3版, nor 见 within a sentence.
_TEASER: Final = re.compile(
    r"(?:^|(?<=\s))[(【]?(?:(?:>>|》|▶|►|→|☞)\s{0,2}(?:详见|见|转)?|(?:详见|详细报道见|报道见|全文见|刊))"
    r"\s{0,2}(?:今日|本报)?第?(?P<page>[a-d]\d{1,2}|\d{1,2}(?=\s?版)|[一二三四五六七八九十]{1,3}(?=\s?版))\s?版?[)】]?$"
)
# A line of a magazine's contents: 桥头 …… 刘一鸣(4).
_LEADERED: Final = re.compile(
    r"(?P<title>\S.{0,50}?)\s{0,4}[.…·⋯]{2,60}\s{0,4}(?P<who>[^0-9()]{0,20}?)\s{0,4}\(?(?P<page>\d{1,3})\)?"
)
_MOST_TEASER_LINES: Final = 3
_TEASER_WIDTH: Final = 60  # half-widths
_MENU: Final = re.compile(rf"[{HAN}]{{2,4}}(?:\s+[{HAN}]{{2,4}}){{2,}}")  # 头条 图文 公告: words of a menu
_DAY: Final = re.compile(rf"(?:\d{{4}}|[〇○{CHINESE_DIGITS}]{{4}})年{N}{{1,3}}月{N}{{1,3}}日")  # signs a notice
_MOST_ENTRY_LINES: Final = 6
_MOST_ENTRIES: Final = 40
_LONGEST_LABEL: Final = 20
_LONGEST_TITLE, _LONGEST_ENTRY = 16, 120  # characters of a box's title, of a line of it: what is longer is text
_SIGNATURE_WIDTH: Final = 48  # half-widths: a longer line is a sentence
_MOST_POINTER: Final = 20
_SHORTEST_PARAGRAPH: Final = 40  # characters
_POINTER_END: Final = frozenset("版)】0123456789")


@dataclass(frozen=True, slots=True)
class Box:
    """Lines ``first`` to ``last`` (indices into the visible lines, inclusive)."""

    first: int
    last: int
    entries: tuple[ContentsEntry, ...] = ()


def _label(folded: str) -> str:
    return "".join(folded.split()).strip(_LABEL_PAINT)


def is_contents_label(folded: str) -> bool:
    """Tell whether a line is the label of a contents box."""
    if len(folded) > _LONGEST_TITLE:
        return False
    label = _label(folded)
    return label in labels.CONTENTS or _PAGED_LABEL.fullmatch(label) is not None


def is_notice_label(folded: str) -> bool:
    """Return whether a line is the label of a notice (遗失声明, 公告) by its form; what stands below decides."""
    if len(folded) > _LONGEST_LABEL:
        return False
    label = _label(folded)
    return _SURE_NOTICE.fullmatch(label) is not None or _NOTICE_LABELS.fullmatch(label) is not None


@once
def contents_entry(folded: str) -> tuple[str, Span] | None:
    """Return the page and the headline's span of a line that has the form of an entry of a contents box."""
    if not any(character.isdigit() or character == "版" for character in folded):
        return None
    leadered = _LEADERED.fullmatch(folded)
    if leadered:
        return leadered["page"], Span(*leadered.span("title"))
    leading = _LEADING_POINTER.match(folded)
    if leading:
        return _printed_page(leading), Span(leading.end(), len(folded))
    start = max(0, len(folded) - 40)
    pointer = _POINTER.search(folded[start:]) if folded[-1] in _POINTER_END else None
    return (_printed_page(pointer), Span(0, start + pointer.start())) if pointer else None


def _printed_page(match: re.Match[str]) -> str:
    return next((value for value in match.groups() if value), "")


def _page_of(match: re.Match[str]) -> str:
    return page_number(next((value for value in match.groups() if value), ""))


def contents_boxes(lines: Sequence[Line]) -> list[Box]:
    """Return the contents boxes of a page: each from its label to its last page number."""
    boxes: list[Box] = []
    index = 0
    while index < len(lines):
        if is_contents_label(lines[index].folded):
            box = _read_box(lines, index)
            boxes.append(box)
            index = box.last
        elif teaser := _read_teaser(lines, index, boxes[-1].last if boxes else -1):
            boxes.append(teaser)
        index += 1
    return boxes


def _read_teaser(lines: Sequence[Line], index: int, above: int) -> Box | None:
    """Return the headline that ends in a pointer to another page on line ``index``: it announces, nothing follows it.

    Args:
        lines: Visible lines.
        index: Of the line that may hold the pointer.
        above: Index of the last line that is taken already.
    """
    folded = lines[index].folded
    pointer = _TEASER.search(folded[-_MOST_POINTER:]) if folded[-1] in _POINTER_END else None
    if pointer is None or lines[index].width > 2 * _TEASER_WIDTH:
        return None
    own = lines[index].text[: max(0, len(folded) - _MOST_POINTER) + pointer.start()].strip(" \u3000(（")
    first = index
    while (
        index - first < _MOST_TEASER_LINES
        and first - 1 > above
        and (first == index or not lines[first].gap)
        and lines[first - 1].width <= _TEASER_WIDTH
        and not ends_sentence(lines[first - 1].folded)
        and furniture_cost(lines[first - 1], edge=True) > 1.0
    ):
        first -= 1
    texts = [line.text for line in lines[first:index]] + ([own] if own else [])
    if not texts:
        return None  # below a text: the pointer belongs to it
    return Box(first, index, (_entry(texts, page_number(pointer["page"])),))


def _read_box(lines: Sequence[Line], label: int) -> Box:
    """Read the box below a label: headlines with their pages behind or below them, or each below its page."""
    paged = _PAGED_LABEL.fullmatch(_label(lines[label].folded))
    if paged:
        return _read_paged_box(lines, label, _page_of(paged))
    if label + 1 < len(lines) and _bare_pointer(lines[label + 1].folded):
        return _read_led_box(lines, label)
    entries: list[ContentsEntry] = []
    pending: list[Line] = []
    last = label
    index = label + 1
    while index < len(lines) and len(entries) < _MOST_ENTRIES:
        line = lines[index]
        if len(line.folded) > _LONGEST_ENTRY or line.folded.endswith("。") or len(pending) >= _MOST_ENTRY_LINES:
            break
        leadered = _LEADERED.fullmatch(line.folded)
        if leadered:
            start, end = leadered.span("title")
            entries.append(_entry([line.text[start:end]], leadered["page"]))
            last, pending = index, []
            index += 1
            continue
        leading = _LEADING_POINTER.match(line.folded)
        pointer = None if leading else _POINTER.search(line.folded[-40:])
        if leading:
            entries.append(_entry([line.text[leading.end() :]], _page_of(leading)))
            last, pending = index, []
        elif pointer:
            start = max(0, len(line.folded) - 40) + pointer.start()
            texts = [other.text for other in pending]
            if start:
                texts.append(line.text[:start])
            if not texts:
                break  # the label of the next page
            entries.append(_entry(texts, _page_of(pointer)))
            last, pending = index, []
        else:
            pending.append(line)
        index += 1
    return Box(label, last, tuple(entries))


def _bare_pointer(folded: str) -> str:
    """Return the page of a line that is a page's number and nothing else, "" for another line."""
    match = _POINTER.fullmatch(folded) if len(folded) <= _LONGEST_LABEL else None
    return _page_of(match) if match else ""


def _read_paged_box(lines: Sequence[Line], label: int, page: str) -> Box:
    """Read a box whose label names the page of all its headlines; it ends where lines are text, or blank ones stand."""
    last = label
    while last + 1 < len(lines) and last - label < _MOST_ENTRY_LINES:
        line = lines[last + 1]
        is_text = line.width > _TEASER_WIDTH or ends_sentence(line.folded) or opens_with_source_line(line.folded)
        if is_text or (line.gap and last > label):
            break
        last += 1
    if last + 1 < len(lines) and not lines[last + 1].gap and last > label:
        last -= 1  # the headline of the text below
    return Box(label, last, tuple(_entry([line.text], page) for line in lines[label + 1 : last + 1]))


def _read_led_box(lines: Sequence[Line], label: int) -> Box:
    """Read a box in which the page stands above its headline. The last one is no longer than those before it."""
    groups: list[tuple[str, list[str]]] = []
    last, most = label, _MOST_ENTRY_LINES
    for index in range(label + 1, len(lines)):
        line = lines[index]
        page = _bare_pointer(line.folded)
        if page:
            groups.append((page, []))
            if not any(_bare_pointer(other.folded) for other in lines[index + 1 : index + 2 + _MOST_ENTRY_LINES]):
                most = max((len(texts) for _, texts in groups), default=0) or 1
        elif len(groups[-1][1]) == most or len(line.folded) > _LONGEST_ENTRY or line.folded.endswith("。"):
            break
        else:
            groups[-1][1].append(line.text)
        last = index
    return Box(label, last, tuple(_entry(texts, page) for page, texts in groups if texts))


def _entry(texts: list[str], page: str) -> ContentsEntry:
    kicker = ""
    if len(texts) > 1 and re.search(r"(?:强调|指出|要求|表示|认为|提出|讲话|希望|呼吁)$", texts[0].strip()):
        kicker, texts = texts[0].strip(), texts[1:]
    return ContentsEntry(headline=" ".join(text.strip(" ·.…—▶") for text in texts).strip(), kicker=kicker, page=page)


def notice_boxes(lines: Sequence[Line], taken: set[int]) -> list[Box]:
    """Return the notices of a page: a label line (遗失声明) and what follows it."""
    boxes: list[Box] = []
    index = 0
    while index < len(lines):
        if index not in taken and _is_notice_label(lines, index):
            last = _notice_end(lines, index)
            if last > index:
                boxes.append(Box(index, last))
                index = last
        index += 1
    return boxes


def _is_notice_label(lines: Sequence[Line], index: int) -> bool:
    label = _label(lines[index].folded)
    if len(label) > _LONGEST_LABEL or _MENU.fullmatch(lines[index].folded):
        return False
    if label in navigation.AMID and _is_text(lines, index + 1):
        return False
    named = label.endswith(("公告", "启事", "声明")) or _SUBSCRIBE.match(label)
    if _SURE_NOTICE.fullmatch(label):
        return index + 1 < len(lines)
    return (named or bool(_NOTICE_LABELS.fullmatch(label))) and _notice_follows(lines, index)


def _is_text(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is a paragraph of a report: below 广告 a web page's text goes on."""
    if index >= len(lines) or len(lines[index].folded) < _SHORTEST_PARAGRAPH or not ends_sentence(lines[index].folded):
        return False
    return _NOTICE_LINE.search(lines[index].folded) is None


def _notice_follows(lines: Sequence[Line], index: int) -> bool:
    window = "".join(line.folded for line in lines[index + 1 : index + 8])
    return bool(_NOTICE_LINE.search(window[:400]) or _NOTICE_WORDS.search(window[:200]))


def _above_headline(lines: Sequence[Line], label: int, report: int) -> int:
    """Return the last line of a notice that ends above the headline of the report whose first line is ``report``."""
    last = report - 1
    while last > label and report - last <= _MOST_TEASER_LINES and not ends_sentence(lines[last].folded):
        last -= 1
    return last


def _notice_end(lines: Sequence[Line], label: int) -> int:
    last = label
    for index in range(label + 1, min(len(lines), label + 60)):
        line = lines[index]
        if index > label + 1 and _is_notice_label(lines, index):
            break
        if opens_with_source_line(line.folded):
            return _above_headline(lines, label, index)
        if _DAY.fullmatch(line.folded):
            return index
        if line.gap == 0 or index == label + 1:
            last = index
            continue
        if _NOTICE_LINE.search(line.folded) or (_SIGNATURE.fullmatch(line.folded) and line.width <= _SIGNATURE_WIDTH):
            last = index
            continue
        break
    return last
