"""The parts of a headline's stack that were taken for furniture: the kicker above it, the subtitle below it.

The line right above a headline whose words the text repeats, or that ends as kickers do; the lines around a second
printing of it; a line below it that opens with a dash. And the title further up of which the text repeats more than of
the headline: that was its subtitle, or no part of it (the words of a player, 播放 老桥通车).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from worker.lexicon.characters import HAN
from worker.parsing.assembly.headlines.deck_lines import DASH, goes_on, is_kicker
from worker.parsing.assembly.headlines.unclaimed_lines import (
    FEWEST_PAIRS,
    folded_text,
    is_title,
    is_unknown,
    lines_above,
    names_section,
    pairs_repeated,
)
from worker.parsing.patterns.spacing import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

# A title far above a headline: how many lines above the text, of how much text, pairs and their share that it repeats.
_FARTHEST, _WHOLE_TEXT = 16, 2000
_FEWEST_REPEATED, _LEAST_REPEATED = 5, 0.5
# A part of a stack right above a headline: characters, the share of its pairs that the text repeats, blanks within.
_SHORTEST_PART, _PART_REPEATED, _MOST_BLANKS = 9, 0.25, 1
# Such a part by its form: two clauses of nearly one length; above a headline with a subtitle one clause as well.
_EVEN_CLAUSES, _MOST_UNEVEN = re.compile(rf"[{HAN}]{{4,8}} [{HAN}]{{4,8}}"), 2
_ONE_CLAUSE: Final = re.compile(rf"[{HAN}]{{6,16}}")
_POINT: Final = re.compile(r"[◎●◆■★▲◇○□]\s{0,3}(?=\S)")  # the sign of a title on a page of several


def retitled_from_above(draft: Draft, left: frozenset[int], view: PageView) -> Draft:
    """Return a draft with the title above its headline of which its text repeats more words; itself where none is.

    What was its headline is its subtitle then where the text repeats that as well, and else no part of it.
    """
    first = draft.indices()[0]
    if first - 1 not in left:
        return draft
    stack = sorted(draft.stack)
    told = "\n".join(folded_text(paragraph.lines, view) for paragraph in draft.paragraphs)[:_WHOLE_TEXT]
    head = folded_text(stack, view)
    most = 0
    best: list[int] = []
    own = -1
    for line in lines_above(first, _FARTHEST, left, view):
        if not is_unknown(line[0], view) or not is_title(line, view):
            continue
        if own < 0:
            own = pairs_repeated(head, told)[0]
        if own >= FEWEST_PAIRS and line[-1] == stack[0] - 1:
            continue  # a part of the stack
        title = folded_text(line, view)
        found, pairs = pairs_repeated(title, told)
        if found < _FEWEST_REPEATED or found < _LEAST_REPEATED * pairs or _is_within(title, head):
            continue
        if found > max(most, own):
            best, most = line, found
    if not best:
        return draft
    return draft.having(kicker=(), head=tuple(best), subtitle=tuple(stack) if own >= FEWEST_PAIRS else ())


def with_part_above(draft: Draft, left: frozenset[int], view: PageView) -> Draft:
    """Return a draft with the line right above its headline that was left out: a kicker, the headline of a subtitle.

    It ends as kickers do, the text repeats words of it, or it has a kicker's form (冰封江面 雪埋界碑); above it stands
    nothing that is unknown, as in a list, unless its form and a dashed subtitle tell.
    """
    first = draft.indices()[0]
    bare = draft.head and draft.paragraphs and not draft.kicker and first in {*draft.head, *draft.subtitle}
    above = list(islice(lines_above(first, 2, left, view), 2)) if bare else []
    if not above or not _is_unknown_or_pointed(above[0], view) or not is_title(above[0], view):
        return draft
    line = tuple(above[0])
    text, head = folded_text(above[0], view), folded_text(draft.head, view)
    told = "\n".join(folded_text(paragraph.lines, view) for paragraph in draft.paragraphs)[:_WHOLE_TEXT]
    even = _EVEN_CLAUSES.fullmatch(text) is not None and _is_even(*text.split())
    listed = len(above) > 1 and is_unknown(above[1][0], view) and not names_section(above[1], told, view)
    if listed and not (even and any(DASH.match(view.pieces[index].folded) for index in draft.subtitle)):
        return draft
    if _POINT.match(text) and pairs_repeated(text, told)[0] >= FEWEST_PAIRS:
        return draft.having(head=line, subtitle=draft.head + draft.subtitle)
    found, pairs = pairs_repeated(text, told)
    repeated = len(text) >= _SHORTEST_PART and found >= max(FEWEST_PAIRS, _PART_REPEATED * pairs)
    plain = even or (draft.subtitle and _ONE_CLAUSE.fullmatch(text))
    if not (repeated or plain or is_kicker(text)) or text.count(" ") > _MOST_BLANKS or _is_within(text, head):
        return draft
    if goes_on(text, head) and not draft.subtitle:
        return draft.having(head=line, subtitle=draft.head)
    return draft.having(kicker=line)


def _is_even(first: str, second: str) -> bool:
    return abs(len(first) - len(second)) <= _MOST_UNEVEN


def _is_unknown_or_pointed(line: Sequence[int], view: PageView) -> bool:
    """Return whether nothing is known of a line, but that it opens with a sign, as titles do on a page of several."""
    first = line[0]
    if _POINT.match(view.pieces[first].folded) and "。" not in folded_text(line, view):
        alone = first not in view.outside and view.line_of[first] not in view.repeated
        return alone and all(is_unknown(index, view) for index in line[1:])
    return all(is_unknown(index, view) for index in line)


def with_dashed_line_below(draft: Draft, left: frozenset[int], view: PageView) -> Draft:
    """Return a draft with the line right below its headline that was left out and opens with a dash: its subtitle."""
    below = draft.head[-1] + 1 if draft.head and not draft.subtitle else -1
    if below not in left or view.pieces[below].part or DASH.match(view.pieces[below].folded) is None:
        return draft
    line = [at for at in range(below, len(view.pieces)) if view.line_of[at] == view.line_of[below]]
    if left.issuperset(line) and all(is_unknown(index, view) for index in line) and is_title(line, view):
        return draft.having(subtitle=tuple(line))
    return draft


def _is_within(title: str, head: str) -> bool:
    """Return whether one is printed within the other: a title that stands twice, whole or in part."""
    first, second = squeeze(title), squeeze(head)
    return first in second or second in first
