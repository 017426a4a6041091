"""Which names in the inbox are issue files: everything but hidden, temporary, half-transferred and companion names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from worker.home.names import SIDECAR_SUFFIXES
from worker.messages import message

_IGNORED_SUFFIXES = (
    # half-transferred: browsers, download managers, FTP and sync clients
    ".part", ".partial", ".crdownload", ".download", ".downloading", ".opdownload", ".filepart", ".upload",
    ".uploading", ".!ut", ".!qb", ".aria2", ".td", ".xltd", ".unfinished", ".!bt", ".jc!", ".bc!", ".dctmp",
    ".dlpart", ".syncpart", ".owncloudsync",
    # placeholders of what is not on this machine, shortcuts and links to pages
    ".icloud", ".cloud", ".cloudf", ".placeholder", ".lnk", ".url", ".webloc", ".desktop",
    # temporary: editors and office programs
    ".tmp", ".temp", ".swp", ".swo", ".swx", ".kate-swp", ".lock", ".lck", ".asd", ".wbk", ".xlk",
    # companions of a file, not files of their own; the last is what Windows notes of a download, copied as a file
    *SIDECAR_SUFFIXES, ".error.json", ":zone.identifier",
)  # fmt: skip
_IGNORED_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
# What systems and NAS boxes keep in every folder of theirs; whatever lies in one is no issue.
_IGNORED_FOLDERS = frozenset({"@eadir", "__macosx", "$recycle.bin", "system volume information", "lost+found"})
# rsync's, gvfs's and NFS's names for a file under way begin with a dot and are hidden anyway; these do not.
# Must NOT match a Chinese or dated name, whatever it holds.
_TEMPORARY = re.compile(r"~\$.*|.*~\d{0,3}|#.*#", re.DOTALL)
# An earlier state of the file beside it, which must not replace it: 01版.txt.orig, 01版.txt.bak2, 01版.bak.txt
_BACKUP = re.compile(
    r".*\.(?:bak|backup|bkp|bk|old|orig|original|save|sav|saved|rej|prev)[-_.]?\d{0,8}(?:\.[a-z]{2,5})?", re.DOTALL
)
# Beside a page that a browser saved whole, as NAME.html and the folder NAME_files: what the page looks like.
_BELONGINGS = re.compile(
    r"(?:.*/)?[^/]+[_.]files/.*\.(?:css|js|map|json|svg|ico|gif|png|jpe?g|webp|avif|woff2?|ttf|eot|html?)(?:\.(?:下载|download))?",
    re.DOTALL,
)
# Says which columns of an export are what.
_MAPPINGS = tuple(f".mapping{suffix}" for suffix in SIDECAR_SUFFIXES)


@dataclass(frozen=True, slots=True)
class NameFilter:
    """Tells issue files from the rest, by the settings of one inbox.

    Attributes:
        ignored: Patterns in small letters with ``*`` and ``?``: of the name of a file or folder, or, with a ``/``, of
            the path below the inbox.
    """

    ignored: tuple[str, ...] = ()

    def is_ignored_folder(self, relative: str) -> bool:
        """Tell whether nothing below a folder is looked at; ``relative`` is its path below the inbox."""
        name = relative.rpartition("/")[2]
        return name.startswith(".") or name.lower() in _IGNORED_FOLDERS or self._is_ignored(relative)

    def is_issue_name(self, relative: str) -> bool:
        """Tell whether a path below the inbox (with ``/``) names an issue file.

        Hidden is a part that begins with a dot: what lies in a hidden folder is hidden too.
        """
        folders = relative.rpartition("/")[0]
        return self.takes(relative) and not (folders and self._is_inside_ignored(folders))

    def takes(self, relative: str) -> bool:
        """Tell the same of a file in a folder that is looked at: what the folders are called is not asked again."""
        name = relative.rpartition("/")[2].lower()
        return not (
            name.startswith(".")
            or name.endswith(_IGNORED_SUFFIXES)
            or name in _IGNORED_NAMES
            or _TEMPORARY.fullmatch(name)
            or _BACKUP.fullmatch(name)
            or _BELONGINGS.fullmatch(relative.lower())
            or self._is_ignored(relative)
        )

    def why_not(self, relative: str) -> str:
        """Return why a file of this name is never taken; empty where nobody would expect it to be."""
        name = relative.rpartition("/")[2].lower()
        if name.startswith(".") or name in _IGNORED_NAMES or name.endswith((":zone.identifier", ".error.json")):
            return ""
        if self._is_ignored(relative):
            return message("its name is ignored by BAOKU_IGNORE")
        if _BELONGINGS.fullmatch(relative.lower()):
            return message("it belongs to a saved web page; rename the folder if it holds pages of a paper")
        if _BACKUP.fullmatch(name) or name.endswith("~"):
            return message("its name is that of a backup")
        return message("its name is that of an unfinished or temporary file")

    def is_sidecar_name(self, relative: str) -> bool:
        """Tell whether a path below the inbox names a sidecar, which says of a file which issue it is."""
        folders, _, name = relative.rpartition("/")
        if name.startswith(".") or name.lower().endswith(_MAPPINGS):
            return False
        return name.lower().endswith(SIDECAR_SUFFIXES) and not (folders and self._is_inside_ignored(folders))

    def _is_inside_ignored(self, folders: str) -> bool:
        parts = folders.split("/")
        return any(self.is_ignored_folder("/".join(parts[: count + 1])) for count in range(len(parts)))

    def _is_ignored(self, relative: str) -> bool:
        if not self.ignored:
            return False
        path = relative.lower()
        name = path.rpartition("/")[2]
        return any(fnmatchcase(path if "/" in pattern else name, pattern) for pattern in self.ignored)


def patterns_of(setting: str) -> tuple[str, ...]:
    """Return the patterns of a setting: parted by commas or line ends, in small letters."""
    return tuple(pattern.strip().lower() for pattern in re.split(r"[,，\n]", setting) if pattern.strip())


EVERY_INBOX = NameFilter()
"""What no inbox takes, whatever its settings."""
is_ignored_folder = EVERY_INBOX.is_ignored_folder
is_issue_name = EVERY_INBOX.is_issue_name
is_sidecar_name = EVERY_INBOX.is_sidecar_name


def stem(relative: str) -> str:
    """Return a path without the last suffix of its name: what a file and the sidecar ``STEM.yml`` share."""
    folder, slash, name = relative.rpartition("/")
    head, dot, _ = name.rpartition(".")
    return folder + slash + (head if dot and head else name)
