"""From evidence to costs: how much each role costs each line, in natural units of doubt (a cost of 3 is one in twenty).

The weights are set by hand. They say which evidence outweighs which, and this is the only place where that is decided
for a line by itself; ``junctions`` holds what one line says about the next, ``grammar`` what may follow what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotations import Mark
from worker.parsing.segmentation.affinity import Affinity, pairs_of
from worker.parsing.segmentation.by_hand.transitions import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.wrapping import Geometry
    from worker.parsing.segmentation.by_hand.evidence import Evidence

_S = State
_FAR = 9.0  # beyond this a role is not tried
_LONGEST_HEADLINE = 150  # half-widths
_LONGEST_SUBHEAD = 48
_LONGEST_VERSE = 44
_EDGE = 16  # lines: a masthead is not longer
_HEADLINE_LIKE_BYLINE = {Mark.NONE: 0.0, Mark.PEN_NAME: 0.3, Mark.SURNAMED: 1.5, Mark.MARKED: 5.0}
_BYLINE = {Mark.PEN_NAME: 2.0, Mark.SURNAMED: 0.8, Mark.MARKED: 0.0}
_ELSEWHERE = 1.0  # a pen name stands below its headline
_LEAN = 3.0  # what a headline's words weigh that all stand on the other side of it
_FOREIGN = 1.5  # what they weigh for being there at all: text repeats the words of text around it
_UNRELATED = 1.0  # for sharing nothing with its own text
_HARDLY = 0.06
_WHITE_ABOVE = 2.0
_UNINDENTED = 1.0  # a headline may be as long by chance
_LABEL = 4.0  # a column's label stands above what it labels
_IN_BOX = 3.0  # what speaks for a box's label, and for the headline right below it, being subheads


def emissions(
    lines: Sequence[Line], evidence: Sequence[Evidence], geometry: Geometry, cut: frozenset[int] = frozenset()
) -> list[dict[int, float]]:
    """Return, for each line, the roles worth trying and their costs. The mappings are shared: do not change them.

    Args:
        lines: The lines to label.
        evidence: One for each.
        geometry: Of the page.
        cut: Indices of lines above which furniture or a box was taken out.
    """
    first_text = next((index for index, found in enumerate(evidence) if _is_text(found)), len(lines))
    last_text = next((index for index in range(len(lines) - 1, -1, -1) if _is_text(evidence[index])), -1)
    words = Affinity(lines)
    known: dict[Evidence, tuple[dict[int, float], float]] = {}
    result: list[dict[int, float]] = []
    for index, found in enumerate(evidence):
        shared = known.get(found)
        if shared is None:
            shared = known[found] = _of_evidence(found, geometry), _headline_cost(found, geometry)
        costs, headline = shared
        at_edge = index < min(first_text, _EDGE) or index > max(last_text, len(lines) - _EDGE)
        if headline <= _FAR or at_edge:
            costs = dict(costs)
        if headline <= _FAR:
            above, below = words.of(index)
            costs[_S.HEAD] = headline + (0.0 if found.digest else _strangeness(below, above))
            label = _LABEL * (found.digest or found.column)
            costs[_S.AFTER] = headline + _strangeness(above, below) + _apart(lines, index) + label
        if at_edge and found.byline is not Mark.MARKED and not found.lead:
            costs[_S.WEAK] = _weak_cost(lines, index, first_text, furniture_below=index + 1 in cut)
        result.append(costs)
    return result


def _strangeness(own: float, other: float) -> float:
    """Return what it costs a headline to share its words less with its own text than with that of a neighbour."""
    return _LEAN * max(0.0, other - own) + _FOREIGN * other + (_UNRELATED if own < _HARDLY else 0.0)


def _apart(lines: Sequence[Line], index: int) -> float:
    """Return what white space says against a headline belonging to the text above it: it touches the line below."""
    return _WHITE_ABOVE if lines[index].gap and index + 1 < len(lines) and not lines[index + 1].gap else 0.0


def _is_text(found: Evidence) -> bool:
    return found.lead or found.amid or found.stops > 0 or found.commas > 1 or found.width > _LONGEST_HEADLINE


def _of_evidence(found: Evidence, geometry: Geometry) -> dict[int, float]:
    """Return the costs of all roles but those of headlines and weak furniture."""
    costs: dict[int, float] = {}
    _text_costs(found, geometry, costs)
    if not found.amid:
        _small_costs(found, costs)
    return costs


def _text_costs(found: Evidence, geometry: Geometry, costs: dict[int, float]) -> None:
    """Add the costs of body roles: first line of a paragraph, and a later one; the same for captions and notes."""
    start, later = (0.0, 3.0) if found.row else _shape_costs(found, geometry)
    marked = found.byline is Mark.MARKED
    alone = found.credit or found.tail
    start += -3.0 * found.lead + 4.0 * marked + 5.0 * alone - 2.0 * found.jump_from + 5.0 * found.closing_start
    later += 6.0 * found.lead + 3.0 * marked + 3.0 * alone + 5.0 * found.jump_from + 5.0 * found.note + 2.5 * found.item
    if found.item and (found.full or found.width > 60):  # noqa: PLR2004 - a digest's item is no short line
        start -= 1.0
    if later < _FAR:
        costs[_S.BODY0_ON] = costs[_S.BODY1_ON] = costs[_S.BODY2_ON] = later
        costs[_S.NOTE_ON] = costs[_S.NOTE2_ON] = later + 0.1
    plain = not (found.lead or marked or alone or found.note or found.jump_from)
    if plain:
        costs[_S.CAPTION_ON] = 0.4 + (1.0 if found.beyond else 0.0)
    if found.amid:
        return
    if found.note:
        costs[_S.NOTE] = costs[_S.NOTE2] = 0.0
        return
    costs[_S.BODY0] = costs[_S.BODY2] = start
    if not found.lead:
        costs[_S.BODY1] = start
    if plain:
        short = not found.ended and not found.full and not found.beyond
        ragged = short and not found.unindented and found.width < 30  # noqa: PLR2004 - a broken line
        costs[_S.CAPTION] = 0.5 + 3.0 * found.closing_start + 1.0 * found.indent + 3.0 * ragged


def _shape_costs(found: Evidence, geometry: Geometry) -> tuple[float, float]:
    """Return what the line's width and indent cost it as the first line of a paragraph, and as a later one."""
    start, later = 0.5, 0.2
    if not found.wrapped:
        if found.ended or found.open_end:
            return start, later
        # A paragraph is one line: a short one without an end is a rest that a column break left, or no text.
        short = found.width < 40  # noqa: PLR2004 - half a column
        if short and found.listed:
            return start + 1.0, later + 2.0
        return start + (4.0 if short else 0.3 if found.commas or found.stops else 3.0), later + (2.0 if short else 0.0)
    if geometry.indented and not found.indent:
        start += 1.0 if found.lead or found.item else 4.0
    elif geometry.stripped and not found.indent and found.full:
        start += 2.0
    if found.beyond:
        return start + 2.5, later + 4.0
    if not found.full and not found.ended:
        return start + (_UNINDENTED if found.unindented else 3.0), later + 1.6
    return start + (0.0 if geometry.indented or found.full else 0.5), later


def _headline_cost(found: Evidence, geometry: Geometry) -> float:
    """Return what being a headline costs the line by its form alone."""
    out = found.amid or found.lead or found.credit or found.jump_from or found.note or found.row
    if out or found.width > _LONGEST_HEADLINE:
        return _FAR + 1
    cost = 1.0 + 5.0 * found.stops + 2.0 * found.commas + _HEADLINE_LIKE_BYLINE[found.byline]
    if found.ended:
        cost += 6.0 if found.stop else 0.5
    if found.open_end:
        cost += -0.5 if found.comma else 1.5  # the comma itself is counted above
    if found.wrapped:
        cost += 1.5 if found.full else 0.0
    elif found.width > 76 and found.commas + found.stops:  # noqa: PLR2004 - a long headline has spaces for commas
        cost += 2.0 if found.width <= 100 else 5.0  # noqa: PLR2004 - two lines of a column
    if found.indent:
        cost += 1.0 if geometry.stripped else 3.0
    cost += 6.0 * found.closing_start
    cost += 1.0 * (found.item and not found.series)
    cost += 2.0 * found.numbered + 2.5 * found.box
    cost += 3.0 * (found.signed or found.tail)
    cost += 5.0 * found.credited
    cost += 6.0 * found.jump_to
    cost += 1.5 * found.goes_on
    cost -= 0.5 * found.kicker
    if found.digest:
        return cost - 1.0
    return cost + 1.5 * (found.width <= 6)  # noqa: PLR2004 - three characters


def _small_costs(found: Evidence, costs: dict[int, float]) -> None:
    """Add the costs of bylines, signatures, credits, subheads and verse."""
    if found.byline:
        cost = _BYLINE[found.byline] + (2.0 if found.wrapped and found.full else 0.0)
        unsure = _ELSEWHERE * (found.byline is Mark.PEN_NAME)
        costs[_S.BYLINE] = cost
        costs[_S.BYLINE2] = cost + unsure
        costs[_S.TAIL] = cost + 0.5 + unsure
    if found.tail:
        costs[_S.TAIL] = 0.0
    if found.credit:
        costs[_S.CREDIT] = costs[_S.CREDIT2] = 0.0
    set_apart = found.lead or found.credit or found.note or found.tail or found.jump_to or found.jump_from or found.row
    if set_apart or found.byline is Mark.MARKED:
        return
    # A classical poem has a full stop every other verse.
    if found.width <= _LONGEST_VERSE and not found.full and found.stops <= found.stop:
        costs[_S.VERSE] = (
            0.9 + 1.5 * found.ended + 1.0 * found.numbered + 2.5 * (found.item or found.box or found.series)
        )
    if found.stops:
        return
    marked = found.item or found.numbered
    if found.width <= _LONGEST_SUBHEAD and not found.open_end and not found.closing_start:
        cost = 0.8 + found.commas if marked else 2.2 + 1.5 * found.commas
        cost += 2.0 * found.full + 0.5 * found.ended + 4.0 * found.digest
        cost += 3.0 * found.listed - _IN_BOX * (found.box or (found.boxed and not found.item))
        costs[_S.SUB0] = costs[_S.SUB1] = costs[_S.SUB2] = cost


def _weak_cost(lines: Sequence[Line], index: int, first_text: int, *, furniture_below: bool) -> float:
    """Return what it costs a line at the page's edge to be furniture (a slogan, a paper's name)."""
    clauses = lines[index].folded.split()
    sizes = {len(clause) for clause in clauses}
    cost = 4.0
    if len(clauses) > 1 and max(sizes) <= 10 and max(sizes) - min(sizes) <= 2:  # noqa: PLR2004 - a slogan's beat
        cost -= 2.0 if len(sizes) == 1 else 1.0
    if index == 0 and first_text > 0:
        text = "\n".join(line.folded for line in lines[1:12])[:700]
        pairs = pairs_of(lines[0].folded)
        if pairs and not any(pair in text for pair in pairs):
            cost -= 1.5
        if furniture_below:
            cost -= 2.5
        elif lines[0].number > lines[0].gap + 1:
            cost += 1.0  # the masthead stood above, and was taken out
        if len(lines) > 1 and lines[1].folded.startswith(("—", "--")):
            cost += 3.0  # a subtitle has its headline above it
    return cost
