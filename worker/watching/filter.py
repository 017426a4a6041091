"""Which names in the inbox are issue files: everything but hidden, temporary, half-transferred and companion names."""

from __future__ import annotations

import re

_IGNORED_SUFFIXES = (
    # half-transferred: browsers, FTP and sync clients
    ".part", ".partial", ".crdownload", ".download", ".filepart", ".!ut", ".aria2", ".opdownload",
    # temporary: editors and office programs
    ".tmp", ".temp", ".swp", ".swo", ".bak", ".lock", ".lck",
    # companions of a file, not files of their own
    ".yml", ".error.json",
)  # fmt: skip
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
# rsync's and gvfs's names for a file under way begin with a dot and are hidden anyway; these do not.
# Must NOT match a Chinese or dated name, whatever it holds.
_TEMPORARY = re.compile(r"~\$.*|.*~|#.*#")


def is_issue_name(relative: str) -> bool:
    """Tell whether a path below the inbox (with ``/``) names an issue file.

    Hidden is a part that begins with a dot: what lies in a hidden folder is hidden too.
    """
    parts = relative.split("/")
    if any(part.startswith(".") for part in parts):
        return False
    name = parts[-1].lower()
    return not (name.endswith(_IGNORED_SUFFIXES) or name in _IGNORED_NAMES or _TEMPORARY.fullmatch(name))
