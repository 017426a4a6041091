"""Captions and headlines printed twice, as portals do below each picture. The second opens no article."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.spacing import squeezed
from worker.parsing.recognizers.contributors.credits import end_credit
from worker.parsing.recognizers.pictures.captions import opens_as_caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_PRINTED: Final = 4  # characters of text to one of it squeezed: white space and marks are never more
_FEWEST_TITLES: Final = 3
_LONGEST_SHOWN: Final = 150  # characters between two of them
SHORTEST: Final = 8  # characters: a shorter text may stand twice for other reasons


def without_echoes(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts without those that begin with the text just above them: what follows goes on with that one."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _echoes(draft, kept[-1], lines):
            _append(kept[-1], draft)
        elif kept and _heads_own_caption(draft, kept[-1], lines):
            kept[-1].paragraphs.append(Paragraph(sorted(draft.stack), caption=True))
            _give_text(draft, lines)
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _echoes(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
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


def _give_text(draft: Draft, lines: Sequence[Line]) -> None:
    """Make text of what stands below a picture amid a report and says of no picture."""
    for paragraph in draft.paragraphs[1:]:
        passage = join(lines, paragraph.lines)
        credited = paragraph.lines[-1] + 1 in draft.credits or end_credit(passage.folded, passage.text) is not None
        paragraph.caption = paragraph.caption and (credited or opens_as_caption(passage.folded))


def _heads_own_caption(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether the headline of a draft is its own caption without the credit: a picture's name, amid a report."""
    stack = sorted(draft.stack)
    first = draft.paragraphs[0] if draft.paragraphs else None
    if not stack or first is None or not first.caption or stack[-1] > first.lines[0] or draft.bylines:
        return False
    if not above.head or not any(paragraph.is_text for paragraph in above.paragraphs):
        return False
    caption = join(lines, first.lines)
    credit = end_credit(caption.folded, caption.text)
    if credit is None and first.lines[-1] + 1 not in draft.credits:
        return False
    text = squeezed(join(lines, stack).text).rstrip("。")
    shown = caption.text[: credit.start] if credit else caption.text
    return len(text) >= SHORTEST and text == squeezed(shown).rstrip("。")


def _same_headline(stack: Sequence[int], above: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a stack is the headline of the draft above, which holds a caption: a picture's name again."""
    if not stack or not any(paragraph.caption for paragraph in above.paragraphs):
        return False
    text = squeezed(join(lines, stack).text)
    return len(text) >= SHORTEST and text in (
        squeezed(join(lines, each).text) for each in (sorted(above.stack), above.head)
    )


def _append(above: Draft, draft: Draft) -> None:
    """Add the lines of a draft to the one above; its headline is a caption."""
    above.paragraphs[-1].caption = True
    above.paragraphs.append(Paragraph(sorted(draft.stack), caption=True))
    above.go_on_with(draft)


def without_titles_between(drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Take the headlines printed again amid an article out of its paragraphs; return the furniture with them.

    Galleries print the title in place of each picture: a short text below one of three and more tells of a picture.
    """
    taken = set(furniture)
    for draft in drafts:
        title = squeezed(join(lines, draft.head).text) if draft.head else ""
        if len(title) < SHORTEST:
            continue
        own = draft.indices()
        told = {each for part in draft.paragraphs for each in part.lines}
        left = told.union(each for each in taken if own[0] < each < own[-1])
        again = {each for each in left if lines[each].parts == 1 and _is_again(lines[each], title)}
        if len(again) < _FEWEST_TITLES:
            continue  # a title of its own, or words of the text
        draft.paragraphs = [part for each in draft.paragraphs for part in _between(each, again, lines)]
        taken |= again
    return sorted(taken)


def _is_again(line: Line, title: str) -> bool:
    """Tell whether a line is a title (squeezed); nearly all lines are shorter or begin with another character."""
    return len(line.folded) >= len(title) and _first(line) == title[0] and squeezed(line.text) == title


def _between(paragraph: Paragraph, titles: set[int], lines: Sequence[Line]) -> list[Paragraph]:
    """Return what a paragraph holds besides titles: a short text right below one is a caption."""
    found: list[Paragraph] = []
    members = [index for index in paragraph.lines if index not in titles]
    for _, group in groupby(members, lambda index: sum(title < index for title in titles)):
        part = paragraph.like(list(group))
        short = sum(len(lines[index].folded) for index in part.lines) <= _LONGEST_SHOWN
        part.caption = part.caption or (part.lines[0] - 1 in titles and short and part.is_text)
        found.append(part)
    return found
