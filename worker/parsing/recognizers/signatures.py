"""What closes or opens a paragraph without being text: bracketed signatures and datelines, jump marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.patterns import cues as marks
from worker.parsing.patterns.numerals import page_number
from worker.parsing.recognizers.bylines import end_byline, parse_people

if TYPE_CHECKING:
    from worker.document.issue import Contributor
    from worker.parsing.layout.reflow import Passage


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
