"""Archives (ZIP, TAR, packed ones) and single packed files: each member is read as if it lay in a folder.

Nothing is ever written to a disk.
"""

from __future__ import annotations

import bz2
import dataclasses
import gzip
import lzma
import posixpath
import re
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol

from worker.errors import NoArticleError, PermanentError, TooLargeError, UnsupportedFormatError
from worker.messages import message
from worker.readers.base import HEAD_BYTES, Rejected, Source
from worker.readers.choosing import read_by_surest, surest
from worker.readers.companions import rank
from worker.readers.packages import refuse_packages
from worker.readers.zipped import MOST_MEMBERS, MOST_RATIO, RATIO_FROM, checked_zip, decoded_name, member_name

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Sequence

    from worker.document.source import Document
    from worker.readers.base import Limits, Reader

_LIKELY = 0.5  # office files are ZIP files too: their readers are surer
_TAR_MAGIC = slice(257, 262)
_PACKED: dict[bytes, Callable[[BinaryIO], io.BufferedIOBase]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_NESTED = re.compile(r"\.(?:zip|tar|tgz|gz|bz2|xz|7z|rar)$", re.IGNORECASE)
# What systems and tools leave beside files: no page of a paper.
_LEFT = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.(?:/|$))|Thumbs\.db$|desktop\.ini$)|\.ya?ml$|/$", re.IGNORECASE)
_UNIX_LINK, _UNIX_MODE_SHIFT = 0o120000, 16
_FORMAT_MASK = 0o170000
_ENCRYPTED = 0x1
_UNPACKING = (EOFError, OSError, NotImplementedError, lzma.LZMAError, zipfile.BadZipFile, zlib.error)


class Archive(Protocol):
    """Members by name, and what reads one; ``refused`` tells why others are not read."""

    names: dict[str, int]
    refused: list[tuple[str, PermanentError]]

    def read(self, name: str, most: int) -> bytes: ...  # noqa: D102 - see above


class ArchiveReader:
    """Reads archives of issues, each member by the surest of ``readers``; an archive within an archive is refused."""

    name = "archive"
    version = 3
    suffixes = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz")
    streams = True

    def __init__(self, readers: Callable[[], Sequence[Reader]]) -> None:
        self._readers = readers

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is an archive."""
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06", *_PACKED)) or head[_TAR_MAGIC] == b"ustar":
            return _LIKELY
        return 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield what each member holds; a member that cannot be read is rejected alone."""
        with source.open() as file:
            magic = file.read(4)
            file.seek(0)
            if magic.startswith(b"PK"):
                with checked_zip(file, limits, message("the archive")) as archive:
                    refuse_packages(archive.NameToInfo)
                    yield from read_members(_Zip(archive), source, limits, self._readers())
            else:
                yield from read_members(_packed(file, source, limits), source, limits, self._readers())


def _packed(file: BinaryIO, source: Source, limits: Limits) -> Archive:
    head = source.head()
    opened = next((opening for magic, opening in _PACKED.items() if head.startswith(magic)), None)
    if opened is None or source.name.lower().endswith(_TARS):
        return _Tar(file, source.size, limits)
    try:
        with opened(file) as packed:
            is_tar = packed.read(HEAD_BYTES)[_TAR_MAGIC] == b"ustar"
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise UnsupportedFormatError(f"the file is damaged or cut off ({error}).", "Copy it again.") from error
    file.seek(0)
    return _Tar(file, source.size, limits) if is_tar else _Packed(file, source.name, opened)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self.refused: list[tuple[str, PermanentError]] = []
        for info in archive.infolist():
            name = member_name(info).replace("\\", "/")
            if (info.external_attr >> _UNIX_MODE_SHIFT) & _FORMAT_MASK == _UNIX_LINK:
                self.refused.append((name, _link()))
            elif info.flag_bits & _ENCRYPTED:
                self.refused.append((name, bad_member("it is protected by a password.", "Unpack it first.")))
            elif name in self._infos:
                self.refused.append((name, bad_member("its name comes twice in the archive.", "Rename one of them.")))
            else:
                self._infos[name] = info
        self.names = {name: info.file_size for name, info in self._infos.items()}

    def read(self, name: str, most: int) -> bytes:
        with self._archive.open(self._infos[name]) as member:
            return _limited(member.read(most + 1), most)


class _Tar:
    """A TAR file, whole or packed; its members are listed once, and no further than any archive may go."""

    def __init__(self, file: BinaryIO, size: int, limits: Limits) -> None:
        self.refused: list[tuple[str, PermanentError]] = []
        self._infos: dict[str, tarfile.TarInfo] = {}
        try:
            self._archive = tarfile.open(fileobj=file, mode="r:*")  # noqa: SIM115 - open as long as it is read
            self._list(limits, size)
        except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
            why = (str(error).splitlines() or [""])[0].rstrip(":")
            raise UnsupportedFormatError(f"the archive is damaged or cut off ({why}).", "Copy it again.") from error
        self.names = {name: info.size for name, info in self._infos.items()}

    def _list(self, limits: Limits, size: int) -> None:
        total = 0
        for number, info in enumerate(self._archive, 1):
            if number > MOST_MEMBERS:
                raise PermanentError(
                    f"the archive holds more than {MOST_MEMBERS:,} files.",
                    "Unpack it and put its folders into the inbox.",
                    "bomb",
                    "read",
                )
            total += info.size
            # Told by the header, before the member itself is unpacked to reach the next one.
            if total > min(limits.max_stream_bytes, RATIO_FROM + MOST_RATIO * size):
                raise PermanentError(
                    f"the archive would unpack to {total:,} bytes or more.", "Remove it.", "bomb", "read"
                )
            name = decoded_name(info.name)
            if info.issym() or info.islnk():
                self.refused.append((name, _link()))
            elif info.isdev():
                self.refused.append((name, bad_member("it is a device.", "Put a copy of the file into the archive.")))
            elif info.isfile():
                self._infos[name] = info

    def read(self, name: str, most: int) -> bytes:
        info = self._infos[name]
        if info.size > most:
            raise too_large(most)
        try:
            member = self._archive.extractfile(info)
            return _limited(member.read(most + 1), most) if member else b""
        except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
            raise bad_member("it is damaged or cut off.", "Pack the archive again.") from error


class _Packed:
    """A single packed file: ``articles.jsonl.gz``, ``.bz2``, ``.xz``."""

    def __init__(self, file: BinaryIO, name: str, opened: Callable[[BinaryIO], io.BufferedIOBase]) -> None:
        self._file = file
        self._opened = opened
        self._name = re.sub(r"(?i)\.(?:gz|bz2|xz)$", "", posixpath.basename(name)) or "file"
        self.refused: list[tuple[str, PermanentError]] = []
        self.names = {self._name: 0}

    def read(self, _name: str, most: int) -> bytes:
        self._file.seek(0)
        with self._opened(self._file) as packed:
            return _limited(packed.read(most + 1), most)


def _limited(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise too_large(most)
    return data


def too_large(most: int) -> TooLargeError:
    """Return the error of a member of more than ``most`` bytes."""
    return TooLargeError(f"it is larger than {most:,} bytes.", "Split it, or raise BAOKU_MAX_FILE_MB.")


def bad_member(what: str, advice: str) -> PermanentError:
    """Return the error of a member that is refused while the others are read."""
    return PermanentError(what, advice, "bad_member", "read")


def _link() -> PermanentError:
    return bad_member("it is a link.", "Put a copy of the file into the archive.")


def read_members(
    archive: Archive, source: Source, limits: Limits, readers: Sequence[Reader]
) -> Iterator[Document | Rejected]:
    """Yield what each member of an archive holds; what cannot be read is rejected alone."""
    for name, error in archive.refused:
        yield Rejected(name, error)
    root = posixpath.join(posixpath.dirname(source.name), _stem(posixpath.basename(source.name)))
    taken: set[str] = set()
    folders = _Folders(archive)
    found = bool(archive.refused)
    for name in sorted(archive.names, key=lambda name: (rank(name), name)):
        if name in taken or _LEFT.search(name):
            continue
        found = True
        try:
            _check_name(name)
            try:
                data = archive.read(name, limits.max_bytes)
            except _UNPACKING as error:
                raise bad_member(f"it cannot be unpacked ({error}).", "Pack the archive again.") from error
            member = Source(posixpath.join(root, name), data, _sibling(archive, name, limits, taken, folders))
            reader = surest(data[:HEAD_BYTES], member.name, readers)
            if isinstance(reader, ArchiveReader) or _NESTED.search(name):
                raise bad_member("it is an archive within the archive.", "Unpack it and drop what it holds.")
            for part in read_by_surest(member, limits, readers):
                yield _named(part, name, member.name)
        except PermanentError as error:
            yield Rejected(name, error)
    if not found:
        raise NoArticleError("the archive holds no file.", "Look whether it was packed whole.")


def _named(part: Document | Rejected, name: str, path: str) -> Document | Rejected:
    key = f"{name}:{part.key}" if part.key and part.key != posixpath.basename(name) else name
    if isinstance(part, Rejected):
        return Rejected(key, part.error)
    return dataclasses.replace(part, key=key, path=part.path or path)


def _stem(name: str) -> str:
    stem = name
    while _NESTED.search(stem):
        stem = _NESTED.sub("", stem)
    return stem


def _check_name(name: str) -> None:
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/", maxsplit=1)[0] or "\0" in name:
        raise bad_member("its name leads out of the archive.", "Pack it with plain names.")


class _Folders:
    """What each folder of an archive holds; pages of e-papers ask for theirs again and again."""

    def __init__(self, archive: Archive) -> None:
        self._names = archive.names
        self._held: dict[str, bytes] = {}

    def listed(self, folder: str) -> bytes:
        """Return the names of a folder's files, one a line."""
        if not self._held:
            named: dict[str, list[str]] = {}
            for one in self._names:
                place, name = posixpath.split(one)
                named.setdefault(place or ".", []).append(f"{name}\n")
            self._held = {place: "".join(names).encode("utf-8", "replace") for place, names in named.items()}
        return self._held.get(folder, b"")


def _sibling(
    archive: Archive, name: str, limits: Limits, taken: set[str], folders: _Folders
) -> Callable[[str], bytes | None]:
    folder = posixpath.dirname(name)

    def read(wanted: str) -> bytes | None:
        path = posixpath.normpath(posixpath.join(folder, wanted))
        if wanted.endswith("/"):
            return folders.listed(path)
        if path not in archive.names or path == name:
            return None
        try:
            data = archive.read(path, limits.max_bytes)
        except (PermanentError, *_UNPACKING):
            return None
        if rank(path):
            taken.add(path)  # it is read with this member, not by itself
        return data

    return read
