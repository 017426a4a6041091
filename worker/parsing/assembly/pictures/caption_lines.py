"""Captions among what was taken for furniture, kickers and headlines: what shows a picture is none of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph, in_order
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


def found_captions(
    drafts: Sequence[Draft], furniture: Sequence[int], lines: Sequence[Line]
) -> tuple[list[Draft], list[int]]:
    """Return the drafts with the furniture in or right below them that points at a picture, and what is left over.

    ▲…, 左图:…; so does a sentence that a credit of the article closes.
    """
    found = [*drafts]
    kept: list[int] = []
    for index in furniture:
        at = next((at for at, each in enumerate(found) if index + 1 in each.credits), None)
        if at is not None and not _is_closed(lines[index]):
            at = None
        if at is None and points_at_picture(lines[index].folded) and len(lines[index].folded) >= _SHORTEST_CAPTION:
            bounds = ((at, each.indices()) for at, each in enumerate(found))
            at = next((at for at, own in bounds if own[0] < index <= own[-1] + 1), None)
        if at is None or not found[at].paragraphs:
            kept.append(index)
        else:
            found[at] = _with_shown(found[at], [index])
    return found, kept


def _with_shown(draft: Draft, shown: Sequence[int]) -> Draft:
    """Return a draft with lines as captions, each where it stands."""
    if not shown:
        return draft
    captions = [Paragraph((index,), caption=True) for index in shown]
    return draft.having(
        subtitle=tuple([index for index in draft.subtitle if index not in shown]),
        head=tuple([index for index in draft.head if index not in shown]),
        paragraphs=in_order((*draft.paragraphs, *captions)),
        credits=tuple([index for index in draft.credits if index not in shown]),
    )


def _is_closed(line: Line) -> bool:
    """Tell whether a line above a credit is a sentence of a caption, and nothing that pages carry."""
    long = len(line.folded) >= _SHORTEST_TOLD
    fits = len(line.folded) >= _SHORTEST_CREDITED and (
        ends_sentence(line.folded) or (long and ":" not in line.folded[:8] and line.folded[-1] not in ",;、")
    )
    return fits and furniture_of(line) is None and parse_byline(line.folded, line.text) is None


def with_captions(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the lines of its headline that point at a picture, or show one, captions: 题图:…, ▲….

    So is the whole headline one where it is a sentence with a credit: a caption above the byline.
    """
    draft = _with_kicker(draft, lines)
    below = (*draft.head[1:], *draft.subtitle)
    draft = _with_shown(draft, [index for index in below if _is_below_headline(index, draft, lines)])
    draft = _with_shown(draft, [index for index in draft.head if _is_credited(index, draft, lines)])
    return _with_shown(draft, [index for index in draft.credits if _only_points(lines[index])])


def _only_points(line: Line) -> bool:
    """Tell whether a line taken for a credit points at a picture, and says nothing of who gave it."""
    return points_at_picture(line.folded) and own_line_credit(line.folded, line.text) is None


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


def _with_kicker(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; a line right above its headline taken for a caption that ends as none does is its kicker."""
    first = draft.paragraphs[0] if draft.paragraphs and draft.head and not draft.kicker else None
    if first is None or not first.caption or len(first.lines) > 1:
        return draft
    index = first.lines[0]
    printed_again = (
        index == draft.head[-1] + 1 and index + 1 < len(lines) and _is_headline(lines[index + 1], draft, lines)
    )
    if index != draft.head[0] - 1 and not printed_again:
        return draft
    line = lines[index]
    if len(line.folded) > _LONGEST_KICKER or line.parts > 1 or not ends_as_title(line):
        return draft
    return draft.having(kicker=(index,), paragraphs=draft.paragraphs[1:])


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
