"""ZIP files opened with what they may cost: bombs are refused by their own directory, before a byte is unpacked."""

from __future__ import annotations

import contextlib
import os
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

from worker.errors import PermanentError, UndecodableError, UnsupportedFormatError
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits

MOST_MEMBERS = 20_000
MOST_RATIO = 200  # of unpacked to packed bytes; text packs to a tenth
RATIO_FROM = 64 * 1024 * 1024  # unpacked bytes from which the ratio counts
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65535
_UTF8_FLAG = 0x800
_EXTRA = struct.Struct("<HH")  # kind and size of an extra field
_UNICODE_PATH = 0x7075
_XML = (".xml", ".rels", ".opf", ".ncx", ".xhtml")
_HEAD = 4096


@contextlib.contextmanager
def checked_zip(file: BinaryIO, limits: Limits, what: str) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file.

    Raises:
        PermanentError: Code ``bomb``: too many members, or far more bytes than it has; damaged or cut off.
        UnsupportedFormatError: An XML member of an office file declares a DTD.
    """
    _count_members(file, what)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, struct.error, ValueError) as error:
        raise UnsupportedFormatError(f"{what} is damaged or cut off ({error}).", "Copy it again.") from error
    with archive:
        members = archive.infolist()
        unpacked, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
        if len(members) > MOST_MEMBERS:
            raise too_many(what, len(members))
        if unpacked > limits.max_stream_bytes or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1)):
            raise PermanentError(
                f"{what} would unpack to {unpacked:,} bytes, from {packed:,}.", "Remove it.", "bomb", "read"
            )
        yield archive


def refuse_dtds(archive: zipfile.ZipFile, what: str) -> None:
    """Pass when no XML member of an office file declares a DTD.

    Raises:
        UnsupportedFormatError: One does.
    """
    for one in archive.infolist():
        if one.filename.lower().endswith(_XML):
            try:
                with archive.open(one) as member:
                    head = member.read(_HEAD).upper()
            except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
                raise UnsupportedFormatError(f"{what} is damaged ({error}).", "Save it again.") from error
            if b"<!DOCTYPE" in head.replace(b"<!DOCTYPE HTML", b""):
                raise UnsupportedFormatError(f"{what} declares a DTD.", "Save it again.")


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: Chinese systems write it in GBK or Big5 without saying so."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _told_name(info.extra, raw) or (info.filename if info.filename.isascii() else _decoded_name(raw))


def _told_name(extra: bytes, raw: bytes) -> str:
    """Return the name in UTF-8 that stands beside one in another encoding (APPNOTE, 4.6.9), empty where none does.

    It holds as long as the name is still the one that its check sum is of.
    """
    while len(extra) >= _EXTRA.size:
        kind, size = _EXTRA.unpack_from(extra)
        told = extra[_EXTRA.size : _EXTRA.size + size]
        if kind == _UNICODE_PATH and told[:1] == b"\x01" and told[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return told[5:].decode("utf-8", "ignore")
        extra = extra[_EXTRA.size + size :]
    return ""


def _decoded_name(raw: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    try:
        return decode(raw).text
    except UndecodableError:
        return raw.decode("gb18030", "replace")


def decoded_name(name: str) -> str:
    """Return a name of a TAR member: bytes that are no UTF-8 are GBK or Big5."""
    raw = os.fsencode(name) if name.isascii() else name.encode("utf-8", "surrogateescape")
    return _decoded_name(raw)


def _count_members(file: BinaryIO, what: str) -> None:
    """Refuse by the number in the end record alone: listing as many members would itself take long."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END)
    file.seek(0)
    if place >= 0 and len(tail) - place >= _END_SIZE:
        (count,) = struct.unpack_from("<H", tail, place + 10)
        if count > MOST_MEMBERS:
            raise too_many(what, count)


def too_many(what: str, count: int) -> PermanentError:
    """Return the error of ``what`` that holds ``count`` files, or more than so many."""
    return PermanentError(
        f"{what} holds {count:,} files or more, at most {MOST_MEMBERS:,} are read.",
        "Unpack it and put its folders into the inbox.",
        "bomb",
        "read",
    )
