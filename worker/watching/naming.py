"""Names that are not UTF-8, as archives packed on a Chinese Windows leave them, made readable.

Orders, the ledger and reports are JSON, which has no place for such bytes, and nobody could read them. A file with such
a name is therefore moved, within the inbox, to the name that its bytes spell in GBK or Big5; bytes that spell nothing
become ``%`` and their hex digits, so that no two names become one.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from worker.filing import LONGEST_NAME, SIDECAR_SUFFIX, move_without_replacing, sidecars_of
from worker.identifiers import digest

if TYPE_CHECKING:
    from pathlib import Path

# Bytes of no encoding, as Python carries them in text (PEP 383).
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_DIGEST_DIGITS = 8


def is_readable(relative: str) -> bool:
    """Tell whether a path, as Python spells it, is UTF-8."""
    return relative.isascii() or _ESCAPED.search(relative) is None


def shown(relative: str) -> str:
    """Return a path for people and logs: bytes that are no text as ``%`` and hex digits."""
    return _ESCAPED.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", relative)


def readable(relative: str) -> str:
    """Return the path with each part that is not UTF-8 as its bytes spell it: pure, and the same every time."""
    return "/".join(part if is_readable(part) else _spelled(part) for part in relative.split("/"))


def _spelled(part: str) -> str:
    raw = os.fsencode(part)
    text = _decoded(raw)
    if text is None or not text.isprintable() or "/" in text or text.startswith("."):
        text = shown(part)
    return _cut(text, raw)


def _decoded(raw: bytes) -> str | None:
    """Return what the bytes spell: GB2312, whose characters Big5's bytes seldom give; then Big5; then all of GBK."""
    for encoding in ("gb2312", "big5", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _cut(text: str, raw: bytes) -> str:
    """Return a legal file name: UTF-8 needs three bytes where GBK needs two. What is cut leaves the name's digest."""
    if len(text.encode()) <= LONGEST_NAME:
        return text
    head, dot, suffix = text.rpartition(".")
    tail = f"-{digest(raw)[:_DIGEST_DIGITS]}{dot}{suffix}" if head else f"-{digest(raw)[:_DIGEST_DIGITS]}"
    room = LONGEST_NAME - len(tail.encode())
    if room <= 0:
        return digest(raw)
    return (head or text).encode()[:room].decode(errors="ignore") + tail


def make_readable(root: Path, relative: str) -> str:
    """Move the file at ``relative`` (and its sidecar) to its readable path below ``root``; return that path.

    Where another file has that path already, the digest of the old name tells the two apart.

    Raises:
        FileNotFoundError: The file is gone.
        OSError: It cannot be moved.
    """
    source = root / relative
    target = root / readable(relative)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        move_without_replacing(source, target)
    except FileExistsError:
        raw = os.fsencode(relative)
        target = target.with_name(_cut(f"{target.stem}-{digest(raw)[:_DIGEST_DIGITS]}{target.suffix}", raw))
        move_without_replacing(source, target)
    for sidecar in sidecars_of(source):
        if sidecar.is_file() and not sidecar.is_symlink():
            with contextlib.suppress(FileExistsError, FileNotFoundError):
                move_without_replacing(sidecar, target.with_name(target.name + SIDECAR_SUFFIX))
    return target.relative_to(root).as_posix()
