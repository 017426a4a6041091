"""Pictures amid a report begin no article, and what a report tells between its pictures is text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.recognizers.contributors.credits import end_credit, says_who_reported
from worker.parsing.recognizers.furniture.lines import stands_amid
from worker.parsing.recognizers.pictures.captions import (
    opens_as_caption,
    places_people,
    points_at_picture,
    shows_scene,
)
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.reflow import Passage

# So a report opens, and no text that goes on below a picture.
_OPENS_REPORT: Final = re.compile(
    r"(?:昨|今|前|近)[天日晚]|日前|最近|近期|(?:本报|本刊)?记者|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
)
_TWO: Final = 2
_LONGEST_CAPTION: Final = 150  # characters
_DAY: Final = re.compile(r"(?:这是)?(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_LONG_AMONG: Final = 50  # characters of a text among captions that all have a credit
_SHORTEST_TEXT: Final = 30  # characters below a notice


def with_pointed_heads(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; the one headline of a page that points at a picture (▼…, 左图:…) is the picture's caption.

    Several such lines are the items of a list.
    """
    pointed = [each for each in drafts[1:] if each.head and points_at_picture(lines[each.head[0]].folded)]
    if len(pointed) != 1 or len(pointed[0].head) > 1 or pointed[0].kicker or pointed[0].subtitle:
        return list(drafts)
    caption = Paragraph(pointed[0].head, caption=True)
    shown = pointed[0].having(head=(), paragraphs=(caption, *pointed[0].paragraphs))
    return [shown if each is pointed[0] else each for each in drafts]


def with_credited_heads(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; a sentence with a credit and no text below heads nothing: it is a caption of the report above.

    A title ends in no full stop, and has a text below it.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _is_sentence_with_credit(draft, kept[-1], lines):
            caption = Paragraph(draft.head, caption=True)
            kept[-1] = kept[-1].followed_by(draft.having(paragraphs=(caption, *draft.paragraphs)))
        else:
            kept.append(draft)
    return kept


def _is_sentence_with_credit(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    if len(draft.head) != 1 or draft.kicker or draft.subtitle or draft.after or draft.bylines or draft.tails:
        return False
    if not above.head or above.tails or not any(paragraph.is_text for paragraph in above.paragraphs):
        return False
    only = draft.head[0]
    shown = lines[only].folded.endswith("。") and only + 1 in draft.credits
    return shown and all(paragraph.caption for paragraph in draft.paragraphs)


def without_pictures_amid(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; one without a headline that begins with a caption goes on with the report above it.

    Its text below the caption has no source line: a picture stands amid the report. A caption alone is a picture of
    its own.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _goes_on(draft, kept[-1], lines):
            kept[-1] = kept[-1].followed_by(draft)
        else:
            kept.append(draft)
    return kept


def _goes_on(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    if draft.head or draft.kicker or draft.subtitle or draft.after or draft.bylines:
        return False
    if not (above.head or above.kicker or above.subtitle) or above.tails or len(draft.paragraphs) < _TWO:
        return False
    if not any(paragraph.is_text for paragraph in above.paragraphs):
        return False
    first, *others = draft.paragraphs
    text = next((paragraph for paragraph in others if paragraph.is_text), None)
    if text is None or not _is_caption(first, lines):
        return False
    opening = join(lines, text.lines)
    if _OPENS_REPORT.match(opening.folded) or read_source_line(opening.folded, opening.text) is not None:
        return False
    return not _is_caption(text, lines)


def _is_caption(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    if paragraph.caption:
        return True
    passage = join(lines, paragraph.lines)
    if len(passage.folded) > _LONGEST_CAPTION:
        return False
    credit = end_credit(passage.folded, passage.text)
    return (
        points_at_picture(passage.folded)
        or places_people(passage.folded)
        or (credit is not None and not says_who_reported(passage.folded))
    )


def told_as_text(draft: Draft, lines: Sequence[Line]) -> Sequence[Paragraph]:
    """Return the paragraphs; who credits his pictures, each amid a report, credits all: what has no credit is text.

    Only what is longer than a caption, and opens with no day.
    """
    paragraphs = _below_notices(draft.paragraphs, lines)
    credited = [each for each in paragraphs if each.caption and _has_credit(each, draft, lines)]
    if len(credited) < _TWO or sum(each.is_text for each in paragraphs) < _TWO:
        return paragraphs
    found: list[Paragraph] = []
    for each in paragraphs:
        text = join(lines, each.lines)
        plain = each.caption and each not in credited and len(text.folded) >= _LONG_AMONG and not _is_signed(text)
        found.append(Paragraph(each.lines) if plain and not _DAY.match(text.folded) else each)
    return found


def _below_notices(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; below what a site prints amid a text, the text goes on, where nothing shows a caption."""
    found = [*paragraphs]
    for at in range(1, len(found)):
        above, below = found[at - 1], found[at]
        between = range(above.lines[-1] + 1, below.lines[0])
        if not between or not below.caption or not above.is_text:
            continue
        if not all(stands_amid(lines[index].folded) for index in between):
            continue
        text = join(lines, below.lines)
        signed = _is_signed(text) or shows_scene(text.folded) or len(text.folded) < _SHORTEST_TEXT
        if not signed and ends_sentence(text.folded):
            found[at] = Paragraph(below.lines)
    return found


def _has_credit(paragraph: Paragraph, draft: Draft, lines: Sequence[Line]) -> bool:
    text = join(lines, paragraph.lines)
    return paragraph.lines[-1] + 1 in draft.credits or end_credit(text.folded, text.text) is not None


def _is_signed(text: Passage) -> bool:
    """Tell whether a text says that it is a caption: by its opening, a credit, or where people stand."""
    credit = end_credit(text.folded, text.text)
    return opens_as_caption(text.folded) or places_people(text.folded) or credit is not None
