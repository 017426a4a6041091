"""What closes or opens a paragraph without being text: bracketed signatures and datelines, jump marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.parsing.patterns import cues as marks
from worker.parsing.patterns.numerals import page_number
from worker.parsing.recognizers.annotations import EndKind, EndMark, Jump, Span
from worker.parsing.recognizers.bylines import end_byline
from worker.parsing.recognizers.people import parse_people

# The same, alone on its line.
_BRACKETED = re.compile(r"\((?P<who>[^()。,;:!?0-9]{2,40})\)")

if TYPE_CHECKING:
    from worker.document.issue import Contributor
    from worker.parsing.layout.reflow import Passage


def jump_to(folded: str) -> Jump | None:
    """Return 下转… or a pointer that closes a line, None when none does."""
    start = max(0, len(folded) - marks.JUMP_WINDOW)
    match = marks.JUMP_TO.search(folded[start:]) if "下转" in folded[start:] else None
    if match:
        return Jump(page_number(match["page"]), Span(start + match.start(), len(folded)))
    pointer = marks.POINTER.fullmatch(folded)
    return Jump(page_number(pointer["page"] or pointer["lettered"]), Span(0, len(folded))) if pointer else None


def jump_from(folded: str) -> Jump | None:
    """Return 上接… that opens a line, None when none does."""
    match = marks.JUMP_FROM.match(folded[:40]) if "上接" in folded[:8] else None
    return Jump(page_number(match["page"]), Span(0, match.end())) if match else None


def end_mark(folded: str, text: str) -> EndMark | None:
    """Return the signature or dateline that closes a line, None when none does."""
    if marks.SOURCES.fullmatch(folded):
        return EndMark(EndKind.SOURCES, Span(0, len(folded)))
    start = max(0, len(folded) - marks.END_WINDOW)
    window, printed = folded[start:], text[start:]
    if not window.endswith(")"):
        named = end_byline(window, printed)
        return EndMark(EndKind.PEOPLE, Span(start + named[1], len(folded)), named[0]) if named else None
    match = marks.END_DATELINE.search(window)
    if match:
        return EndMark(EndKind.AGENCY, Span(start + match.start(), len(folded)))
    match = marks.END_SIGNATURE.search(window)
    if match is None and window[0] == "(" and start == 0:
        match = _BRACKETED.fullmatch(window)
    if match is None:
        return None
    people = parse_people(match["who"], printed[slice(*match.span("who"))])
    return EndMark(EndKind.PEOPLE, Span(start + match.start(), len(folded)), people) if people else None


def read_jumps(passage: Passage) -> tuple[Passage, str, str]:
    """Return the passage without its jump marks, and the pages it jumps to and comes from (empty: none)."""
    to = from_ = ""
    if "上接" in passage.folded[:8]:
        match = marks.JUMP_FROM.match(passage.folded[:40])
        if match:
            from_ = page_number(match["page"])
            passage = passage.slice(match.end())
    pointer = marks.POINTER.fullmatch(passage.folded)
    if pointer:
        return passage.slice(0, 0), page_number(pointer["page"] or pointer["lettered"]), from_
    start = max(0, len(passage.folded) - marks.JUMP_WINDOW)
    if "下转" in passage.folded[start:]:
        match = marks.JUMP_TO.search(passage.folded[start:])
        if match:
            to = page_number(match["page"])
            passage = passage.slice(0, start + match.start())
    return passage, to, from_


def read_signature(passage: Passage) -> tuple[Passage, tuple[Contributor, ...], str]:
    """Return the passage without its closing signature, the people it names, and the signature as printed."""
    start = max(0, len(passage.folded) - marks.END_WINDOW)
    window = passage.folded[start:]
    if not window.endswith(")"):
        named = end_byline(window, passage.text[start:])
        if named is None:
            return passage, (), ""
        at = start + named[1]
        return passage.slice(0, at), named[0], passage.text[at:].strip()
    match = marks.END_DATELINE.search(window)
    if match:
        at = start + match.start()
        return passage.slice(0, at), (), passage.text[at:].strip()
    match = marks.END_SIGNATURE.search(window)
    if not match:
        return passage, (), ""
    who_start, who_end = start + match.start("who"), start + match.end("who")
    people = parse_people(passage.folded[who_start:who_end], passage.text[who_start:who_end])
    if people is None:
        return passage, (), ""
    at = start + match.start()
    return passage.slice(0, at), people, passage.text[at:].strip()
