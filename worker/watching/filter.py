"""Which names in the inbox are issue files: everything but hidden, temporary, half-transferred and companion names."""

from __future__ import annotations

import re

from worker.home.filing import SIDECAR_SUFFIX

_IGNORED_SUFFIXES = (
    # half-transferred: browsers, download managers, FTP and sync clients
    ".part", ".partial", ".crdownload", ".download", ".downloading", ".opdownload", ".filepart", ".upload",
    ".uploading", ".!ut", ".!qb", ".aria2", ".td", ".xltd", ".unfinished",
    # temporary: editors and office programs
    ".tmp", ".temp", ".swp", ".swo", ".swx", ".bak", ".lock", ".lck",
    # companions of a file, not files of their own; the last is what Windows notes of a download, copied as a file
    SIDECAR_SUFFIX, ".error.json", ":zone.identifier",
)  # fmt: skip
_IGNORED_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
# What systems and NAS boxes keep in every folder of theirs; whatever lies in one is no issue.
_IGNORED_FOLDERS = frozenset({"@eadir", "__macosx", "$recycle.bin", "system volume information", "lost+found"})
# rsync's, gvfs's and NFS's names for a file under way begin with a dot and are hidden anyway; these do not.
# Must NOT match a Chinese or dated name, whatever it holds.
_TEMPORARY = re.compile(r"~\$.*|.*~|#.*#", re.DOTALL)


def is_ignored_folder(name: str) -> bool:
    """Tell whether nothing below a folder of this name is looked at."""
    return name.startswith(".") or name.lower() in _IGNORED_FOLDERS


def is_issue_name(relative: str) -> bool:
    """Tell whether a path below the inbox (with ``/``) names an issue file.

    Hidden is a part that begins with a dot: what lies in a hidden folder is hidden too.
    """
    *folders, name = relative.split("/")
    if name.startswith(".") or any(map(is_ignored_folder, folders)):
        return False
    name = name.lower()
    return not (name.endswith(_IGNORED_SUFFIXES) or name in _IGNORED_NAMES or _TEMPORARY.fullmatch(name))


def is_sidecar_name(relative: str) -> bool:
    """Tell whether a path below the inbox (with ``/``) names a sidecar, which says of a file which issue it is."""
    *folders, name = relative.split("/")
    return name.lower().endswith(SIDECAR_SUFFIX) and not (name.startswith(".") or any(map(is_ignored_folder, folders)))


def stem(relative: str) -> str:
    """Return a path without the last suffix of its name: what a file and the sidecar ``STEM.yml`` share."""
    folder, slash, name = relative.rpartition("/")
    head, dot, _ = name.rpartition(".")
    return folder + slash + (head if dot and head else name)
