"""Archives: each member its own outcome, hostile ones refused with the reason before they cost anything."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import tarfile
import time
import zipfile
import zlib
from typing import TYPE_CHECKING

import epaper_pages
import export_files
import mets_files
import pytest

from worker.document.source import Document
from worker.errors import PermanentError, UnsupportedFormatError
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits(1024 * 1024, max_stream_bytes=64 * 1024 * 1024)
PAGE = """临河新报
2023年10月26日 第01版

稻田里开起现场会
本报讯(记者 陈小明)临河坝的晚稻昨天开镰。
""".encode("gb18030")
SECOND = 1.0


def zipped(files: dict[str, bytes], *, names: str = "utf-8") -> bytes:
    """Pack files as Chinese Windows does where ``names`` is gbk: their names in GBK, and no sign of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name if names == "utf-8" else name.encode(names).decode("latin-1"))
            archive.writestr(info, data)
    packed = buffer.getvalue()
    if names == "utf-8":
        return packed
    for name in files:
        packed = packed.replace(name.encode(names).decode("latin-1").encode(), name.encode(names))
    return packed


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def gbk_zip(name: str, data: bytes, codec: str = "gbk", extra: bytes = b"") -> bytes:
    """Write a ZIP file of one stored member by hand: its name in GBK, the UTF-8 flag not set."""
    raw, crc = name.encode(codec), zlib.crc32(data)
    common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, len(data), len(data), len(raw), len(extra))
    local = b"PK\x03\x04" + common + raw + extra + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def read(data: bytes, name: str = "drop/临河新报.zip") -> list[Document | Rejected]:
    return list(registry.read(Source(name, data), LIMITS))


def keys(found: list[Document | Rejected]) -> list[str]:
    return [one.key for one in found if isinstance(one, Document)]


def rejected(found: list[Document | Rejected]) -> dict[str, str]:
    return {one.key: one.error.reason for one in found if isinstance(one, Rejected)}


@pytest.mark.parametrize(
    "pack", [zipped, tarred, lambda files: tarred(files, "w:gz"), lambda files: tarred(files, "w:xz")]
)
def test_every_member_is_read_by_its_own_reader(pack: object) -> None:
    files = {"2023-10-26/01版.txt": PAGE, "2023-10-26/导出.csv": export_files.csv_rows(), "说明/空.txt": b"  "}
    found = read(pack(files))  # type: ignore[operator]
    assert keys(found) == [
        "2023-10-26/01版.txt",
        "2023-10-26/导出.csv:临河新报/2023-10-26/A02",
        "2023-10-26/导出.csv:临河新报/2023-10-27/3",
    ]
    assert next(one.path for one in found if isinstance(one, Document)) == "drop/临河新报/2023-10-26/01版.txt"
    assert list(rejected(found)) == ["说明/空.txt"]


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("临河新报/二版.txt", "gbk"),
        ("临河新报/2023-10-27/第01版.txt", "gbk"),
        ("要闻.txt", "gbk"),
        ("臨河時報/2023-10-27/第01版.txt", "big5"),
        ("頭版新聞.txt", "big5"),
        ("临河新报/二版.txt", "utf-8"),  # told by no flag
    ],
)
def test_names_without_their_encoding(name: str, codec: str) -> None:
    assert keys(read(gbk_zip(name, PAGE, codec))) == [name]


def unicode_path(name: str, raw: bytes) -> bytes:
    """Return the extra field that tells a name in UTF-8, behind one that says something else."""
    told = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x5455, 1) + b"\0" + struct.pack("<HH", 0x7075, len(told)) + told


def test_a_name_that_is_told_in_unicode_beside_another() -> None:
    name = "临河新报/二版.txt"
    assert keys(read(gbk_zip("____/__.txt", PAGE, "ascii", unicode_path(name, b"____/__.txt")))) == [name]
    # Renamed since by a program that does not know the field: the check sum is another's.
    assert keys(read(gbk_zip("02.txt", PAGE, "ascii", unicode_path(name, b"____/__.txt")))) == ["02.txt"]
    assert rejected(read(gbk_zip("__", PAGE, "ascii", unicode_path("../01版.txt", b"__")))) == {
        "../01版.txt": "its name leads out of the archive."
    }


def test_pages_that_belong_together_are_read_once() -> None:
    files = {f"2023-10/26/{name}": data for name, data in epaper_pages.founder().items()}
    found = read(zipped(files))
    assert keys(found) == [f"2023-10/26/node_2.htm:content_{number}.htm" for number in (101, 102, 103)]
    found = read(zipped(mets_files.bnl()))
    assert keys(found) == ["1-mets.xml:临河新报/1931-09-22/3"]


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress, "drop/导出.jsonl.gz"),
        (bz2.compress, "drop/导出.jsonl.bz2"),
        (lzma.compress, "drop/导出.ndjson.XZ"),
        (gzip.compress, "drop/导出"),  # whatever it is called
    ],
)
def test_one_packed_file(packed: Callable[[bytes], bytes], name: str) -> None:
    assert len(keys(read(packed(export_files.json_lines()), name))) == 2


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_that_is_cut_off(packed: Callable[[bytes], bytes]) -> None:
    with pytest.raises(PermanentError, match="damaged or cut off"):
        read(packed(export_files.json_lines())[:60], "导出.jsonl.gz")


def test_what_systems_leave_behind_is_no_member() -> None:
    files = {"__MACOSX/._01版.txt": b"x", ".DS_Store": b"x", "Thumbs.db": b"x", "01版.yml": b"a: b", "01版.txt": PAGE}
    found = read(zipped(files))
    assert (keys(found), rejected(found)) == (["01版.txt"], {})


HOSTILE_NAMES = ["../01版.txt", "/etc/01版.txt", "a/../../01版.txt", "C:/01版.txt"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_out_are_refused_alone(name: str, pack: object) -> None:
    found = read(pack({name: PAGE, "02版.txt": PAGE}))  # type: ignore[operator]
    assert keys(found) == ["02版.txt"]
    assert "leads out" in next(iter(rejected(found).values()))


def test_links_and_devices_are_refused_alone() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.LNKTYPE), ("c.txt", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("01版.txt")
        info.size = len(PAGE)
        archive.addfile(info, io.BytesIO(PAGE))
    found = read(buffer.getvalue())
    assert (keys(found), list(rejected(found))) == (["01版.txt"], ["a.txt", "b.txt", "c.txt"])
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as packed:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert rejected(read(buffer.getvalue())) == {"a.txt": "it is a link."}


def test_an_archive_within_an_archive_is_refused_alone() -> None:
    found = read(zipped({"内.zip": zipped({"01版.txt": PAGE}), "内.gz": gzip.compress(PAGE), "01版.txt": PAGE}))
    assert (keys(found), list(rejected(found))) == (["01版.txt"], ["内.gz", "内.zip"])


def test_a_member_over_the_limit_is_refused_alone() -> None:
    found = read(zipped({"大.txt": bytes(2 * 1024 * 1024), "01版.txt": PAGE}))
    assert (keys(found), list(rejected(found))) == (["01版.txt"], ["大.txt"])


def many(count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"")
    return buffer.getvalue()


def bomb() -> bytes:
    """A ZIP whose directory says that its one member has 60 gigabytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("01版.txt", bytes(10_000_000))
    packed = bytearray(buffer.getvalue())
    place = packed.rfind(b"PK\x01\x02")
    packed[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(packed)


def tar_bomb() -> bytes:
    info = tarfile.TarInfo("01版.txt")
    info.size = 8 * 1024**3
    return gzip.compress(info.tobuf() + bytes(1024 * 1024))


# Made when their test runs, not by whoever only looks for tests.
WHOLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "20,001 members": (lambda: many(20_001), "holds 20,001 files"),
    "a bomb": (bomb, "would unpack"),
    "a packed bomb": (tar_bomb, "would unpack"),
    "a TAR of 20,001": (lambda: tarred(dict.fromkeys(map(str, range(20_001)), b"")), "more than 20,000"),
    "cut off": (lambda: zipped({"01版.txt": PAGE})[:-30], "damaged or cut off"),
    "a TAR cut off": (lambda: tarred({"01版.txt": PAGE}, "w:gz")[:40], "damaged or cut off"),
    "empty": (lambda: zipped({}), "holds no file"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_hostile_archives_are_refused_within_a_second(name: str) -> None:
    make, message = WHOLE[name]
    data = make()
    started = time.process_time()
    with pytest.raises(PermanentError, match=message):
        read(data)
    assert time.process_time() - started < SECOND


def test_a_damaged_member_is_refused_alone() -> None:
    packed = bytearray(zipped({"01版.txt": PAGE * 50, "02版.txt": PAGE}))
    place = packed.find("01版.txt".encode()) + len("01版.txt".encode())
    packed[place + 8 : place + 40] = bytes(32)
    found = read(bytes(packed))
    assert (keys(found), list(rejected(found))) == (["02版.txt"], ["01版.txt"])


def test_a_json_of_a_member_keeps_the_archive_out_of_its_name() -> None:
    [document] = read(zipped({"a.json": json.dumps([{"title": "甲", "content": "乙。"}]).encode()}))
    assert (document.key, isinstance(document, Document)) == ("a.json", True)


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("OFD.xml", "an OFD document"),
        ("ppt/presentation.xml", "a presentation"),
        ("FixedDocSeq.fdseq", "an XPS document"),
        ("Index/Document.iwa", "a document of Pages"),
    ],
)
def test_a_document_that_is_a_zip_is_named(member: str, what: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=what):
        read(zipped({member: b"<a/>", "01版.txt": PAGE}))
    assert keys(read(zipped({f"2023/{member}": b"  ", "01版.txt": PAGE}))) == ["01版.txt"]  # a folder that holds one


@pytest.mark.parametrize("suffix", [".ceb", ".cebx", ".PDG", ".nh", ".fit", ".s92", ".dbf"])
def test_formats_that_only_their_name_tells(suffix: str) -> None:
    with pytest.raises(UnsupportedFormatError, match="the file is a"):
        read(bytes(range(1, 256)) * 8, f"第01版{suffix}")
    assert keys(read(PAGE, f"第01版{suffix}")) == [""]  # a text, whatever it is called
