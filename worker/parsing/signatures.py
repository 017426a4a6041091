"""What closes or opens a paragraph without being text: bracketed signatures and datelines, jump marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.parsing.numerals import page_number
from worker.parsing.people import parse_people

if TYPE_CHECKING:
    from worker.models import Contributor
    from worker.parsing.joining import Passage

_N = r"[0-9〇○零一二三四五六七八九十]"
_PAGE = rf"第?\s{{0,2}}(?P<page>[a-z]{{0,2}}{_N}{{1,3}})\s{{0,2}}版"
_TO = re.compile(rf"[(▲▶►→【\[]?\s{{0,2}}下转\s{{0,2}}{_PAGE}[^)\]】。,]{{0,8}}[)▶►】\]]?\s{{0,2}}$")
_FROM = re.compile(rf"[(▲▶►→【\[◀]?\s{{0,2}}上接\s{{0,2}}{_PAGE}[^)\]】。,]{{0,12}}[)◀►】\]]?\s{{0,2}}")
# (本报堪培拉1月25日电), (据新华社电), (完), (作者系…)
_END_DATELINE = re.compile(
    r"\((?:(?:据|综合)?(?:本报|新华社|中新社|央视|人民)[^()。]{0,24}(?:电|讯|报道)|完|作者[^()]{2,40}|据[^()。]{2,24}|摘自[^()]{2,24}|原载[^()]{2,24}|本报(?!记者|通讯员|特约|见习|实习)[^()。]{0,20})\)\s{0,2}$"
)
# Names alone in brackets after the last full stop: (索研、江世杰)
_SIGNATURE = re.compile(r"(?<=[。!?”’…）) ])\s{0,4}\((?P<who>[^()。,;:!?0-9]{2,40})\)\s{0,2}$")
_WINDOW = 60


def read_jumps(passage: Passage) -> tuple[Passage, str, str]:
    """Return the passage without its jump marks, and the pages it jumps to and comes from (empty: none)."""
    to = from_ = ""
    if "上接" in passage.folded[:8]:
        match = _FROM.match(passage.folded[:40])
        if match:
            from_ = page_number(match["page"])
            passage = passage.slice(match.end())
    start = max(0, len(passage.folded) - 30)
    if "下转" in passage.folded[start:]:
        match = _TO.search(passage.folded[start:])
        if match:
            to = page_number(match["page"])
            passage = passage.slice(0, start + match.start())
    return passage, to, from_


def read_signature(passage: Passage) -> tuple[Passage, tuple[Contributor, ...], str]:
    """Return the passage without its closing signature, the people it names, and the signature as printed."""
    if not passage.folded.endswith(")"):
        return passage, (), ""
    start = max(0, len(passage.folded) - _WINDOW)
    window = passage.folded[start:]
    match = _END_DATELINE.search(window)
    if match:
        at = start + match.start()
        return passage.slice(0, at), (), passage.text[at:].strip()
    match = _SIGNATURE.search(window)
    if not match:
        return passage, (), ""
    who_start, who_end = start + match.start("who"), start + match.end("who")
    people = parse_people(passage.folded[who_start:who_end], passage.text[who_start:who_end])
    if people is None:
        return passage, (), ""
    at = start + match.start()
    return passage.slice(0, at), people, passage.text[at:].strip()
