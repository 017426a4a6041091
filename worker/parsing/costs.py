"""From evidence to costs: how much each role costs each line, in units of about one bit of doubt.

The weights are set by hand: they say which evidence outweighs which, and are the only place where that is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.labelling import State
from worker.parsing.people import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.evidence import Evidence
    from worker.parsing.geometry import Geometry
    from worker.parsing.lines import Line

_S = State
_FAR = 9.0  # beyond this a role is not tried
_WINDOW_LINES = 14
_WINDOW_CHARACTERS = 420
_LONGEST_HEADLINE = 150  # half-widths
_LONGEST_SUBHEAD = 48
_LONGEST_VERSE = 44
_HEADLINE_LIKE_BYLINE = {Mark.NONE: 0.0, Mark.PEN_NAME: 0.3, Mark.SURNAMED: 1.5, Mark.MARKED: 5.0}
_BYLINE = {Mark.PEN_NAME: 2.0, Mark.SURNAMED: 0.8, Mark.MARKED: 0.0}


def affinity(lines: Sequence[Line], evidence: Sequence[Evidence], index: int) -> tuple[float, float]:
    """Return the share of a line's character pairs found in the text above and below it, 0 to 1 each.

    A headline repeats words of its own body, which tells on which side of it the body stands.
    """
    folded = lines[index].folded
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
    pairs = {pair for pair in pairs if pair.isalnum()}
    if not pairs:
        return 0.0, 0.0
    above = _window(lines, evidence, index, -1)
    below = _window(lines, evidence, index, 1)
    return (
        sum(1 for pair in pairs if pair in above) / len(pairs),
        sum(1 for pair in pairs if pair in below) / len(pairs),
    )


def _window(lines: Sequence[Line], evidence: Sequence[Evidence], index: int, step: int) -> str:
    """Return the text on one side, up to the next line that looks like a headline beyond some text."""
    parts: list[str] = []
    size = 0
    at = index + step
    while 0 <= at < len(lines) and size < _WINDOW_CHARACTERS and abs(at - index) <= _WINDOW_LINES:
        folded = lines[at].folded
        parts.append(folded[:_WINDOW_CHARACTERS] if step > 0 else folded[-_WINDOW_CHARACTERS:])
        size += len(parts[-1])
        at += step
    return "\n".join(parts if step > 0 else parts[::-1])


def emissions(
    lines: Sequence[Line], evidence: Sequence[Evidence], geometry: Geometry, cut: frozenset[int] = frozenset()
) -> list[dict[int, float]]:
    """Return, for each line, the roles worth trying and their costs.

    Args:
        lines: The lines to label.
        evidence: One for each.
        geometry: Of the page.
        cut: Indices of lines above which furniture or a box was taken out.
    """
    first_text = next((index for index, found in enumerate(evidence) if _is_text(found, lines[index])), len(lines))
    last_text = next((index for index in range(len(lines) - 1, -1, -1) if _is_text(evidence[index], lines[index])), -1)
    result: list[dict[int, float]] = []
    for index, (line, found) in enumerate(zip(lines, evidence, strict=True)):
        costs: dict[int, float] = {}
        _text_costs(line, found, geometry, costs)
        _headline_costs(lines, evidence, index, geometry, costs)
        _small_costs(line, found, geometry, costs)
        if index < first_text or index > last_text:
            costs[_S.WEAK] = _weak_cost(lines, index, first_text, furniture_below=index + 1 in cut)
        result.append(costs)
    return result


def _is_text(found: Evidence, line: Line) -> bool:
    return found.lead or found.ended and (found.stops > 0 or found.commas > 1) or line.width > _LONGEST_HEADLINE


def _text_costs(line: Line, found: Evidence, geometry: Geometry, costs: dict[int, float]) -> None:
    """Add the costs of body roles: first line of a paragraph, and a later one."""
    start, later = 0.5, 0.2
    if geometry.wrap:
        if geometry.indented and not found.indent:
            start += 1.0 if found.lead or found.item else 4.0
        elif geometry.stripped and not found.indent and found.full:
            start += 2.0
        if found.beyond:
            start += 2.5
            later += 4.0
        elif not found.full:
            if not found.ended:
                start += 3.0
                later += 1.6
            elif not geometry.indented:
                start += 0.5
    elif not found.ended and not found.open_end:
        if line.width < 40:  # noqa: PLR2004 - no paragraph is one short line without an end
            start += 4.0
        else:
            start += 0.3 if found.commas or found.stops else 1.5
        if line.width < 40:  # noqa: PLR2004
            later += 2.0
    if not (found.lead or found.byline is Mark.MARKED or found.credit or found.tail or found.note or found.jump_from):
        caption = 0.5 + (3.0 if found.closing_start else 0.0) + (1.0 if found.indent else 0.0)
        if not found.ended and not found.full and not found.beyond and line.width < 30:  # noqa: PLR2004
            caption += 3.0
        costs[_S.CAPTION] = caption
        costs[_S.CAPTION_ON] = 0.4 + (1.0 if found.beyond else 0.0)
    if found.lead:
        start -= 3.0
        later += 6.0
    if found.byline is Mark.MARKED:
        start += 4.0
        later += 3.0
    if found.credit or found.tail:
        start += 5.0
        later += 3.0
    if found.note:
        start += 4.0
        later += 5.0
    if found.jump_from:
        start -= 2.0
        later += 5.0
    if found.item:
        later += 2.5
        start -= 1.0 if line.width > 60 or found.full else 0.0  # noqa: PLR2004 - a digest's item
    if found.closing_start:
        start += 5.0
    if not found.note:
        for state in (_S.BODY0, _S.BODY2) if found.lead else (_S.BODY0, _S.BODY1, _S.BODY2):
            costs[state] = start
    else:
        costs[_S.NOTE] = costs[_S.NOTE2] = 0.0
    if later < _FAR:
        costs[_S.BODY0_ON] = costs[_S.BODY1_ON] = costs[_S.BODY2_ON] = later
        costs[_S.NOTE_ON] = costs[_S.NOTE2_ON] = later + 0.1


def _headline_costs(
    lines: Sequence[Line], evidence: Sequence[Evidence], index: int, geometry: Geometry, costs: dict[int, float]
) -> None:
    line, found = lines[index], evidence[index]
    if found.lead or found.credit or line.width > _LONGEST_HEADLINE or found.jump_from or found.note:
        return
    cost = 1.0 + 5.0 * found.stops + 2.0 * found.commas
    if found.ended:
        cost += 6.0 if line.folded[-1] == "。" else 0.5
    if found.open_end:
        cost += -0.5 if line.folded[-1] == "," else 1.5
    if geometry.wrap:
        if found.full:
            cost += 1.5
    elif line.width > 76 and found.commas + found.stops:  # noqa: PLR2004 - a long headline has spaces for commas
        cost += 2.0 if line.width <= 100 else 5.0  # noqa: PLR2004
    if found.indent:
        cost += 1.0 if geometry.stripped else 3.0
    cost += _HEADLINE_LIKE_BYLINE[found.byline]
    if found.closing_start:
        cost += 6.0
    if found.item and not found.series:
        cost += 1.0
    if found.numbered:
        cost += 2.0
    if found.signed or found.tail:
        cost += 3.0
    if found.credited:
        cost += 5.0
    if found.jump_to:
        cost += 6.0
    if found.goes_on:
        cost += 1.5
    if found.kicker:
        cost -= 0.5
    if line.width <= 6:  # noqa: PLR2004 - three characters
        cost += 1.5
    if cost > _FAR:
        return
    above, below = affinity(lines, evidence, index)
    lean = 3.0 * (below - above)
    costs[_S.HEAD] = cost - min(0.0, lean)
    costs[_S.AFTER] = cost + max(0.0, lean)


def _small_costs(line: Line, found: Evidence, geometry: Geometry, costs: dict[int, float]) -> None:
    """Add the costs of bylines, signatures, credits, subheads and verse."""
    if found.byline:
        cost = _BYLINE[found.byline]
        if geometry.wrap and found.full:
            cost += 2.0
        costs[_S.BYLINE] = costs[_S.BYLINE2] = cost
        costs[_S.TAIL] = cost + 0.5
    if found.tail:
        costs[_S.TAIL] = 0.0
    if found.credit:
        costs[_S.CREDIT] = costs[_S.CREDIT2] = 0.0
    plain = not (found.lead or found.credit or found.stops or found.note or found.tail or found.byline is Mark.MARKED)  # noqa: PLR2004
    if plain and line.width <= _LONGEST_SUBHEAD and not found.open_end and not found.closing_start:
        cost = 3.0 + 1.5 * found.commas
        if found.item or found.numbered:
            cost = 0.8 + found.commas
        if found.ended:
            cost += 3.0 if line.folded[-1] == "。" else 0.5
        if found.full:
            cost += 2.0
        costs[_S.SUB0] = costs[_S.SUB1] = costs[_S.SUB2] = cost
    if plain and line.width <= _LONGEST_VERSE and not found.full:
        costs[_S.VERSE] = 0.9 + (1.5 if found.ended else 0.0) + (1.0 if found.item or found.numbered else 0.0)


def _weak_cost(lines: Sequence[Line], index: int, first_text: int, *, furniture_below: bool) -> float:
    """Return what it costs a line at the page's edge to be furniture (a slogan, a paper's name)."""
    folded = lines[index].folded
    clauses = folded.split()
    cost = 4.0
    sizes = {len(clause) for clause in clauses}
    if len(clauses) > 1 and max(sizes) <= 10 and max(sizes) - min(sizes) <= 2:  # noqa: PLR2004 - a slogan's beat
        cost -= 1.0
        if len(sizes) == 1:
            cost -= 1.0
    if index < first_text and index == 0:
        text = "\n".join(line.folded for line in lines[index + 1 : index + 12])[:700]
        pairs = {folded[at : at + 2] for at in range(len(folded) - 1) if folded[at : at + 2].isalnum()}
        if pairs and not any(pair in text for pair in pairs):
            cost -= 1.5
        if furniture_below:
            cost -= 2.5
    return cost
