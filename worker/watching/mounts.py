"""Whether file events can be trusted: the kernel tells nothing of what other machines do to a network mount."""

from __future__ import annotations

import os
import re
from pathlib import Path

_BLIND = frozenset({
    # network
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs", "davfs",
    # a host's folder in a virtual machine or container
    "9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "fakeowner",
    # two machines on one disk
    "gfs2", "ocfs2",
})  # fmt: skip
# fuse.sshfs, fuse.rclone, fuse.s3fs ...; must NOT match fuseblk, the local NTFS.
_BLIND_PREFIX = "fuse."
_ESCAPE = re.compile(r"\\([0-7]{3})")


def needs_polling(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Tell whether ``path``, or a mount below it, lies on a file system whose changes may give no events.

    Where the table of mounts cannot be read the answer is False: the periodic scan finds what events miss.
    """
    try:
        lines = mounts.read_text(errors="surrogateescape").split("\n")
    except OSError:
        return False
    target = os.path.realpath(path)
    nearest, nearest_kind = "", ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, type
            continue
        point, kind = _unescaped(fields[1]), fields[2]
        if point.startswith(target.rstrip("/") + "/") and _is_blind(kind):
            return True
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(nearest):  # of two mounts on one point the later hides the earlier
            nearest, nearest_kind = point, kind
    return _is_blind(nearest_kind)


def _is_blind(kind: str) -> bool:
    return kind in _BLIND or kind.startswith(_BLIND_PREFIX)


def _unescaped(field: str) -> str:
    """Return a path of the table as it is: blanks, tabs, line feeds and backslashes are octal there."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 8)), field)
