"""What closes or opens a paragraph without being text: bracketed signatures and datelines, jump cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.document.issue import Contributor
from worker.lexicon import outlets, roles
from worker.lexicon.characters import BULLETS, HAN
from worker.lexicon.places import place_names
from worker.parsing.patterns import cues
from worker.parsing.patterns.numerals import page_number
from worker.parsing.patterns.person_names import pen_name, split_names
from worker.parsing.recognizers.annotations import EndKind, EndMark, Jump, Span
from worker.parsing.recognizers.bylines import NO_NAME, end_byline
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people import is_unit, parse_people, read_people

# Names, an outlet or a place in brackets. Must NOT match (右二) within a caption: no such thing is read inside.
_BRACKETED = re.compile(r"[(【〔]\s{0,2}(?P<who>[^()。,!?0-9【】〔〕]{2,40})\s{0,2}[)】〕]$")
_BEFORE_BRACKET = frozenset("。!?”’…) \u3000」』")
# ■记者 某, □某 at the end of a text.
_BULLETED = re.compile(rf"(?:(?<=[。!?”’…)」』\s])|(?<=^))[{BULLETS}]\s{{0,3}}(?P<who>[^。,;:!?{BULLETS}]{{2,30}})$")
# ·本报记者 某摄影报道· between points after the last sentence.
_POINTED = re.compile(r"(?<=[。!?”’…)」』])\s{0,2}[·•]\s?(?P<who>[^。·•]{2,30}?)\s?[·•]$")
_BARE = re.compile(rf"[。!?”’…」』][ \u3000]{{1,8}}(?P<who>[{HAN}·、 \u3000]{{2,16}})$")
_AGENCY = re.compile(
    rf"(?:据|综合|综合据)?(?:{outlets.KNOWN}|[{HAN}·]{{2,8}}(?:{outlets.ENDINGS}))(?:专?[电讯]|消息|报道|供?稿|综合|通讯)?|综合|本报综合|本报讯"
)
_TEXTS = frozenset({"全文", "原文", "本文"})  # begin like family names, and name none
_FINISHED = frozenset({"完", "全文完", "未完待续", "未完", "待续", "本文完"})
_SOURCES_START = frozenset("□■【综据本")
_BULLET = re.compile(f"[{BULLETS}]")
_EDITORS = re.compile(rf"(?:{roles.EDITORS})\s?[/:]")
_POINTS = frozenset(">》▶►→☞")
_BARS = " \u3000|"  # what a crawler left of a table's edge
# 新华社记者某、某(实习)黑龙江报道。 以上由记者某报道。: a sentence of its own that says who reported.
_REPORTED = re.compile(
    rf"(?:以上(?:内容|消息)?[由是为]?)?(?P<who>(?:{outlets.KNOWN}|[{HAN}]{{2,6}}[台社报网])?[{HAN}]{{0,2}}(?:记者|通讯员)"
    rf"[{HAN}·、() \u3000]{{2,48}}?)(?:(?:综合|联合|现场|摄影|在?[{HAN}]{{2,8}}?)?报[道导])。?"
)
_BY_US = re.compile(
    rf"[(【]?本(?:版|报|文|期|稿)(?:文字|稿件|报道|内容|文章)?(?:均|皆|都)?由(?P<who>[{HAN}·、 \u3000]{{4,70}}?)"
    r"(?:(?:综合|采访|共同|联合)?(?:采访|采写|撰写|整理|提供|报道|撰文)){1,2}。?[)】]?"
)
_LONGEST_AGENCY = 12
_MOST_BARE = 3
_LONGEST_PEN_NAME = 3
# What stands alone in brackets and names nobody: (附图片), (上), (节选), (待续), (图).
_NO_PEN_NAME = re.compile(
    r"[图照表版页续完选编稿字注上下左右中一二三四五六七八九十第]|[全原本正译]文|综合|摘|载|讯|电$"
)

if TYPE_CHECKING:
    from worker.parsing.layout.reflow import Passage


def names_nobody(who: str) -> bool:
    """Tell whether a word in brackets says something else than who wrote: 附图片, 上, 节选, 待续."""
    return _NO_PEN_NAME.search(who) is not None


@once
def jump_to(folded: str) -> Jump | None:
    """Return 下转… or a pointer that closes a line, None when none does."""
    start = max(0, len(folded) - cues.JUMP_WINDOW)
    match = cues.JUMP_TO.search(folded[start:]) if "下转" in folded[start:] else None
    if match:
        return Jump(page_number(match["page"]), Span(start + match.start(), len(folded)))
    pointer = cues.POINTER.fullmatch(folded) if folded[0] in _POINTS else None
    return Jump(page_number(pointer["page"] or pointer["lettered"]), Span(0, len(folded))) if pointer else None


@once
def jump_from(folded: str) -> Jump | None:
    """Return 上接… that opens a line, None when none does."""
    match = cues.JUMP_FROM.match(folded[:40]) if "上接" in folded[:8] else None
    return Jump(page_number(match["page"]), Span(0, match.end())) if match else None


@once
def end_mark(folded: str, text: str) -> EndMark | None:
    """Return the signature or dateline that closes a line, None when none does."""
    if folded[0] in _SOURCES_START and cues.SOURCES.fullmatch(folded):
        return EndMark(EndKind.SOURCES, Span(0, len(folded)))
    us = _by_us(folded, text) if "本" in folded[:2] else None
    if us:
        return us
    start = max(0, len(folded) - cues.END_WINDOW)
    window, printed = folded[start:].rstrip(_BARS), text[start:]
    if window.endswith((")", "】", "〕")):
        return _bracketed_end(window, printed, start, len(folded))
    if (
        folded[0] in _SOURCES_START
        and folded != "综合"
        and len(folded) <= _LONGEST_AGENCY
        and _AGENCY.fullmatch(folded)
    ):
        return EndMark(EndKind.AGENCY, Span(0, len(folded)))
    bullet = _BULLETED.search(window) if _BULLET.search(window) else _POINTED.search(window)
    if bullet and (bullet.start() or not start):
        found = _signed(bullet["who"], printed[slice(*bullet.span("who"))])
        if found:
            return EndMark(found[0], Span(start + bullet.start(), len(folded)), found[1])
    reported = None if start else _reported(folded, text)
    return reported or _named_end(window, printed, start, len(folded)) or _bare_end(window, printed, start, len(folded))


def _named_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read a byline after the last sentence: …投诉。 本报记者 李楠."""
    named = end_byline(window, printed)
    return EndMark(EndKind.PEOPLE, Span(start + named[1], size), named[0]) if named else None


def _reported(folded: str, text: str) -> EndMark | None:
    """Read the sentence that says who reported, and nothing else: 新华社记者某、某黑龙江报道."""
    match = _REPORTED.fullmatch(folded) if "记者" in folded[:14] or "通讯员" in folded[:14] else None
    if match is None:
        return None
    # The last name may be run on to the place it reported from: 记者某 某某松溪报道.
    start = match.start("who")
    readings = [(who, read_people(who)) for who in (match["who"], folded[start:].rstrip("。"))]
    sure = [(len(found.named), who, found) for who, found in readings if found.sure and found.marked and not found.rest]
    if not sure:
        return None
    _, who, found = max(sure, key=lambda reading: reading[0])
    return EndMark(EndKind.PEOPLE, Span(0, len(folded)), found.contributors(who, text[start:]))


def _by_us(folded: str, text: str) -> EndMark | None:
    """Read who wrote the whole of it: (本版文字由本报记者某、某采访整理)."""
    match = _BY_US.fullmatch(folded)
    found = read_people(match["who"]) if match else None
    if match is None or found is None or not found.sure or found.rest:
        return None
    return EndMark(
        EndKind.PEOPLE, Span(0, len(folded)), found.contributors(match["who"], text[slice(*match.span("who"))])
    )


def _bracketed_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read (据新华社电), (路透社), (完), (作者系…), (记者 某), (甲省乙市 某某 教师), (新乡市)."""
    match = cues.END_DATELINE.search(window)
    if match:
        inner = match.group().strip("() ")
        kind = EndKind.FINISHED if inner in _FINISHED else EndKind.AUTHOR if "作者" in inner[:4] else EndKind.AGENCY
        return EndMark(kind, Span(start + match.start(), size))
    if not start and cues.SOURCES.fullmatch(window):
        return EndMark(EndKind.SOURCES, Span(0, size))
    match = _BRACKETED.search(window)
    if match is None or not (match.start() == 0 or window[match.start() - 1] in _BEFORE_BRACKET):
        return None
    alone = start == 0 and match.start() == 0 and window[0] == "("
    found = _signed(match["who"].strip(), printed[slice(*match.span("who"))].strip(), alone=alone)
    return EndMark(found[0], Span(start + match.start(), size), found[1]) if found else None


def _signed(who: str, printed: str, *, alone: bool = False) -> tuple[EndKind, tuple[Contributor, ...]] | None:
    """Return what a signature names: an outlet, people, a place; ``alone``: it is a line, and a pen name will do."""
    if who in outlets.AGENCIES or _AGENCY.fullmatch(who):
        return EndKind.AGENCY, ()
    if _EDITORS.match(who) or who in _TEXTS:
        return None
    people = _signers(who, printed)
    if people:
        return people
    if who in place_names():
        return EndKind.AUTHOR, ()
    is_pen_name = alone and len(who) <= _LONGEST_PEN_NAME and pen_name(who)
    if not is_pen_name or is_unit(who) or names_nobody(who):
        return None
    return EndKind.PEOPLE, (Contributor(printed),)


def _signers(who: str, printed: str) -> tuple[EndKind, tuple[Contributor, ...]] | None:
    found = read_people(who, loose=True)
    if found.named and not found.rest and (found.sure or (found.marked and not NO_NAME.search(who))):
        kind = EndKind.AUTHOR if found.units and not found.marked else EndKind.PEOPLE
        return kind, found.contributors(who, printed)
    named = parse_people(who, printed, strict=True) if split_names(who, strict=True) else None
    return (EndKind.PEOPLE, named) if named else None


def _bare_end(window: str, printed: str, start: int, size: int) -> EndMark | None:
    """Read a name alone after the last sentence, parted by white space: …投诉。 许明霞; …时间。 宝鸡读者魏述."""
    match = _BARE.search(window) if " " in window or "\u3000" in window else None
    if match is None:
        return None
    found = read_people(match["who"])
    if not found.sure or found.rest or len(found.named) > _MOST_BARE:
        return None
    people = found.contributors(match["who"], printed[slice(*match.span("who"))])
    return EndMark(EndKind.PEOPLE, Span(start + match.start("who"), size), people)


def read_jumps(passage: Passage) -> tuple[Passage, str, str]:
    """Return the passage without its jump marks, and the pages it jumps to and comes from (empty: none)."""
    to = from_ = ""
    if "上接" in passage.folded[:8]:
        match = cues.JUMP_FROM.match(passage.folded[:40])
        if match:
            from_ = page_number(match["page"])
            passage = passage.slice(match.end())
    pointer = cues.POINTER.fullmatch(passage.folded)
    if pointer:
        return passage.slice(0, 0), page_number(pointer["page"] or pointer["lettered"]), from_
    start = max(0, len(passage.folded) - cues.JUMP_WINDOW)
    if "下转" in passage.folded[start:]:
        match = cues.JUMP_TO.search(passage.folded[start:])
        if match:
            to = page_number(match["page"])
            passage = passage.slice(0, start + match.start())
    return passage, to, from_


def read_signature(passage: Passage) -> tuple[Passage, tuple[Contributor, ...], str]:
    """Return the passage without its closing signature, the people it names, and the signature as printed."""
    found = end_mark(passage.folded, passage.text) if passage.folded else None
    if found is None:
        return passage, (), ""
    at = found.span.start
    return passage.slice(0, at), found.people, passage.text[at:].strip()
