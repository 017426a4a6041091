"""Whose process an engine is.

Elasticsearch refuses to run as root, and an engine that needs no power should have none. So when root starts them, both
run as a user of their own: a number without an account, one for each state folder, whose files nobody else can open
(``nobody`` is shared by many programs; it serves only where the system maps no other number, as in some containers).
Started by anybody else, the engines run as that user.
"""

from __future__ import annotations

import grp
import os
import pwd
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Between the numbers that systems give to people and those that systemd gives to its dynamic users.
_FIRST_NUMBER, _NUMBERS = 50_000, 9_000
_NOBODY = 65_534
_OTHERS_MAY_PASS, _GROUP_MAY_PASS, _OWNER_MAY_PASS = stat.S_IXOTH, stat.S_IXGRP, stat.S_IXUSR


@dataclass(frozen=True, slots=True)
class Owner:
    """The user and group that an engine runs as.

    Attributes:
        uid: User number.
        gid: Group number.
        changed: True when it is not the user of this process.
    """

    uid: int
    gid: int
    changed: bool

    def popen_arguments(self) -> dict[str, Any]:
        """Return what ``subprocess.Popen`` needs so that the child is this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.changed else {}

    def may_pass(self, folder: Path) -> bool:
        """Tell whether this user may reach what lies in ``folder``, through every folder above it."""
        return all(self._may_enter(each) for each in (folder.resolve(), *folder.resolve().parents))

    def _may_enter(self, folder: Path) -> bool:
        if not self.changed:
            return os.access(folder, os.X_OK)
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & _OWNER_MAY_PASS)
        if status.st_gid == self.gid:
            return bool(status.st_mode & _GROUP_MAY_PASS)
        return bool(status.st_mode & _OTHERS_MAY_PASS)


def owner_for(state: Path) -> Owner:
    """Return the user that engines of this state folder run as."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid(), changed=False)
    first = zlib.crc32(os.fsencode(state))
    for step in range(_NUMBERS):
        number = _FIRST_NUMBER + (first + step) % _NUMBERS
        if _has_no_account(number):
            return Owner(number if _is_mapped(number) else _NOBODY, number if _is_mapped(number) else _NOBODY, True)
    return Owner(_NOBODY, _NOBODY, changed=True)


def _has_no_account(number: int) -> bool:
    for look_up in (pwd.getpwuid, grp.getgrgid):
        try:
            look_up(number)
        except KeyError:
            continue
        return False
    return True


def _is_mapped(number: int) -> bool:
    """Tell whether this system knows the number at all: inside a user namespace many mean nobody."""
    try:
        with Path("/proc/self/uid_map").open() as table:
            ranges = [tuple(map(int, line.split())) for line in table]
    except (OSError, ValueError):
        return True
    return any(inside <= number < inside + length for inside, _outside, length in ranges)
