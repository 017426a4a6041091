"""What each line shows about its role: measured once, in source order, before any decision is taken.

Evidence is local (the line, its neighbours, the page's geometry). Turning it into costs and choosing roles is
``labelling``'s work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.parsing.lines import INVISIBLE
from worker.parsing.leads import opens_with_lead, parse_lead
from worker.parsing.names import split_names
from worker.parsing.people import Mark, end_credit, own_line_credit, parse_byline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.geometry import Geometry
    from worker.parsing.lines import Line

_SENTENCE_END = frozenset("。!?…")
_CLOSERS = "”’)》」』】]\"'〉"
_CLOSING_START = frozenset(",。、;:!?)”’》」』】%…·")
_OPEN_END = frozenset(",、;:(“‘《「『【—·")
_ITEM = re.compile(r"[●▲◎○◆■□★▼◇△☆※•·]\s{0,3}(?=[^\s])")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[、.](?![0-9])|之[一二三四五六七八九十]|第[一二三四五六七八九十]{1,3}[,、:])"
)
_NOTE = re.compile(
    r"[【(\[]?\s{0,2}(?:编者按|编者的话|编者|开栏的话|开栏语|编后|编辑点评|编者手记|核心提示|编后语|内容提要|阅读提示|导语|开篇语)\s{0,2}[】)\]]?\s{0,2}[::]?"
)
_SERIES = re.compile(
    r"——\s{0,2}[^,。]{2,24}|[■◆●★▲◎]\s{0,2}[^,。\s]{2,16}|【[^【】]{2,20}】|《[^《》]{2,16}》专栏|[^,。]{2,24}(?:系列报道|系列评论|系列述评|特别报道|专栏|之)[之]?[一二三四五六七八九十0-9]{0,3}|专栏[:·][^,。]{2,20}"
)
_END_DATELINE = re.compile(
    r"\((?:据|综合)?(?:本报|新华社|中新社|央视|人民)[^()。]{0,24}(?:电|讯|报道)\)$|\((?:完|作者[^()]{2,40}|据[^()]{2,24}|摘自[^()]{2,24}|原载[^()]{2,24})\)$"
)
_END_SIGNATURE = re.compile(r"\((?P<who>[^()。,;:!?0-9]{2,40})\)$")
_JUMP_TO = re.compile(
    r"[(▲▶►→【\[]?\s{0,2}下转\s{0,2}第?\s{0,2}(?P<page>[a-z]{0,2}[0-9〇○零一二三四五六七八九十]{1,3})\s{0,2}版?[^)\]】。,]{0,8}[)▶►】\]]?$"
)
_JUMP_FROM = re.compile(
    r"[(▲▶►→【\[◀]?\s{0,2}上接\s{0,2}第?\s{0,2}(?P<page>[a-z]{0,2}[0-9〇○零一二三四五六七八九十]{1,3})\s{0,2}版?[^)\]】。,]{0,12}[)◀►】\]]?"
)
_KICKER_END = re.compile(
    r"(?:强调|指出|要求|表示|认为|提出|阐述|希望|呼吁|时说|时|会上|上说|透露|宣布|重申|号召|部署|批示|致辞|讲话|建议|主张|声明|谈)$"
)
_GOES_ON = re.compile(
    r"[他她它](?:们|说|的|在|还|是|指|强|希|介|表)|但[是在,]|而且?|因此|此外|同时[,也]|其中|据悉|据了解|于是|所以|然而|不过|另外|记者[在从了]|目前,|当[天日时],"
)
_PRESIDES = re.compile(r"(?:主持|出席|陪同|参加|讲话|致辞|题词|贺信|致信|祝贺|批示|作报告|列席|作出部署|会见)$")

_SHORT_TAIL = 40  # half-widths and characters: the longest credit


@dataclass(slots=True)
class Evidence:
    """What one line shows.

    Attributes:
        ended: It ends a sentence.
        open_end: It ends in a comma, a colon or an opening mark: more must follow.
        full: It reaches the column's edge; ``beyond``: it passes it.
        indent: It is indented as this page's paragraphs are.
        lead: It opens with a source line (本报讯, 新华社…电). ``lead_only``: and holds nothing else.
        tail: It is a bracketed signature or dateline and nothing else.
        byline: How surely it is a byline and nothing else.
        credit: It is a photo credit and nothing else. ``credited``: it closes with one.
        signed: It closes with a bracketed signature or dateline.
        note: It opens an editor's note.
        item: It opens with a bullet; ``numbered``: with 一、 or (1).
        series: It has the form of a column's label.
        jump_to: It closes with 下转; ``jump_from``: it opens with 上接.
        stops: Sentence marks within it; ``commas``: commas and semicolons within it.
        kicker: It ends as a kicker does (强调, 指出).
        closing_start: It opens with a mark that cannot open a line.
        goes_on: It opens with a word that goes on from a sentence before (他说, 但, 因此).
    """

    ended: bool = False
    open_end: bool = False
    full: bool = False
    beyond: bool = False
    indent: bool = False
    lead: bool = False
    lead_only: bool = False
    tail: bool = False
    byline: Mark = Mark.NONE
    credit: bool = False
    credited: bool = False
    signed: bool = False
    note: bool = False
    item: bool = False
    numbered: bool = False
    series: bool = False
    jump_to: bool = False
    jump_from: bool = False
    stops: int = 0
    commas: int = 0
    kicker: bool = False
    closing_start: bool = False
    goes_on: bool = False


def ends_sentence(folded: str) -> bool:
    """Tell whether ``folded`` ends a sentence, closing quotes and brackets aside."""
    bare = folded.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _SENTENCE_END


def gather(lines: Sequence[Line], geometry: Geometry) -> list[Evidence]:
    """Return the evidence of each line."""
    found = [_of(line, geometry) for line in lines]
    for index in range(1, len(lines)):
        if geometry.stripped and found[index - 1].ended and geometry.first_of_stripped(lines[index]):
            found[index].indent = found[index].full = True
        if not found[index - 1].ended and lines[index].width <= _SHORT_TAIL and found[index - 1].full:
            _closing_mark_over_two_lines(lines[index - 1], lines[index], found[index])
    return found


def _closing_mark_over_two_lines(before: Line, line: Line, found: Evidence) -> None:
    """Look for a credit, signature or jump mark that the column's edge cut: 新华社发美 / 联社照片."""
    last = line.folded[-1]
    if last not in "摄)影道图片画发版▶►】":
        return
    glue = " " if before.raw[-1] in INVISIBLE or line.indent else ""
    folded = before.folded[-_SHORT_TAIL:] + glue + line.folded
    if last in "摄)影道图片画发" and not found.credit:
        found.credited = found.credited or end_credit(folded, before.text[-_SHORT_TAIL:] + glue + line.text) is not None
    if last == ")" and not found.credited:
        found.signed = found.signed or bool(_END_DATELINE.search(folded)) or is_end_signature(folded)
    found.jump_to = found.jump_to or bool(_JUMP_TO.search(folded))


def _of(line: Line, geometry: Geometry) -> Evidence:
    folded = line.folded
    found = Evidence()
    first, last = folded[0], folded[-1]
    size = len(folded)
    found.ended = last in _SENTENCE_END or (last in _CLOSERS and (ends_sentence(folded[-6:]) or folded.endswith(("(图片)", "(附图片)"))))
    found.open_end = last in _OPEN_END
    found.full = geometry.full(line)
    found.beyond = geometry.beyond(line)
    found.indent = geometry.indented and line.indent >= 2  # noqa: PLR2004 - one full-width space
    found.stops = folded.count("。") + folded.count(";")
    found.commas = folded.count(",")
    found.closing_start = first in _CLOSING_START
    found.goes_on = bool(_GOES_ON.match(folded))
    if "讯" in folded[:60] or "电" in folded[:60] or "消息" in folded[:60] or "报道" in folded[:60]:
        found.lead = opens_with_lead(folded)
        if found.lead and size <= 100:  # noqa: PLR2004 - a dateline with four reporters
            lead = parse_lead(folded, line.text)
            found.lead_only = lead is not None and lead.end >= size
    if size <= 60 and not found.stops:  # noqa: PLR2004 - the longest byline
        _short(folded, line.text, found)
    if last in "摄)影道图片画发" and not found.credit:
        found.credited = end_credit(folded, line.text) is not None
    if last == ")" and not found.credit and not found.credited:
        found.signed = bool(_END_DATELINE.search(folded[-50:])) or is_end_signature(folded[-50:])
        if first == "(" and size <= 60 and folded.count("(") == 1:  # noqa: PLR2004 - the longest byline
            found.tail = found.signed or parse_byline(folded[1:-1], line.text[1:-1]) is not None
            found.signed = False
    if first in "【([编开核阅导内":
        found.note = bool(_NOTE.match(folded))
    found.item = bool(_ITEM.match(folded))
    if first in "一二三四五六七八九十(0123456789之第":
        found.numbered = bool(_NUMBERED.match(folded))
    if "下转" in folded[-24:]:
        found.jump_to = bool(_JUMP_TO.search(folded[-24:]))
    if "上接" in folded[:8]:
        found.jump_from = bool(_JUMP_FROM.match(folded))
    return found


def _short(folded: str, text: str, found: Evidence) -> None:
    if folded[-1] in "摄)影道图片画发料作绘":
        found.credit = own_line_credit(folded, text) is not None
    if not found.credit and not found.lead:
        byline = parse_byline(folded, text)
        if byline is not None:
            found.byline = byline[1]
    found.series = bool(_SERIES.fullmatch(folded))
    found.kicker = bool(_KICKER_END.search(folded[-4:])) or bool(_PRESIDES.search(folded[-6:]))


def is_end_signature(tail: str) -> bool:
    """Tell whether ``tail`` closes with names in brackets, as a brief does: (索研 江世杰)."""
    match = _END_SIGNATURE.search(tail)
    if not match:
        return False
    who = match["who"]
    if any(role in who for role in ("记者", "通讯员", "供稿", "整理")):
        return True
    before = tail[: match.start()].rstrip()
    return bool(before) and before[-1] in "。!?”…" and split_names(who, strict=False) is not None
