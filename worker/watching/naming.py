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

from worker.document.identifiers import digest
from worker.home.moving import move_without_replacing
from worker.home.names import LONGEST_NAME, SIDECAR_SUFFIX, sidecars_of

if TYPE_CHECKING:
    from pathlib import Path

# Bytes of no encoding, as Python carries them in text (PEP 383).
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LAST_COMMON_LEAD_BYTE = 0xC6
_DIGEST_DIGITS = 8


def is_readable(relative: str) -> bool:
    """Tell whether a path, as Python spells it, is UTF-8."""
    return relative.isascii() or _ESCAPED.search(relative) is None


def shown(relative: str) -> str:
    """Return a path for people and logs: bytes that are no text as ``%`` and hex digits."""
    return _ESCAPED.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", relative)


def readable(relative: str) -> str:
    """Return the path with each part that is not UTF-8 as its bytes spell it: pure, and the same every time."""
    if is_readable(relative):
        return relative
    return "/".join(part if _is_meant(part) else _spelled(part) for part in relative.split("/"))


def _is_meant(part: str) -> bool:
    """Tell whether a part of a path that is wrong elsewhere is right: two bytes of GBK can be a letter in UTF-8."""
    return is_readable(part) and (part.isascii() or _HAN.search(part) is not None)


def _spelled(part: str) -> str:
    raw = os.fsencode(part)
    text = _decoded(raw)
    if not text or not text.replace("\u3000", "").isprintable() or text.startswith("."):
        text = shown(part)
    return _cut(text, raw)


def _decoded(raw: bytes) -> str:
    """Return what the bytes spell in GBK or Big5, whichever gives more common characters; empty when in neither."""
    spellings = []
    for encoding, is_common in (("gb18030", _is_common_in_gbk), ("big5", _is_common_in_big5)):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        wide = [character for character in text if not character.isascii()]
        spellings.append((sum(map(is_common, wide)) / max(1, len(wide)), text))
    return max(spellings, key=lambda spelling: spelling[0])[1] if spellings else ""


def _is_common_in_gbk(character: str) -> bool:
    """GB2312 holds what simplified text needs; GBK added the rest."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _is_common_in_big5(character: str) -> bool:
    """The first plane of Big5 holds the characters in common use."""
    return character.encode("big5")[0] <= _LAST_COMMON_LEAD_BYTE


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
