"""Whether file events can be trusted: the kernel tells nothing of what other machines do to a network mount."""

from __future__ import annotations

import os
from pathlib import Path

_BLIND = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ceph", "vboxsf"})


def needs_polling(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Tell whether ``path`` lies on a file system whose changes give no events (False where that is not known)."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    target = os.path.realpath(path)
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, type
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind in _BLIND
