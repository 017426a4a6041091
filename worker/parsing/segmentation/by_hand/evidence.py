"""What each line shows about its role: measured once, in source order, before any decision is taken.

Evidence is local (the line, the one above it, the page's geometry). Turning it into costs is the work of ``costs``,
choosing roles that of ``labelling``. Most lines of a page show the same, so equal evidence is one object: what is
computed from it is computed once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.layout.lines import INVISIBLE
from worker.parsing.layout.wrapping import fills, is_beyond, opens_stripped
from worker.parsing.patterns import cues as marks
from worker.parsing.patterns.person_names import split_names
from worker.parsing.recognizers.annotations import Mark
from worker.parsing.recognizers.bylines import end_byline, parse_byline
from worker.parsing.recognizers.credits import end_credit, own_line_credit
from worker.parsing.recognizers.source_lines import opens_with_source_line, read_source_line
from worker.parsing.recognizers.tables import is_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.wrapping import Geometry

_CLOSING_START = frozenset(",。、;:!?)”’》」』】%…·")
# No sentence begins with these, but for a few words.
_PARTICLES = frozenset("的们了")
_NO_PARTICLE = re.compile(r"的(?:确|士|哥|姐|黎波里)|了(?:不[起得]|解|结|却|断|然|无|悟|如)")
_OPEN_END = frozenset(",、;:(“‘《「『【—·")
_CREDIT_END = frozenset("摄)影道图片画发料作绘供社网")
_NOTE_START = frozenset("【([编开核阅导内")
_NUMBER_START = frozenset("一二三四五六七八九十(0123456789之第")
_BYLINE_HINT = re.compile(r"记者|通讯员|评论员|作者|实习生|编辑|撰|采访人员|观察员|[□■●◎○◆◇△▲文图摄、·\s]")
_LEAD_WINDOW = 60
_LONGEST_LEAD_LINE = 100  # a dateline with four reporters
_LONGEST_BYLINE = 60
_LONGEST_NAMES = 14  # characters of names without a role or a mark between them
_SHORT_TAIL = 40
_PARAGRAPH_INDENT = 2  # half-widths: one full-width space at least
# Widths that matter to some cost; a line's width is given as the first of these that it does not exceed.
_WIDTHS = (6, 29, 39, 44, 48, 60, 76, 100, 150)
_WIDER = 10_000


class Evidence(NamedTuple):
    """What one line shows.

    Attributes:
        width: At most so many half-widths (one of a few steps).
        ended: It ends a sentence; ``stop``: with 。.
        open_end: It ends in a comma, a colon or an opening mark, or within brackets: more must follow; ``comma``: in a
            comma.
        wrapped: It stands in a column: a paragraph is many lines.
        full: It reaches the column's edge; ``beyond``: it passes it.
        amid: It stands in the middle of a column's text: the line above is full and unfinished.
        reset: The column is set to another measure than above it, and the text above had ended.
        indent: It is indented as this page's paragraphs are. ``unindented``: or is as long as one that lost its indent,
            where these do.
        lead: It opens with a source line (本报讯, 新华社…电). ``lead_only``: and holds nothing else.
        tail: It is a bracketed signature or dateline and nothing else, or one of the two lines of such.
        byline: How surely it is a byline and nothing else.
        credit: It is a photo credit and nothing else. ``credited``: it closes with one.
        signed: It closes with a bracketed signature or dateline.
        note: It opens an editor's note.
        item: It opens with a bullet; ``numbered``: with 一、 or (1).
        series: It has the form of a column's label. ``column``: its last word says so. ``digest``: it is the label of
            a digest.
        jump_to: It closes with 下转; ``jump_from``: it opens with 上接.
        stops: Full stops and semicolons within it; ``commas``: commas within it.
        kicker: It ends as a kicker or a line on who presided does (强调, 主持).
        closing_start: It opens with a mark or a word that cannot open a sentence.
        goes_on: It opens as sentences do and headlines do not (他说, 但是, 10月25日).
        box: It is the label of a box within a story (【链接】); ``boxed``: it stands below one.
        listed: It opens with a bullet and so does the line above it, or a box's label stands there.
        note_label: It is the label of an editor's note and nothing else.
        row: It is a row of a table: three cells or more, most of them numbers.
    """

    width: int = _WIDER
    ended: bool = False
    stop: bool = False
    open_end: bool = False
    comma: bool = False
    wrapped: bool = False
    reset: bool = False
    full: bool = False
    beyond: bool = False
    amid: bool = False
    indent: bool = False
    unindented: bool = False
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
    column: bool = False
    digest: bool = False
    jump_to: bool = False
    jump_from: bool = False
    stops: int = 0
    commas: int = 0
    kicker: bool = False
    closing_start: bool = False
    goes_on: bool = False
    listed: bool = False
    note_label: bool = False
    row: bool = False
    box: bool = False
    boxed: bool = False

    @property
    def closed(self) -> bool:
        """Tell whether the line closes an article by its own words: a credit, a signature, a jump mark."""
        return self.credited or self.signed or self.jump_to

    @property
    def finished(self) -> bool:
        """Tell whether nothing need follow: a sentence has ended, or the article has."""
        return self.ended or self.credited or self.signed or self.jump_to or self.tail or self.row

    @property
    def opens(self) -> bool:
        """Tell whether the line opens as an item or a report does."""
        return self.item or self.numbered or self.lead


_NOTHING = Evidence()


def gather(lines: Sequence[Line], geometry: Geometry, widths: Sequence[int]) -> list[Evidence]:
    """Return the evidence of each line; equal evidence is one object.

    Args:
        lines: Of the page, furniture and boxes taken out.
        geometry: Of the page.
        widths: Of the column each line stands in, 0 for none.
    """
    known: dict[Evidence, Evidence] = {}
    found: list[Evidence] = []
    above: Line | None = None
    before, measure = _NOTHING, 0
    for index, (line, wrap) in enumerate(zip(lines, widths, strict=True)):
        below = lines[index + 1].folded if wrap and index + 1 < len(lines) else ""
        here = _of(line, geometry, wrap, (above, below), before)
        if above is not None and wrap != measure and before.finished:
            here = here._replace(reset=True)
        before = known.setdefault(here, here)
        found.append(before)
        above, measure = line, wrap
    return found


def _of(line: Line, geometry: Geometry, wrap: int, around: tuple[Line | None, str], before: Evidence) -> Evidence:
    above, below = around
    folded, text = line.folded, line.text
    first, last, size = folded[0], folded[-1], len(folded)
    ended = marks.ends_sentence(folded)
    full = fills(line, wrap)
    indent = geometry.indented and _PARAGRAPH_INDENT <= line.indent <= geometry.deepest
    stops = folded.count("。") + folded.count(";")
    commas = folded.count(",")
    unindented = geometry.stripped and opens_stripped(line, wrap)
    if unindented and before.finished:
        indent = full = True
    # The line above is full text in mid-sentence, and so is this one: nothing but text can stand here.
    amid = (
        full
        and not indent
        and not line.gap
        and before.full
        and not before.ended
        and (before.amid or before.commas + before.stops > 0)
    )
    width = _WIDTHS[step] if (step := bisect_left(_WIDTHS, line.width)) < len(_WIDTHS) else _WIDER
    values: dict[str, object] = {}
    if not amid:
        _opening(line, below if full or unindented else "", values)
        if unindented and values.get("lead"):
            indent = full = True
        if size <= _LONGEST_BYLINE and not stops:
            _whole(folded, text, values, full=full)
    if _opens_signature(folded, below) or (
        before.tail and above is not None and _opens_signature(above.folded, folded)
    ):
        values["tail"] = True
    if before.box:
        values["boxed"] = True
    if values.get("item") and (before.item or before.box):
        values["listed"] = True
    if not values.get("credit"):
        _closing(line, values, full=full)
        if above is not None and before.full and not before.ended and line.width <= _SHORT_TAIL:
            _closing_over_two(above, line, values)
    return Evidence(
        width=width,
        ended=ended,
        stop=last == "。",
        open_end=last in _OPEN_END or folded.rfind("(") > folded.rfind(")"),
        comma=last == ",",
        full=full,
        beyond=is_beyond(line, wrap),
        wrapped=wrap > 0,
        amid=amid,
        indent=indent,
        unindented=unindented and not indent,
        stops=stops,
        commas=commas,
        closing_start=first in _CLOSING_START or (first in _PARTICLES and _NO_PARTICLE.match(folded) is None),
        **values,  # type: ignore[arg-type] # each key is a field of its own type
    )


def _opening(line: Line, below: str, values: dict[str, object]) -> None:
    """Note what the line opens with; a source line may go on in the line ``below`` a full one."""
    folded = line.folded
    first, head = folded[0], (folded + below)[:_LEAD_WINDOW]
    told = "讯" in head or "电" in head or "消息" in head or "报道" in head or "】" in head
    if told and opens_with_source_line(head):
        values["lead"] = True
        if len(folded) <= _LONGEST_LEAD_LINE:
            lead = read_source_line(folded, line.text)
            values["lead_only"] = lead is not None and lead.end >= len(folded)
    if first in _NOTE_START and marks.EDITOR_NOTE.match(folded):
        values["note"] = True
        values["note_label"] = marks.is_note_label(folded)
    if marks.ITEM.match(folded):
        values["item"] = True
    if first in _NUMBER_START and marks.NUMBERED.match(folded):
        values["numbered"] = True
    if "上接" in folded[:8] and marks.JUMP_FROM.match(folded):
        values["jump_from"] = True
    if is_row(folded):
        values["row"] = True
    if marks.GOES_ON.match(folded):
        values["goes_on"] = True


def _whole(folded: str, text: str, values: dict[str, object], *, full: bool) -> None:
    """Note what the whole line is: a credit, a byline, a signature, a label, a kicker."""
    if folded[-1] in _CREDIT_END and own_line_credit(folded, text) is not None:
        values["credit"] = True
    elif (
        "lead" not in values
        and not marks.BOX.fullmatch(folded)
        and (len(folded) <= _LONGEST_NAMES or _BYLINE_HINT.search(folded))
    ):
        byline = parse_byline(folded, text)
        if byline is not None:
            values["byline"] = byline[1]
    if len(folded) <= _LONGEST_NAMES and marks.COLUMN.fullmatch(folded):
        values["column"] = values["series"] = True
    elif marks.SERIES.fullmatch(folded):
        values["series"] = True
    if len(folded) <= _LONGEST_NAMES and marks.BOX.fullmatch(folded):
        values["box"] = True
    if len(folded) <= _LONGEST_NAMES and marks.DIGEST.fullmatch(folded):
        values["digest"] = True
    if not full and (marks.KICKER_END.search(folded[-4:]) or marks.PRESIDES.search(folded[-6:])):
        values["kicker"] = True


def _closing(line: Line, values: dict[str, object], *, full: bool) -> None:
    """Note what the line closes with."""
    folded, text = line.folded, line.text
    last = folded[-1]
    if marks.SOURCES.fullmatch(folded):
        values["tail"] = True
    elif last in _CREDIT_END and end_credit(folded, text) is not None:
        values["credited"] = True
    elif last == ")":
        bracketed = folded[0] == "(" and len(folded) <= _LONGEST_BYLINE and folded.count("(") == 1
        signed = is_signature(folded[-marks.END_WINDOW :])
        if bracketed:
            values["tail"] = signed or parse_byline(folded[1:-1], text[1:-1]) is not None
        elif signed:
            values["signed"] = True
    elif not full and end_byline(folded[-marks.END_WINDOW :], text[-marks.END_WINDOW :]):
        values["signed"] = True
    if marks.POINTER.fullmatch(folded) or (
        "下转" in folded[-marks.JUMP_WINDOW :] and marks.JUMP_TO.search(folded[-marks.JUMP_WINDOW :])
    ):
        values["jump_to"] = True


def _closing_over_two(above: Line, line: Line, values: dict[str, object]) -> None:
    """Look for a credit, signature or jump mark that the column's edge cut: 新华社发美 / 联社照片."""
    last = line.folded[-1]
    if last not in _CREDIT_END and last not in "版▶►】":
        return
    glue = " " if above.raw[-1] in INVISIBLE or line.indent else ""
    folded = above.folded[-_SHORT_TAIL:] + glue + line.folded
    if last in _CREDIT_END and end_credit(folded, above.text[-_SHORT_TAIL:] + glue + line.text) is not None:
        values["credited"] = True
    elif last == ")" and is_signature(folded[-marks.END_WINDOW :]):
        values["signed"] = True
    elif marks.JUMP_TO.search(folded[-marks.JUMP_WINDOW :]):
        values["jump_to"] = True


def _opens_signature(folded: str, below: str) -> bool:
    """Tell whether a bracketed signature begins here and ends with the next line: (通讯员 刘海波 记者 / 谢芳)."""
    if folded[0] != "(" or ")" in folded or not below.endswith(")") or len(below) > _SHORT_TAIL:
        return False
    inner = f"{folded[1:]} {below[:-1]}"
    return ("记者" in inner or "通讯员" in inner) and parse_byline(inner, inner) is not None


def is_signature(tail: str) -> bool:
    """Tell whether ``tail`` closes with a bracketed dateline or with names in brackets, as a brief does."""
    if marks.END_DATELINE.search(tail):
        return True
    match = marks.END_SIGNATURE.search(tail)
    if not match:
        return False
    who = match["who"]
    return any(role in who for role in ("记者", "通讯员", "供稿", "整理")) or split_names(who) is not None
