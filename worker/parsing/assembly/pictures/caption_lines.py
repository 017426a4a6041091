"""Captions among what was taken for furniture, kickers and headlines: what shows a picture is none of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.patterns.spacing import squeezed
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit
from worker.parsing.recognizers.furniture.lines import furniture_of
from worker.parsing.recognizers.pictures.captions import (
    dated_opening,
    places_people,
    points_at_picture,
    shows_scene,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line

_SHORTEST_CAPTION, _SHORTEST_CREDITED = 8, 6
_SHORTEST_TOLD = 10  # characters of one that no full stop ends
_LONGEST_KICKER = 24

# ★报导/摄影:柳禾青: who reported and took pictures, no caption.
_NO_CAPTION: Final = re.compile(r"\W{0,3}(?:报[道导]|文字?|撰文)\s{0,2}[/、,和及]")


def found_captions(drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Return the furniture without the lines in or right below an article that point at a picture: ▲…, 左图:….

    So does a sentence that a credit of the article closes.
    """
    kept: list[int] = []
    for index in furniture:
        draft = next((each for each in drafts if index + 1 in each.credits), None)
        if draft is not None and not _is_closed(lines[index]):
            draft = None
        if draft is None and points_at_picture(lines[index].folded) and len(lines[index].folded) >= _SHORTEST_CAPTION:
            draft = next((each for each in drafts if each.indices()[0] < index <= each.indices()[-1] + 1), None)
        if draft is None or not draft.paragraphs:
            kept.append(index)
            continue
        draft.paragraphs.append(Paragraph([index], caption=True))
        draft.paragraphs.sort(key=lambda paragraph: paragraph.lines[0])
    return kept


def _is_closed(line: Line) -> bool:
    """Tell whether a line above a credit is a sentence of a caption, and nothing that pages carry."""
    long = len(line.folded) >= _SHORTEST_TOLD
    fits = len(line.folded) >= _SHORTEST_CREDITED and (
        ends_sentence(line.folded) or (long and ":" not in line.folded[:8] and line.folded[-1] not in ",;、")
    )
    return fits and furniture_of(line) is None and parse_byline(line.folded, line.text) is None


def give_captions(draft: Draft, lines: Sequence[Line]) -> None:
    """Take the lines that point at a picture, or show one, out of the headline: 题图:…, ▲…, 工人正在检修线路.

    So is the whole headline one where it is a sentence with a credit: a caption above the byline.
    """
    _give_kicker(draft, lines)
    for stack in (draft.head[1:], draft.subtitle):
        for index in [each for each in stack if _is_below_headline(each, draft, lines)]:
            (draft.subtitle if index in draft.subtitle else draft.head).remove(index)
            draft.paragraphs.append(Paragraph([index], caption=True))
    for index in [each for each in draft.head if _is_credited(each, draft, lines)]:
        draft.head.remove(index)
        draft.paragraphs.append(Paragraph([index], caption=True))
    for index in [each for each in draft.credits if points_at_picture(lines[each].folded)]:
        if own_line_credit(lines[index].folded, lines[index].text) is None:
            draft.credits.remove(index)
            draft.paragraphs.append(Paragraph([index], caption=True))
    draft.paragraphs.sort(key=lambda paragraph: paragraph.lines[0])


def _is_below_headline(index: int, draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a line below a headline's first shows a picture: by a word, a day, a place in it, a credit."""
    folded = lines[index].folded
    if points_at_picture(folded) or shows_scene(folded) or places_people(folded):
        return True
    if _NO_CAPTION.match(folded):
        return False
    if (index + 1 in draft.credits and not lines[index].part) or end_credit(folded, lines[index].text) is not None:
        return True
    return "," in folded and dated_opening(folded)


def _give_kicker(draft: Draft, lines: Sequence[Line]) -> None:
    """Make a line right above the headline its kicker that was taken for a caption and ends as no caption does."""
    first = draft.paragraphs[0] if draft.paragraphs and draft.head and not draft.kicker else None
    if first is None or not first.caption or len(first.lines) > 1:
        return
    index = first.lines[0]
    printed_again = (
        index == draft.head[-1] + 1 and index + 1 < len(lines) and _is_headline(lines[index + 1], draft, lines)
    )
    if index != draft.head[0] - 1 and not printed_again:
        return
    line = lines[index]
    if len(line.folded) > _LONGEST_KICKER or line.parts > 1 or not ends_as_title(line):
        return
    draft.kicker.append(draft.paragraphs.pop(0).lines[0])


def _is_headline(line: Line, draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a line is a draft's headline printed again: the head of a page has it too, without its kicker."""
    return squeezed(line.text) == squeezed("".join(lines[index].text for index in draft.head))


def _is_credited(index: int, draft: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a line of a headline is a sentence of clauses that a credit closes."""
    folded = lines[index].folded
    if "。" not in folded or not draft.paragraphs:
        return False
    credit = end_credit(folded, lines[index].text)
    sentence = folded[: credit.start].rstrip() if credit else folded
    if not sentence.endswith("。"):
        return False
    if credit is not None:
        return True
    below = index + 1
    if below in draft.head and places_people(folded):
        return own_line_credit(lines[below].folded, lines[below].text) is not None
    return below in draft.credits and ("," in folded or places_people(folded) or lines[below].part > 0)


def ends_as_title(line: Line) -> bool:
    """Tell whether a line taken for a caption ends as no caption does, and says nothing of a picture."""
    if ends_sentence(line.folded) or points_at_picture(line.folded) or places_people(line.folded):
        return False
    return not shows_scene(line.folded) and end_credit(line.folded, line.text) is None
