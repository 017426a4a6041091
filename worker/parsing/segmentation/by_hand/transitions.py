"""The grammar of a page: which role a line may have, which may follow it, and what that costs.

A state is a role within a kind of article, so that the grammar of an article is in the transitions: a headed article is
headline, byline, paragraphs, signature; a headless one opens with its source line and has its headline after it; a
photo story ends with its credit. What lies between the two lines adds to a transition's cost (``junctions``).
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from worker.parsing.segmentation.by_hand.edges import (
    BELOW,
    BREAK,
    FREE,
    HEADLESS,
    HEADLESS_UNSIGNED,
    INSIDE,
    MARKED,
    NEW,
    NEW_HEADLESS,
    NEW_UNSIGNED,
    NEXT_ITEM,
    ON,
    SOURCED,
    UNSOURCED,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class State(IntEnum):
    """Role and context of a line.

    0: in an article with a headline and a source (source line or byline). 1: with a headline but no source yet.
    2: in an article whose headline has not come.
    """

    HEAD = 0  # headline stack above a body
    BYLINE = 1
    NOTE = 2  # editor's note: first line of a paragraph
    NOTE_ON = 3
    BODY0 = 4
    BODY0_ON = 5
    SUB0 = 6
    BODY1 = 7
    BODY1_ON = 8
    SUB1 = 9
    BODY2 = 10
    BODY2_ON = 11
    SUB2 = 12
    TAIL = 13  # signature after the body
    CREDIT = 14
    AFTER = 15  # headline below its body
    BYLINE2 = 16  # byline that opens a headless article
    NOTE2 = 17
    NOTE2_ON = 18
    VERSE = 19
    WEAK = 20  # furniture known only by its place
    CREDIT2 = 21  # credit of a picture without a headline
    CAPTION = 22
    CAPTION_ON = 23


_S = State
BODY_ONS = frozenset({_S.BODY0_ON, _S.BODY1_ON, _S.BODY2_ON, _S.CAPTION_ON})

GOING_ON = BODY_ONS | {_S.NOTE_ON, _S.NOTE2_ON}
ROLES = {
    int(state): name
    for name, members in {
        "headline": (_S.HEAD, _S.AFTER),
        "byline": (_S.BYLINE, _S.BYLINE2, _S.TAIL),
        "note": (_S.NOTE, _S.NOTE2, _S.NOTE_ON, _S.NOTE2_ON),
        "paragraph": (_S.BODY0, _S.BODY1, _S.BODY2, _S.CAPTION),
        "text": tuple(BODY_ONS),
        "subhead": (_S.SUB0, _S.SUB1, _S.SUB2),
        "credit": (_S.CREDIT, _S.CREDIT2),
        "verse": (_S.VERSE,),
        "furniture": (_S.WEAK,),
    }.items()
    for state in members
}
_Rule = tuple[float, int]
TRANSITIONS: dict[int, dict[int, _Rule]] = {}


def _allow(before: Sequence[State], after: Sequence[State], cost: float, junction: int) -> None:
    for old in before:
        row = TRANSITIONS.setdefault(int(old), {})
        for new in after:
            row[int(new)] = (cost, junction)


START = -1
_CLOSED0 = (_S.BODY0, _S.BODY0_ON)
_CLOSED1 = (_S.BODY1, _S.BODY1_ON)
_CLOSED2 = (_S.BODY2, _S.BODY2_ON)

# The opening of the page.
TRANSITIONS[START] = {
    int(_S.HEAD): (0.0, FREE),
    int(_S.WEAK): (0.0, FREE),
    int(_S.BODY2): (3.0, FREE),
    int(_S.BYLINE2): (3.0, FREE),
    int(_S.NOTE2): (2.0, FREE),
}
_allow([_S.WEAK], [_S.HEAD, _S.WEAK], 0.0, FREE)
_allow([_S.WEAK], [_S.BODY2, _S.NOTE2], 2.0, HEADLESS)
_allow([_S.WEAK], [_S.BYLINE2], 3.0, FREE)
# A headline stack and what follows it.
_allow([_S.HEAD], [_S.HEAD], 0.6, FREE)
_allow([_S.HEAD], [_S.BYLINE, _S.NOTE], 0.0, FREE)
_allow([_S.HEAD], [_S.BODY0], 0.0, SOURCED)
_allow([_S.HEAD], [_S.BODY1], 1.0, BELOW)
_allow([_S.HEAD], [_S.SUB1], 2.5, MARKED)
_allow([_S.HEAD], [_S.CREDIT], 1.0, FREE)
_allow([_S.HEAD], [_S.VERSE], 4.5, BELOW)
_allow([_S.BYLINE], [_S.BODY0], 0.0, FREE)
_allow([_S.BYLINE], [_S.VERSE], 1.0, FREE)
_allow([_S.BYLINE], [_S.SUB0], 2.0, FREE)
_allow([_S.BYLINE], [_S.NOTE], 0.5, FREE)
_allow([_S.BYLINE], [_S.BYLINE], 2.0, FREE)
_allow([_S.BYLINE], [_S.HEAD], 6.0, FREE)
_allow([_S.NOTE, _S.NOTE_ON], [_S.NOTE_ON], 0.0, ON)
_allow([_S.NOTE, _S.NOTE_ON], [_S.BODY0, _S.SUB0], 0.3, FREE)
_allow([_S.NOTE, _S.NOTE_ON], [_S.BYLINE], 0.0, FREE)
_allow([_S.NOTE, _S.NOTE_ON], [_S.HEAD], 5.0, BREAK)
_allow([_S.NOTE2, _S.NOTE2_ON], [_S.NOTE2_ON], 0.0, ON)
_allow([_S.NOTE2, _S.NOTE2_ON], [_S.BODY2, _S.BYLINE2], 0.3, FREE)
_allow([_S.NOTE2, _S.NOTE2_ON], [_S.HEAD], 3.0, BREAK)
# Within a body.
for _first, _next, _sub in (
    (_S.BODY0, _S.BODY0_ON, _S.SUB0),
    (_S.BODY1, _S.BODY1_ON, _S.SUB1),
    (_S.BODY2, _S.BODY2_ON, _S.SUB2),
):
    _allow([_first, _next], [_next], 0.0, ON)
    _allow([_first, _next], [_first], 0.0, BREAK)
    _allow([_first, _next], [_sub], 0.5, BREAK)
    _allow([_sub], [_first], 0.0, INSIDE)
    _allow([_sub], [_sub], 4.0, FREE)
_allow([_S.VERSE], [_S.VERSE], 0.0, FREE)
# A poem set between two halves of a story, and the story between two halves of the poem.
_allow([_S.VERSE], [_S.BODY0_ON], 3.0, FREE)
_allow([_S.VERSE], [_S.BODY0], 4.0, FREE)
_allow([_S.BODY0, _S.BODY0_ON], [_S.VERSE], 4.5, BREAK)
# The end of an article.
_allow(_CLOSED0, [_S.TAIL], 1.5, BREAK)
_allow(_CLOSED1, [_S.TAIL], 0.0, BREAK)
_allow(_CLOSED2, [_S.TAIL], 2.0, BREAK)
_allow([_S.VERSE], [_S.TAIL], 1.0, FREE)
_allow(_CLOSED0, [_S.CREDIT], 2.0, BREAK)
_allow(_CLOSED1, [_S.CREDIT], 0.0, BREAK)
_allow(_CLOSED2, [_S.CREDIT2], 0.5, BREAK)
_allow([_S.CREDIT, _S.CREDIT2, _S.TAIL], [_S.CREDIT], 1.5, FREE)
_allow([_S.CREDIT], [_S.BODY0], 3.0, BREAK)
_allow([_S.CREDIT], [_S.BYLINE], 3.0, FREE)
_allow([_S.TAIL], [_S.TAIL], 2.0, FREE)
_allow([_S.TAIL], [_S.BODY1], 0.5, NEXT_ITEM)  # each item of a digest may be signed below it
# A photo story: its caption comes right below the headline, and the credit closes it.
_allow([_S.HEAD], [_S.CAPTION], 1.0, BELOW)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.CAPTION_ON], 0.0, ON)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.CAPTION], 0.5, BREAK)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.CREDIT], 0.0, FREE)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.HEAD], 0.0, NEW_UNSIGNED)
_allow([_S.CREDIT], [_S.CAPTION], 2.0, FREE)
# The next article, with its headline first.
_allow(_CLOSED0, [_S.HEAD], 0.0, NEW)
_allow(_CLOSED1, [_S.HEAD], 0.0, NEW_UNSIGNED)
_allow(_CLOSED2, [_S.HEAD], 3.0, NEW)
_allow([_S.TAIL, _S.CREDIT, _S.CREDIT2, _S.VERSE], [_S.HEAD], 0.0, FREE)
_allow([_S.AFTER], [_S.HEAD], 0.3, FREE)
# The next article, headless.
_allow(_CLOSED0, [_S.BODY2, _S.BYLINE2, _S.NOTE2], 2.0, NEW_HEADLESS)
_allow(_CLOSED1, [_S.BODY2, _S.BYLINE2, _S.NOTE2], 2.0, HEADLESS_UNSIGNED)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.BODY2, _S.BYLINE2, _S.NOTE2], 2.0, HEADLESS_UNSIGNED)
_allow(_CLOSED2, [_S.BYLINE2, _S.NOTE2], 5.0, NEW_HEADLESS)
_allow([_S.TAIL, _S.CREDIT, _S.CREDIT2, _S.AFTER, _S.VERSE], [_S.BODY2, _S.BYLINE2, _S.NOTE2], 1.5, HEADLESS)
_allow([_S.BYLINE2], [_S.BODY2], 0.0, UNSOURCED)
# A byline above its headline: a column's edge or the order of the page's boxes put it there.
_allow([_S.BYLINE2], [_S.HEAD], 2.5, FREE)
# A headline below its body.
_allow(_CLOSED2, [_S.AFTER], 0.0, NEW)
_allow([_S.TAIL], [_S.AFTER], 0.5, FREE)
_allow([_S.AFTER], [_S.AFTER], 0.6, FREE)
_allow([_S.CREDIT2], [_S.AFTER], 2.0, FREE)
# The close of the page.
_allow(
    [
        *_CLOSED0,
        *_CLOSED1,
        *_CLOSED2,
        _S.CAPTION,
        _S.CAPTION_ON,
        _S.TAIL,
        _S.CREDIT,
        _S.CREDIT2,
        _S.AFTER,
        _S.VERSE,
        _S.WEAK,
        _S.HEAD,
    ],
    [_S.WEAK],
    1.0,
    FREE,
)
PREDECESSORS: dict[int, tuple[tuple[int, float, int], ...]] = {
    int(new): tuple((old, *row[int(new)]) for old, row in TRANSITIONS.items() if int(new) in row) for new in State
}
END_COST: dict[int, float] = {
    int(_S.HEAD): 3.0,
    int(_S.BYLINE): 4.0,
    int(_S.NOTE): 3.0,
    int(_S.CAPTION): 3.0,
    int(_S.CAPTION_ON): 3.0,
    int(_S.BODY1): 2.0,
    int(_S.BODY1_ON): 2.0,
    int(_S.BODY2): 3.0,
    int(_S.BODY2_ON): 3.0,
    int(_S.BYLINE2): 4.0,
}
CLOSED_BY_MARK = frozenset({int(_S.BODY1), int(_S.BODY1_ON), int(_S.CAPTION), int(_S.CAPTION_ON)})
