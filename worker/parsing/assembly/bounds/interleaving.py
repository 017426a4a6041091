"""Articles whose columns alternate: the first half of one, the first half of the next, then both second halves.

A page's text runs column by column, so an article that goes on below a neighbour is cut by it. Its second half then
stands within the neighbour's text, between blank lines. Three things tell it: the first article stopped in
mid-sentence, the part opens in mid-sentence, and it shares its words with the first article rather than with the one
around it.
"""

from __future__ import annotations

import dataclasses
import re
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING, TypeAlias

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.patterns.wordbreaks import breaks_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.wrapping import Geometry
    from worker.parsing.segmentation.observations import Shape

# The paragraphs of an article and of the one below it.
_Moved: TypeAlias = "tuple[list[Paragraph], list[Paragraph]]"

_THRESHOLD = 2.5
_THRESHOLD_FINISHED = 4.5  # the article above was not cut: the words of the part must speak for all
_MOST_CHUNKS = 24
_LEXICAL_WEIGHT = 5.0
_ENOUGH_PAIRS = 5
_THRESHOLD_WITHOUT_GAPS = 3.0
_WORDS_WEIGHT = 2.0
_FEWEST_LINES, _MOST_LINES = 6, 240
# 下转第 / 4版: a jump mark broken at the column's edge.
_JUMP_BEGUN = re.compile(r"[(▲▼►▶]?下转(?:第[a-z0-9一二三四五六七八九十]{0,3})?$")


def untangled(
    drafts: Sequence[Draft], lines: Sequence[Line], evidence: Sequence[Shape], geometry: Geometry
) -> list[Draft]:
    """Return the drafts, parts of one that belong to the article before it moved back to that."""
    spread = _is_spread(lines, evidence)
    found = list(drafts)
    for at in range(len(found) - 1):
        first, second = found[at : at + 2]
        if first.paragraphs and first.paragraphs[-1].verse:  # verses end as they like: no text goes on from them
            moved = _with_verse_back(first, second, lines, evidence)
        else:
            moved = _with_guest_back(first, second, lines, evidence, geometry, spread=spread)
        if moved:
            found[at], found[at + 1] = (
                dataclasses.replace(draft, paragraphs=tuple(paragraphs), interleaved=True)
                for draft, paragraphs in zip((first, second), moved, strict=True)
            )
    return found


def _with_guest_back(
    first: Draft, second: Draft, lines: Sequence[Line], evidence: Sequence[Shape], geometry: Geometry, *, spread: bool
) -> _Moved | None:
    """Return the paragraphs of both where a part of the second goes on from the first; None where nothing moves."""
    short = _stops_short(first, lines, evidence)
    if not first.paragraphs or (spread and not short):
        return None
    chunks = _chunks(second, lines)
    span = None
    if 1 < len(chunks) <= _MOST_CHUNKS:  # own text and a guest
        span = _guest(first, chunks, lines, evidence, geometry)
    if span is None and short and geometry.wrap:
        chunks = [[index] for paragraph in second.paragraphs for index in paragraph.lines]
        span = _guest_without_gaps(first, [chunk[0] for chunk in chunks], lines, evidence, geometry)
    return _moved(first, second, chunks, span, evidence) if span else None


def _with_verse_back(first: Draft, second: Draft, lines: Sequence[Line], evidence: Sequence[Shape]) -> _Moved | None:
    """Give a poem its verses back that stand, below a blank line, amid a sentence of the text below the poem."""
    if first.after or first.tails:
        return None
    for at, (above, paragraph) in enumerate(pairwise(second.paragraphs), 1):
        first_verse = paragraph.lines[0]
        amid = lines[first_verse].gap > 0 and first_verse - 1 in above.lines and not evidence[first_verse - 1].finished
        if not (paragraph.verse and amid) or above.verse or above.subhead or above.caption:
            continue
        below = [*takewhile(lambda each: each.verse, second.paragraphs[at:])]
        rest = _merged([*second.paragraphs[:at], *second.paragraphs[at + len(below) :]], evidence)
        return [*first.paragraphs, *below], rest
    return None


def _is_spread(lines: Sequence[Line], evidence: Sequence[Shape]) -> bool:
    """Tell whether blank lines stand between most paragraphs: then they do not say where a column ends."""
    ends = [index for index in range(1, len(lines)) if evidence[index - 1].finished]
    return 2 * sum(1 for index in ends if lines[index].gap) > len(ends)


def _stops_short(draft: Draft, lines: Sequence[Line], evidence: Sequence[Shape]) -> bool:
    """Tell whether a draft's text ends in mid-sentence, but for one that says that it goes on elsewhere."""
    if not draft.paragraphs:
        return False
    last = draft.paragraphs[-1].lines[-1]
    return not evidence[last].finished and _JUMP_BEGUN.search(lines[last].folded) is None


def _chunks(draft: Draft, lines: Sequence[Line]) -> list[list[int]]:
    """Return the body lines of a draft, cut at blank lines."""
    chunks: list[list[int]] = []
    for paragraph in draft.paragraphs:
        for index in paragraph.lines:
            if not chunks or lines[index].gap:
                chunks.append([])
            chunks[-1].append(index)
    return chunks


def _pairs(lines: Sequence[Line], indices: Sequence[int]) -> set[str]:
    text = "".join(lines[index].folded for index in indices)
    return {text[at : at + 2] for at in range(len(text) - 1) if text[at] > "\u3400" and text[at + 1] > "\u3400"}


def _guest(
    first: Draft,
    chunks: list[list[int]],
    lines: Sequence[Line],
    evidence: Sequence[Shape],
    geometry: Geometry,
) -> tuple[int, int] | None:
    """Return the chunks ``start`` to ``end`` (exclusive) that belong to the article before, or None."""
    before = [index for paragraph in first.paragraphs for index in paragraph.lines]
    if not before or first.after or first.tails:
        return None
    first_open = _stops_short(first, lines, evidence)
    own = _pairs(lines, [*first.head, *before])
    chunk_pairs = [_pairs(lines, chunk) for chunk in chunks]
    best, span = _THRESHOLD if first_open else _THRESHOLD_FINISHED, None
    for start in range(1, len(chunks)):
        host = set().union(*chunk_pairs[:start])
        for end in range(start + 1, len(chunks) + 1):
            score = _link(first_open, lines[before[-1]], lines[chunks[start][0]], evidence[chunks[start][0]], geometry)
            host_open = not evidence[chunks[start - 1][-1]].finished
            guest_closed = evidence[chunks[end - 1][-1]].finished
            score += 1.0 if guest_closed else -4.0
            if end < len(chunks):
                score += 0.5 * _link(
                    host_open, lines[chunks[start - 1][-1]], lines[chunks[end][0]], evidence[chunks[end][0]], geometry
                )
                score += _lexical(set().union(*chunk_pairs[end:]), host, own)
            else:
                score += -4.0 if host_open else -1.0
            score += _lexical(set().union(*chunk_pairs[start:end]), own, host)
            if first_open:
                score += 2.0
            if score > best:
                best, span = score, (start, end)
    return span


def _guest_without_gaps(
    first: Draft, body: list[int], lines: Sequence[Line], evidence: Sequence[Shape], geometry: Geometry
) -> tuple[int, int] | None:
    """Return the run of ``body`` (positions, end exclusive) that goes on from an article that stopped in mid-sentence.

    Without blank lines any line may be the first of the guest, so its words must speak for it.
    """
    if not _FEWEST_LINES <= len(body) <= _MOST_LINES or first.after or first.tails:
        return None
    last = first.paragraphs[-1].lines[-1]
    own = _pairs(lines, [*first.head, *(index for paragraph in first.paragraphs for index in paragraph.lines)])
    shares = [len(pairs & own) / len(pairs) if (pairs := _pairs(lines, [index])) else 0.0 for index in body]
    mean = sum(shares) / len(shares)
    gained = [0.0, *accumulate(share - mean for share in shares)]
    ends = [at for at in range(2, len(body) + 1) if evidence[body[at - 1]].finished]
    best, span = _THRESHOLD_WITHOUT_GAPS, None
    for start in range(1, len(body)):
        above, line = lines[body[start - 1]], lines[body[start]]
        opening = _link(True, lines[last], line, evidence[body[start]], geometry)
        if opening < 0 or breaks_word(above.folded, line.folded):
            continue
        paused = not evidence[body[start - 1]].finished
        for end in ends:
            if end <= start:
                continue
            score = opening + _WORDS_WEIGHT * (gained[end] - gained[start])
            if end < len(body):
                score += 0.5 * _link(paused, above, lines[body[end]], evidence[body[end]], geometry)
            else:
                score -= 4.0 if paused else 1.0
            if score > best:
                best, span = score, (start, end)
    return span


def _link(is_open: bool, last: Line, line: Line, found: Shape, geometry: Geometry) -> float:
    """Return how well a chunk that begins with ``line`` goes on from text that ends with ``last``, open or finished."""
    begins = found.indent or found.opens
    if is_open:
        if begins:
            return -4.0
        return 3.5 if breaks_word(last.folded, line.folded) else 1.5
    if begins or not geometry.indented:
        return 0.0
    return -4.0 if geometry.wrap else 0.0


def _lexical(part: set[str], home: set[str], other: set[str]) -> float:
    """Return -w to w: does ``part`` share its words with ``home`` rather than with ``other``?"""
    only_home, only_other = home - other, other - home
    if not only_home or not only_other:
        return 0.0
    at_home, away = len(part & only_home), len(part & only_other)
    if at_home + away == 0:
        return 0.0
    # The longer text holds more of anything: compare rates.
    home_rate, away_rate = at_home / len(only_home) ** 0.5, away / len(only_other) ** 0.5
    trust = min(1.0, (at_home + away) / _ENOUGH_PAIRS)
    return float(_LEXICAL_WEIGHT * trust * (home_rate - away_rate) / (home_rate + away_rate))


def _moved(
    first: Draft, second: Draft, chunks: list[list[int]], span: tuple[int, int], evidence: Sequence[Shape]
) -> _Moved:
    """Return the paragraphs of both, with the chunks of ``span`` taken off the second."""
    guests = {index for chunk in chunks[span[0] : span[1]] for index in chunk}
    moved: list[Paragraph] = []
    kept: list[Paragraph] = []
    for paragraph in second.paragraphs:
        inside = [index for index in paragraph.lines if index in guests]
        outside = [index for index in paragraph.lines if index not in guests]
        if inside:
            moved.append(paragraph.like(inside))
        if outside:
            before = [index for index in outside if index < min(inside, default=len(evidence))]
            later = outside[len(before) :]
            if before:
                kept.append(paragraph.like(before))
            if later:
                kept.append(paragraph.like(later))
    return _merged([*first.paragraphs, *moved], evidence), _merged(kept, evidence)


def _merged(paragraphs: list[Paragraph], evidence: Sequence[Shape]) -> list[Paragraph]:
    """Join a paragraph that stopped in mid-sentence with the part that goes on."""
    merged: list[Paragraph] = []
    for paragraph in paragraphs:
        last = merged[-1] if merged else None
        if (
            last
            and not (last.subhead or paragraph.subhead or last.verse or paragraph.verse)
            and not (last.caption or paragraph.caption)
            and paragraph.lines[0] != last.lines[-1] + 1
            and not evidence[last.lines[-1]].finished
        ):
            merged[-1] = Paragraph(last.lines + paragraph.lines)
        else:
            merged.append(paragraph)
    return merged
