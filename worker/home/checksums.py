"""The list of a folder's files with their SHA-256, in the form of ``sha256sum``, so that anybody can check it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "SHA256SUMS"
_LINE = re.compile(rb"(?P<escaped>\\)?(?P<digest>[0-9a-f]{64}) [ *](?P<path>.+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)


def written(digests: Mapping[str, str]) -> bytes:
    """Return the list of these paths (with ``/``), sorted.

    A name with a line feed or a backslash is escaped and its line begins with a backslash, as GNU coreutils has it.
    """
    return b"".join(_line(os.fsencode(path), digest.encode()) for path, digest in sorted(digests.items()))


def _line(path: bytes, digest: bytes) -> bytes:
    escaped = path.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if escaped != path else b"") + digest + b"  " + escaped + b"\n"


def read(data: bytes) -> dict[str, str]:
    """Return the digests of a list by path.

    Raises:
        ConfigurationError: It is none, or names a path outside of its folder.
    """
    found: dict[str, str] = {}
    for line in data.split(b"\n"):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise ConfigurationError(f"{NAME}: a line is damaged: {line[:80]!r}")
        path = os.fsdecode(_ESCAPE.sub(_unescaped, match["path"]) if match["escaped"] else match["path"])
        if any(part in {"", ".", ".."} for part in path.split("/")):
            raise ConfigurationError(f"{NAME}: {path!r} is no path below it")
        found[path] = match["digest"].decode()
    return found


def _unescaped(match: re.Match[bytes]) -> bytes:
    return {b"n": b"\n", b"r": b"\r"}.get(match[1], match[1])
