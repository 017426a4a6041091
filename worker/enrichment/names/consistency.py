"""A name that is sure in one place is found in the others."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from worker.enrichment.names.spans import BY_RULE, Name, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.document.enrichment import MentionKind


_MOST_WORK: Final = 500_000_000  # characters compared; a larger text is no article


def repeat_known(text: str, names: Sequence[Name], known: Iterable[tuple[str, MentionKind]]) -> list[Name]:
    """Return ``names`` with every further place where a known name stands.

    A known name displaces a shorter or crossing one (峡镇, where 金刀峡镇 is known), never a longer one that holds it.

    Args:
        text: Folded text.
        names: What was found so far, without overlaps.
        known: Names that are sure somewhere in the article or issue.
    """
    forms = list(known)
    if len(text) * len(forms) > _MOST_WORK:
        return list(names)
    added: list[Name] = []
    starts = [name.start for name in names]
    for form, kind in forms:
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            holder = bisect.bisect_right(starts, at) - 1
            if holder < 0 or names[holder].end < end:
                added.append(Name(at, end, kind, form, BY_RULE * len(form)))
            at = text.find(form, end)
    return without_overlaps([*names, *added]) if added else list(names)
