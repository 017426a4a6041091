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
    says_what_was_said,
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
_ROW, _LONGEST_OF_ROW = 4, 16  # lines of a row of captions; characters of one
_FEWEST_SAYING: Final = 3  # of so many paragraphs one
_LONGEST_CAPTION: Final = 150  # characters
_MARKS: Final = frozenset("▲△▼▽")
_DAY: Final = re.compile(r"(?:这是)?(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_LONG_AMONG: Final = 50  # characters of a text among captions that all have a credit
_LONG_TEXT: Final = 90  # characters beside a caption that points at its picture
_SHORTEST_TEXT: Final = 30  # characters below a notice
_LONGEST_UNMARKED: Final = 60  # characters of a caption without a mark among marked ones


def with_pointed_heads(drafts: list[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; the one headline of a page that points at a picture (▼…, 左图:…) is the picture's caption.

    Several such lines are the items of a list.
    """
    pointed = [each for each in drafts[1:] if each.head and points_at_picture(lines[each.head[0]].folded)]
    if len(pointed) == 1 and len(pointed[0].head) == 1 and not (pointed[0].kicker or pointed[0].subtitle):
        draft = pointed[0]
        draft.paragraphs.insert(0, Paragraph(draft.head, caption=True))
        draft.head = []
    return drafts


def with_credited_heads(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; a sentence with a credit and no text below heads nothing: it is a caption of the report above.

    A title ends in no full stop, and has a text below it.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _is_sentence_with_credit(draft, kept[-1], lines):
            kept[-1].paragraphs.append(Paragraph(draft.head, caption=True))
            draft.head = []
            kept[-1].go_on_with(draft)
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


def with_rows_of_captions(drafts: list[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; four short lines and more in a row amid a report are no headline but captions of its pictures.

    A web page that is saved as text keeps the words below its pictures and none of the pictures. A stack of so many
    lines has a source line or a byline below it, or marks in it.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _is_row_of_captions(draft, kept[-1], lines):
            kept[-1].paragraphs += [Paragraph([index], caption=True) for index in draft.head]
            draft.head = []
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _is_row_of_captions(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    if len(draft.head) < _ROW or draft.kicker or draft.subtitle or not draft.paragraphs:
        return False
    if draft.bylines and draft.bylines[0] < draft.paragraphs[0].lines[0]:
        return False
    row = [lines[index] for index in draft.head]
    if any(line.part or len(line.folded) > _LONGEST_OF_ROW or not line.folded.isalnum() for line in row):
        return False
    if not above.head or above.tails or not any(paragraph.is_text for paragraph in above.paragraphs):
        return False
    text = join(lines, draft.paragraphs[0].lines)
    return draft.paragraphs[0].is_text and read_source_line(text.folded, text.text) is None


def without_pictures_amid(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; one without a headline that begins with a caption goes on with the report above it.

    Its text below the caption has no source line: a picture stands amid the report. A caption alone is a picture of
    its own.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _goes_on(draft, kept[-1], lines):
            for paragraph in kept[-1].paragraphs[:1]:
                paragraph.caption = paragraph.caption and not _is_told(paragraph, kept[-1], lines)
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _goes_on(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    if draft.head or draft.kicker or draft.subtitle or draft.after or draft.bylines:
        return False
    if not (above.head or above.kicker or above.subtitle) or above.tails or len(draft.paragraphs) < _TWO:
        return False
    if not any(_tells_of_it(paragraph, above, lines) for paragraph in above.paragraphs):
        return False
    first, *others = draft.paragraphs
    text = next((paragraph for paragraph in others if paragraph.is_text), None)
    if text is None or not _is_caption(first, lines):
        return False
    opening = join(lines, text.lines)
    if _OPENS_REPORT.match(opening.folded) or read_source_line(opening.folded, opening.text) is not None:
        return False
    return not _is_caption(text, lines)


def _tells_of_it(paragraph: Paragraph, draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a paragraph is text of a report; it may be taken for a caption where it is all that stands above."""
    if paragraph.is_text:
        return True
    plain = Paragraph(paragraph.lines)
    return len(draft.paragraphs) == 1 and paragraph.caption and not draft.credits and not _is_caption(plain, lines)


def _is_told(paragraph: Paragraph, draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether what was taken for a caption below a headline says of no picture: it is the text above the first."""
    if paragraph is not draft.paragraphs[0] or not paragraph.caption or _has_credit(paragraph, draft, lines):
        return False
    text = join(lines, paragraph.lines)
    return len(text.folded) >= _LONG_AMONG and not _is_signed(text) and _DAY.match(text.folded) is None


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


def told_as_text(draft: Draft, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of a draft; captions below a headline that tell what was said are its text.

    A report of which every paragraph was taken for a caption, for the one picture at its end, or one of two that a
    reporter signs. Those that point at a picture or have a credit of their own stay.
    """
    paragraphs = _below_notices(_beside_pointed(_text_between_marks(draft, lines), lines), lines)
    paragraphs = _among_credited(draft, paragraphs, lines)
    if not draft.head or len(paragraphs) < _TWO or not all(paragraph.caption for paragraph in paragraphs):
        return paragraphs
    texts = [join(lines, paragraph.lines) for paragraph in paragraphs]
    shown = [opens_as_caption(text.folded) or end_credit(text.folded, text.text) is not None for text in texts]
    if len(paragraphs) == _TWO:
        signed = bool(draft.tails or draft.bylines) and not draft.credits and not any(shown)
        says_so = signed and any(says_what_was_said(text.folded) for text in texts)
        return [Paragraph(paragraph.lines) for paragraph in paragraphs] if says_so else paragraphs
    plain = [text.folded for text, is_shown in zip(texts[:-1], shown, strict=False) if not is_shown]
    says = sum(says_what_was_said(text) for text in plain)
    if len(plain) < _TWO or any(shown[:-1]) or _FEWEST_SAYING * says < len(plain):
        return paragraphs
    found = [Paragraph(paragraph.lines) for paragraph in paragraphs[:-1]]
    last = paragraphs[-1]
    credited = last.lines[-1] + 1 in draft.credits and not says_what_was_said(texts[-1].folded)
    return [*found, last if shown[-1] or credited else Paragraph(last.lines)]


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


def _beside_pointed(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; beside a caption that says 图为, a long one without a sign tells what happened: text.

    Of 460 captions of texts marked by hand and made, none without a sign beside such a one has 90 characters.
    """
    found = [*paragraphs]
    texts = {at: join(lines, each.lines) for at, each in enumerate(found) if each.caption}
    pointed = [at for at, text in texts.items() if points_at_picture(text.folded)]
    for at, text in texts.items():
        long = pointed and at not in pointed and len(text.folded) >= _LONG_TEXT
        if (long and not _is_signed(text)) or (at and _tells_and_gives(text)):
            found[at] = Paragraph(found[at].lines)
    return found


def _among_credited(draft: Draft, paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; who credits his pictures, each amid a report, credits all: what has no credit is text.

    Only what is longer than a caption, or goes on to no sentence's end.
    """
    shown = [each for each in paragraphs if each.caption]
    credited = [each for each in shown if _has_credit(each, draft, lines)]
    if len(credited) < _TWO or sum(each.is_text for each in paragraphs) < _TWO:
        return [*paragraphs]
    found: list[Paragraph] = []
    for each in paragraphs:
        text = join(lines, each.lines)
        plain = each.caption and each not in credited and len(text.folded) >= _LONG_AMONG and not _is_signed(text)
        found.append(Paragraph(each.lines) if plain and not _DAY.match(text.folded) else each)
    return found


def _has_credit(paragraph: Paragraph, draft: Draft, lines: Sequence[Line]) -> bool:
    text = join(lines, paragraph.lines)
    return paragraph.lines[-1] + 1 in draft.credits or end_credit(text.folded, text.text) is not None


def _tells_and_gives(text: Passage) -> bool:
    """Tell whether a paragraph says what was said, and then who gave the pictures of the report: 据了解,…。图据某网."""
    credit = end_credit(text.folded, text.text)
    return credit is not None and credit.given and says_what_was_said(text.folded[: credit.start])


def _is_signed(text: Passage) -> bool:
    """Tell whether a text says that it is a caption: by its opening, a credit, or where people stand."""
    credit = end_credit(text.folded, text.text)
    return opens_as_caption(text.folded) or places_people(text.folded) or credit is not None


def _text_between_marks(draft: Draft, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; who marks his captions (▲) marks them all: what is not marked among several is text.

    Only what is longer than a caption and ends in a sentence; the second sentence of a marked one may have no mark.
    """
    shown = [paragraph for paragraph in draft.paragraphs if paragraph.caption]
    marked = [paragraph for paragraph in shown if lines[paragraph.lines[0]].folded[0] in _MARKS]
    if len(marked) < _TWO:
        return draft.paragraphs
    return [
        Paragraph(paragraph.lines) if paragraph.caption and _tells(paragraph, lines) else paragraph
        for paragraph in draft.paragraphs
    ]


def _tells(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    passage = join(lines, paragraph.lines)
    if passage.folded[0] in _MARKS or points_at_picture(passage.folded) or places_people(passage.folded):
        return False
    long = len(passage.folded) > _LONGEST_UNMARKED and passage.folded.count("。") > 1
    return long and end_credit(passage.folded, passage.text) is None
