"""A story that jumps to another page (下转第3版), where that page is a file of its own: its halves link to each other.

The halves stay articles of their own units, and nothing of the other is stored in either: which belong together is seen
when one is read. So a page is replaced whole, and a half that comes later, or goes, is found or missed at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("id", "page", "kicker", "headline", "jump_to", "jump_from")
"""What must be known of the articles of an issue."""


class Continuations(NamedTuple):
    """The articles that one comes from and goes on in; None where there is none."""

    continued_from: Mapping[str, Any] | None = None
    continued_on: Mapping[str, Any] | None = None


def whole_body(first: str, second: str) -> str:
    """Return the text of a story whose halves are articles of two files, a paragraph a line."""
    from worker.parsing.assembly.bounds.jumps import joined_paragraphs  # noqa: PLC0415 - as above

    return "\n".join(joined_paragraphs(first.splitlines(), second.splitlines()))


def continuations(document: Mapping[str, Any], issue: Sequence[Mapping[str, Any]]) -> Continuations:
    """Return the other halves of an article.

    Args:
        document: The article.
        issue: All articles of its issue with their ``FIELDS``.
    """
    if not issue:
        return Continuations()
    from worker.parsing.assembly.bounds.jumps import Half, second_half  # noqa: PLC0415 - the parser is large; few stories jump

    def half(one: Mapping[str, Any]) -> Half:
        title = f"{one.get('kicker') or ''}{one.get('headline') or ''}"
        return Half(one.get("page") or "", one.get("jump_to") or "", one.get("jump_from") or "", title)

    def goes_on_in(first: Mapping[str, Any]) -> Mapping[str, Any] | None:
        others = [one for one in issue if one["id"] != first["id"]]
        found = second_half(half(first), [half(one) for one in others])
        return others[found] if found is not None else None

    firsts = [one for one in issue if one["id"] != document["id"] and one.get("jump_to")]
    before = next(
        (
            first
            for first in (firsts if document.get("jump_from") else ())
            if (on := goes_on_in(first)) is not None and on["id"] == document["id"]
        ),
        None,
    )
    return Continuations(before, goes_on_in(document))
