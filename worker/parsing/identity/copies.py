"""Marks that browsers, file managers, sync clients and editors put on a copy's name: no paper, date or page.

All patterns run on folded names (small letters, half width, simplified). A number in brackets without a leading zero is
a copy's count (``01版 (2)``); ``(05)`` and ``(05版)`` are page labels.
"""

from __future__ import annotations

import re
from typing import Final

_COPY: Final = r"副本|复件|拷贝|复制|复本|備分|备份|コピー|копия"
_LATIN_COPY: Final = r"copy|copies|kopie|copie|copia|copia|cópia|kopia|kopi|kópia|backup|bak"
_CONFLICT: Final = r"冲突|conflict"
_COUNT: Final = r"(?:\s{0,2}(?:\(\d{1,3}\)|[-_]?\d{1,3}))?"
_ENDINGS = (
    # A count: 01版 (1), 01版[2]; not 20231027(05) or 北碚报(2023)
    re.compile(r"\s{0,3}(?:\([1-9]\d?\)|\[[1-9]\d?\])$"),
    # In brackets: 副本, 冲突的副本 2023-11-03, office's conflicted copy 2023-11-03, another copy, SFConflict ...
    re.compile(rf"\s{{0,3}}[(\[][^()\[\]]{{0,60}}(?:{_COPY}|{_LATIN_COPY}|{_CONFLICT})[^()\[\]]{{0,60}}[)\]]$"),
    # " - 副本", "_副本2", "的副本", " 拷贝 2", "的冲突副本"
    re.compile(rf"[\s_\-—.]{{0,4}}(?:的\s?)?(?:冲突(?:的)?\s?)?(?:{_COPY}){_COUNT}$"),
    # " - Copy", " copy 2", "_copy1", "-kopie"
    re.compile(rf"[\s_\-—.]{{1,4}}(?:{_LATIN_COPY}){_COUNT}$"),
    re.compile(rf"(?<=[^a-z\s_\-.])(?:{_LATIN_COPY}){_COUNT}$"),  # 01版copy
    # ".sync-conflict-20231103-101112-ABC1234", "_conflict-20231103-101112", "_冲突文件_20231103"
    re.compile(rf"[\s._\-]{{1,2}}(?:sync-?)?(?:{_CONFLICT})[^/]{{0,80}}$"),
    # "_DiskStation_2023-Nov-03-101112_Conflict"
    re.compile(r"_[^_/]{1,40}_[a-z0-9-]{8,30}_(?:case)?conflict$"),
    # "-DESKTOP-1A2B3C4": the machine whose copy it is
    re.compile(r"-(?:desktop|laptop)-[a-z0-9]{5,9}$"),
    # "_BACKUP_1234", "_LOCAL_1234": what a merge leaves
    re.compile(r"_(?:backup|base|local|remote)_\d{1,8}$"),
    re.compile(r"~[1-9]\d{0,2}~?$"),
)
_BEGINNING: Final = re.compile(
    rf"(?:{_COPY})(?:\s?\(\d{{1,3}}\)|\s?\d{{1,3}}(?=\s))?[\s_\-]{{0,3}}(?=\S)"
    r"|(?:copy|kopie|copie|copia)\s?(?:\(\d{1,3}\)\s?)?(?:of|von|de|di|av|-|_)[\s_\-]{0,2}(?=\S)"
)


def without_copy_marks(folded: str) -> tuple[int, int]:
    """Return where the name that a copy was made of stands in ``folded``; all of it when it bears no mark."""
    start, end = 0, len(folded)
    beginning = _BEGINNING.match(folded)
    if beginning is not None:
        start = beginning.end()
    while True:
        shorter = min((_cut(pattern, folded, start, end) for pattern in _ENDINGS), default=end)
        if shorter == end:
            return start, end
        end = shorter


def _cut(pattern: re.Pattern[str], folded: str, start: int, end: int) -> int:
    match = pattern.search(folded[start:end])
    return start + match.start() if match is not None and match.start() > 0 else end
