"""Captions and headlines printed twice, as portals do below each picture. The second opens no article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.spacing import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_PRINTED: Final = 4  # characters of text to one of it squeezed: white space and marks are never more
SHORTEST: Final = 8  # characters: a shorter text may stand twice for other reasons


def without_repeated_captions(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts without those that begin with the text just above them: what follows goes on with that one."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _repeats(draft, kept[-1], lines):
            kept[-1] = _with_repeated(kept[-1], draft)
        else:
            kept.append(draft)
    return kept


def _repeats(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether the headline of a draft is that of the one above, or the caption directly above it, credit aside."""
    stack = sorted(draft.stack)
    if _same_headline(stack, above, lines):
        return True
    if not (stack and above.paragraphs) or stack[0] != above.indices()[-1] + 1:
        return False
    begins = _first(lines[stack[0]]), _first(lines[above.paragraphs[-1].lines[0]])
    if all(begins) and begins[0] != begins[1]:
        return False
    text = squeezed(join(lines, stack).text)
    if len(text) < SHORTEST:
        return False
    printed = squeezed(join(lines, above.paragraphs[-1].lines).text[: _PRINTED * len(text)])
    return printed.startswith(text) or text.startswith(printed)


def _first(line: Line) -> str:
    """Return the first character of a line that is no white space or punctuation; empty where there is none."""
    return next(filter(str.isalnum, line.folded), "")


def _same_headline(stack: Sequence[int], above: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a stack is the headline of the draft above, which holds a caption: a picture's name again."""
    if not stack or not any(paragraph.caption for paragraph in above.paragraphs):
        return False
    text = squeezed(join(lines, stack).text)
    return len(text) >= SHORTEST and text in (
        squeezed(join(lines, each).text) for each in (sorted(above.stack), above.head)
    )


def _with_repeated(above: Draft, draft: Draft) -> Draft:
    """Return a draft with the lines of the one below; what that repeats and its headline are captions."""
    *told, last = above.paragraphs
    captions = Paragraph(last.lines, caption=True), Paragraph(tuple(sorted(draft.stack)), caption=True)
    return above.having(paragraphs=(*told, *captions)).followed_by(draft)
