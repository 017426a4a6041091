"""Places inside a line where a piece may begin: the line is not the atom of a page."""

from __future__ import annotations

import re

from worker.parsing.recognizers.annotations import Cut, CutKind

_SHORTEST = 8  # characters of a line that may hold two pieces
# 本报讯, 新华社…电 after a sentence, a bracket or a credit. Must NOT match 本报讯 at the line's start, nor 本报记者.
_SOURCE = re.compile(
    r"(?<=[。!?”’)\]】》…摄影图])\s{0,4}(?=[【(〔]?(?:本报|本台|本刊|新华社|中新社)[\u3400-\u9fff0-9·]{0,16}(?:讯|电)[\s(【】]?)"
)


def cuts_of(folded: str) -> tuple[Cut, ...]:
    """Return the offsets inside a line at which a piece may begin, ascending."""
    if len(folded) < _SHORTEST or not ("讯" in folded or "电" in folded):
        return ()
    return tuple(Cut(match.end(), CutKind.SOURCE_LINE) for match in _SOURCE.finditer(folded, 1))
