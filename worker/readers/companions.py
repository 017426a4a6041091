"""Files that belong together: an issue's pages and articles, a METS file's pages, an export's mended records.

Whoever reads a folder or an archive reads those that lead first; what they take in is not read again by itself.
"""

from __future__ import annotations

import re

_LEADING = re.compile(
    r"(?:^|/)(?:(?:node|nbs|layout)[^/]*|(?:page|col|ban)[-_]?\d[^/]*)\.s?html?(?:(?:[?@]|%3f)[^/]*)?$|(?:mets|didl)[^/]{0,255}\.xml$",
    re.IGNORECASE,
)
_LEADING_XML = re.compile(rb"<(?:\w+:)?(?:mets|didl)[\s>]", re.IGNORECASE)
_XML = re.compile(r"\.xml$", re.IGNORECASE)
_MENDED = re.compile(r"\.mended(?:-\d{1,4})?(?=\.[A-Za-z0-9]{1,8}$)", re.IGNORECASE)


def rank(name: str) -> int:
    """Return when a file's turn is among its neighbours: 0 for one that leads, 1 for XML, 2 for any other."""
    if _LEADING.search(name):
        return 0
    return 1 if _XML.search(name) else 2


def leads(name: str, head: bytes) -> bool:
    """Return whether a file says what others are a part of, by its name or its first bytes."""
    return bool(_LEADING.search(name) or _LEADING_XML.search(head))


def mends(name: str) -> str:
    """Return the name of the export whose records a file mends; empty for a file that is none such."""
    return _MENDED.sub("", name) if _MENDED.search(name) else ""
