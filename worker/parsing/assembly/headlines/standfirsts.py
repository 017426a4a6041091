"""The summary below a headline, and the byline below that, part no report from its text.

Magazines and the features of papers print headline, summary, byline, date and text, often a picture among them;
crawlers print the headline a second time below the summary. The byline then has the form of a signature, and the text
below of one without a headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.parsing.assembly.drafts import Draft, Paragraph, size_of
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.patterns.spacing import squeezed
from worker.parsing.recognizers.annotations import Mark
from worker.parsing.recognizers.contributors.bylines import parse_byline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.observations import PageView

_COUNTED = re.compile(r"(?P<number>[0-9]{1,2})\s?(?P<sign>[、.])(?=\s?\S)")
_FEWEST = 2  # paragraphs of the text
_LONGEST = 300  # characters of a summary
_SHORTEST_PRINTED = 8  # characters: a shorter line may stand twice for other reasons


def with_standfirsts(drafts: Sequence[Draft], view: PageView) -> list[Draft]:
    """Return the drafts; the text that has no headline below a page's first headline and its summary is theirs.

    A byline between the two says so, or the same headline, or that nothing but the credit of a picture stands above.
    The summary is kept as a note.
    """
    found = _with_their_texts([_with_caption(draft, view) for draft in drafts], view)
    if len(found) < 2 or not _belongs(found[1], found[0], view):  # noqa: PLR2004 - a headline and its text
        return found
    first, below = found[:2]
    summary = _texts(first, view)
    first.notes[:0] = summary
    first.paragraphs = [paragraph for paragraph in first.paragraphs if paragraph not in summary]
    first.bylines += first.tails
    first.tails = []
    first.go_on_with(below)
    return [first, *found[2:]]


def give_counted_notes(draft: Draft, lines: Sequence[Line]) -> None:
    """Give the text its first items back that were taken for a summary: 1、… 2、…, and the text goes on with 3、…."""
    if not draft.notes or not draft.paragraphs:
        return
    below = _number_of(draft.paragraphs[0].lines[0], lines)
    items = [index for note in draft.notes for index in note.lines]
    counted = [_number_of(index, lines) for index in items]
    if below is None or any(mark is None or mark[0] != below[0] or mark[1] >= below[1] for mark in counted):
        return
    draft.paragraphs[:0] = [Paragraph([index]) for index in items]
    draft.notes = []


def _number_of(index: int, lines: Sequence[Line]) -> tuple[str, int] | None:
    """Return the sign and the number that open a line, None for none; a figure may stand behind them: 8、2023年."""
    match = _COUNTED.match(lines[index].folded)
    return (match["sign"], int(match["number"])) if match else None


def _with_their_texts(drafts: Sequence[Draft], view: PageView) -> list[Draft]:
    """Return the drafts; a headline with its byline and nothing else is that of the headless text right below."""
    kept: list[Draft] = []
    for draft in drafts:
        above = kept[-1] if kept else None
        stack = [*draft.stack, *draft.bylines]
        if above is not None and not stack and draft.paragraphs and _is_byline_alone(above, view):
            above.bylines += [index for paragraph in above.paragraphs for index in paragraph.lines]
            above.bylines += above.tails
            above.paragraphs, above.tails = [], []
            above.go_on_with(draft)
        else:
            kept.append(draft)
    return kept


def _is_byline_alone(draft: Draft, view: PageView) -> bool:
    if not draft.head or draft.notes or draft.credits or draft.after or not (draft.paragraphs or draft.tails):
        return False
    below = [index for paragraph in draft.paragraphs for index in paragraph.lines] + draft.tails
    return all(_is_byline(view.pieces[index]) for index in below)


def _with_caption(draft: Draft, view: PageView) -> Draft:
    """Return a draft; a sentence taken for its headline that is printed again right below is a picture's caption."""
    if len(draft.head) != 1 or draft.kicker or draft.subtitle or not draft.paragraphs:
        return draft
    line, below = view.pieces[draft.head[0]], draft.paragraphs[0]
    if below.lines[0] != draft.head[0] + 1 or not ends_sentence(line.folded):
        return draft
    text = squeezed(line.text)
    if len(text) >= _SHORTEST_PRINTED and squeezed(join(view.pieces, below.lines).text) == text:
        draft.paragraphs[:1] = [Paragraph(draft.head, caption=True), Paragraph(below.lines, caption=True)]
        draft.head = []
    return draft


def _texts(draft: Draft, view: PageView) -> list[Paragraph]:
    """Return the paragraphs that are text: no caption, nor a line that is printed again below, as captions are."""
    told = [squeezed(join(view.pieces, paragraph.lines).text) for paragraph in draft.paragraphs]
    again = {at for at in range(1, len(told)) if _is_same(told[at - 1], told[at])}
    return [
        paragraph
        for at, paragraph in enumerate(draft.paragraphs)
        if paragraph.is_text and at not in again and at + 1 not in again
    ]


def _is_same(text: str, below: str) -> bool:
    """Tell whether a text stands again below; one of the two may have a credit at its end."""
    return min(len(text), len(below)) >= _SHORTEST_PRINTED and (text.startswith(below) or below.startswith(text))


def _belongs(draft: Draft, above: Draft, view: PageView) -> bool:
    if not above.head or above.after or above.notes or draft.kicker or draft.subtitle or draft.after:
        return False
    again = bool(draft.head) and _printed(draft.head, view) == _printed(above.head, view)
    if (draft.head and not again) or not all(_is_byline(view.pieces[index]) for index in above.tails):
        return False
    summary, texts = _texts(above, view), _texts(draft, view)
    if not texts or (not again and any(_is_sourced(paragraph, view) for paragraph in (*summary, *texts))):
        return False
    if not summary:
        return bool(above.credits) and not above.paragraphs and not above.bylines
    return _is_summary(summary, texts, view) and (again or _is_signed(draft, above, summary, texts, view))


def _is_summary(summary: Sequence[Paragraph], texts: Sequence[Paragraph], view: PageView) -> bool:
    """Tell whether what stands below a headline may sum up the text further down."""
    if len(summary) > 1 or len(texts) < _FEWEST or view.annotations[summary[0].lines[-1]].end is not None:
        return False
    return size_of(summary, view) <= min(size_of(texts, view), _LONGEST)


def _is_signed(
    draft: Draft, above: Draft, summary: Sequence[Paragraph], texts: Sequence[Paragraph], view: PageView
) -> bool:
    """Tell whether a byline stands between a summary and the text below it."""
    signed = [index for index in (*above.bylines, *above.tails) if index > summary[0].lines[-1]]
    signed += [index for index in draft.bylines if index < texts[0].lines[0]]
    return any(_is_byline(view.pieces[index]) for index in signed)


def _is_byline(line: Line) -> bool:
    found = parse_byline(line.folded, line.text)
    return found is not None and found[1] is Mark.MARKED


def _is_sourced(paragraph: Paragraph, view: PageView) -> bool:
    return view.annotations[paragraph.lines[0]].source_line is not None


def _printed(stack: Sequence[int], view: PageView) -> str:
    return squeezed(join(view.pieces, [*stack]).text)
