"""Every line accounted for: runs of lines with one role become blocks, and what belongs to none is counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.document.issue import Block, BlockType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.document.issue import Article
    from worker.parsing.layout.lines import Line


@dataclass(frozen=True, slots=True)
class Role:
    """What a line is, of which article (by ordinal; None: of none), and how sure that is, 0 to 1."""

    type: BlockType
    article: int | None = None
    confidence: float = 1.0


_NONE: Final = Role(BlockType.UNASSIGNED, None, 0.0)


def blocks_of(pieces: Sequence[Line], roles: Mapping[int, Role]) -> tuple[Block, ...]:
    """Return the blocks of a file: each visible piece in exactly one; a blank line ends a block.

    Args:
        pieces: The visible lines, or the pieces of them, in order.
        roles: By key; a piece without one is unassigned.
    """
    blocks: list[Block] = []
    run: list[Line] = []
    current = _NONE
    for piece in pieces:
        role = roles.get(piece.key, _NONE)
        same = role.type is current.type and role.article == current.article
        if run and not (same and piece.number <= run[-1].number + 1):
            blocks.append(_block(run, current))
            run = []
        if not run:
            current = role
        run.append(piece)
    if run:
        blocks.append(_block(run, current))
    return tuple(blocks)


def _block(run: Sequence[Line], role: Role) -> Block:
    text = run[0].raw
    for above, piece in pairwise(run):
        text += piece.raw if piece.number == above.number else f"\n{piece.raw}"
    return Block(role.type, run[0].number, run[-1].number, text, role.article, role.confidence)


def coverage_of(pieces: Sequence[Line], roles: Mapping[int, Role]) -> float:
    """Return the share of the visible characters that stand in a block other than unassigned."""
    total = sum(len(piece.text) for piece in pieces)
    lost = sum(len(piece.text) for piece in pieces if roles.get(piece.key, _NONE).type is BlockType.UNASSIGNED)
    return round(1 - lost / total, 4) if total else 1.0


def confidence_of(articles: Sequence[Article]) -> float:
    """Return the mean confidence of ``articles``, weighted by length."""
    weights = [article.characters + 1 for article in articles]
    if not weights:
        return 0.0
    total = sum(article.confidence * weight for article, weight in zip(articles, weights, strict=True))
    return round(total / sum(weights), 4)
