"""A name that is sure in one place is found in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.enrichment.names.spans import BY_RULE, Name, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.models import MentionKind


def repeat_known(text: str, names: Sequence[Name], known: Iterable[tuple[str, MentionKind]]) -> list[Name]:
    """Return ``names`` with every further place where a known name stands.

    A known name displaces a shorter or crossing one (峡镇, where 金刀峡镇 is known), never a longer one that holds it.

    Args:
        text: Folded text.
        names: What was found so far, without overlaps.
        known: Names that are sure somewhere in the article or issue.
    """
    added: list[Name] = []
    for form, kind in known:
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            if not any(name.start <= at and end <= name.end for name in names):
                added.append(Name(at, end, kind, form, BY_RULE * len(form)))
            at = text.find(form, end)
    return without_overlaps([*names, *added]) if added else list(names)
