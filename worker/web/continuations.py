"""A story that jumps to another page (下转第3版), where that page is a file of its own: its halves link to each other.

The halves stay articles of their own units, and nothing of the other is stored in either: which belong together is seen
when one is read. So a page is replaced whole, and a half that comes later, or goes, is found or missed at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from worker.parsing.assembly.jumps import Half, second_half

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("id", "page", "kicker", "headline", "jump_to", "jump_from")
"""What must be known of the articles of an issue."""


class Continuations(NamedTuple):
    """The articles that one comes from and goes on in; None where there is none."""

    continued_from: Mapping[str, Any] | None = None
    continued_on: Mapping[str, Any] | None = None


def continuations(document: Mapping[str, Any], issue: Sequence[Mapping[str, Any]]) -> Continuations:
    """Return the other halves of an article.

    Args:
        document: The article.
        issue: All articles of its issue with their ``FIELDS``.
    """
    others = [one for one in issue if one["id"] != document["id"]]
    on = second_half(_half(document), [_half(one) for one in others])
    before = next(
        (
            first
            for first in others
            if document.get("jump_from")
            and first.get("jump_to")
            and _follows(first, document, [one for one in issue if one["id"] != first["id"]])
        ),
        None,
    )
    return Continuations(before, others[on] if on is not None else None)


def _follows(first: Mapping[str, Any], document: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> bool:
    found = second_half(_half(first), [_half(one) for one in others])
    return found is not None and others[found]["id"] == document["id"]


def _half(document: Mapping[str, Any]) -> Half:
    title = f"{document.get('kicker') or ''}{document.get('headline') or ''}"
    return Half(document.get("page") or "", document.get("jump_to") or "", document.get("jump_from") or "", title)
