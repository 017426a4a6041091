"""Only regular files below the root are read, whatever stands or appears on the way to them."""

from __future__ import annotations

import os
import pickle
import socket
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import PermanentError, TooLargeError, TransientError, UnsupportedFormatError
from worker.home import files
from worker.home.files import Signature, open_source

LIMIT = 1000


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "北碚报").mkdir(parents=True)
    (folder / "北碚报" / "p01.txt").write_bytes(b"page")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return folder


def test_bytes_and_signature_of_a_nested_file(inbox: Path) -> None:
    source = open_source(inbox, "北碚报/p01.txt", LIMIT)
    assert source.data == b"page"
    assert source.signature == Signature.of(inbox / "北碚报" / "p01.txt")


def test_a_name_that_is_not_unicode(inbox: Path) -> None:
    name = os.fsdecode("北碚".encode("gbk"))  # a folder copied from an old Windows disk
    (inbox / name).write_bytes(b"page")
    assert open_source(inbox, name, LIMIT).data == b"page"


def test_the_root_itself_may_be_a_link(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(inbox)
    assert open_source(tmp_path / "link", "北碚报/p01.txt", LIMIT).data == b"page"


@pytest.mark.parametrize(
    "relative",
    [
        "../secret.txt",
        "北碚报/../../secret.txt",
        "北碚报/./p01.txt",
        "/etc/hostname",
        "",
        "北碚报/",
        "北碚报//p01.txt",
        "北碚报/p01.txt\0.txt",
        ".",
        "..",
    ],
)
def test_paths_that_lead_elsewhere(inbox: Path, relative: str) -> None:
    with pytest.raises(PermanentError) as caught:
        open_source(inbox, relative, LIMIT)
    assert (caught.value.code, caught.value.stage) == ("bad_path", "read")


@pytest.mark.parametrize(
    "relative",
    [
        "none.txt",
        "none/p01.txt",
        "北碚报/p01.txt/p02.txt",  # the folder was replaced by a file
        "x" * 300,  # no file system holds such a name
        "x" * 300 + "/p01.txt",
    ],
)
def test_absent(inbox: Path, relative: str) -> None:
    with pytest.raises(FileNotFoundError):
        open_source(inbox, relative, LIMIT)


def test_absent_root(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_source(tmp_path / "none", "p01.txt", LIMIT)


def test_links_are_refused_in_every_place(inbox: Path, tmp_path: Path) -> None:
    (inbox / "file.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "inside.txt").symlink_to("北碚报/p01.txt")
    (inbox / "dangling.txt").symlink_to("nowhere")
    (inbox / "folder").symlink_to(tmp_path)
    (inbox / "loop").symlink_to("loop")
    for relative in ("file.txt", "inside.txt", "dangling.txt", "folder/secret.txt", "loop", "loop/p01.txt"):
        with pytest.raises(UnsupportedFormatError, match="symbolic link"):
            open_source(inbox, relative, LIMIT)


def test_folder_fifo_and_socket_are_refused(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(inbox / "fifo")
    monkeypatch.chdir(inbox)  # a socket's whole path may have 107 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        for relative, what in (("北碚报", "folder"), ("fifo", "FIFO"), ("socket", "socket")):
            with pytest.raises(UnsupportedFormatError, match=what):
                open_source(inbox, relative, LIMIT)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a device")
def test_a_device_is_refused(inbox: Path) -> None:
    try:
        os.mknod(inbox / "zero", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("devices cannot be made here")
    with pytest.raises(UnsupportedFormatError, match="device"):
        open_source(inbox, "zero", LIMIT)


def test_a_fifo_that_took_the_name_after_the_check_does_not_hang(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(inbox / "p02.txt")
    status = (inbox / "北碚报" / "p01.txt").lstat()
    monkeypatch.setattr(files, "_status", lambda _parent, _name: status)
    with pytest.raises(UnsupportedFormatError, match="FIFO"):
        open_source(inbox, "p02.txt", LIMIT)


def test_a_link_that_took_the_name_after_the_check_is_not_followed(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "p02.txt").symlink_to(tmp_path / "secret.txt")
    status = (inbox / "北碚报" / "p01.txt").lstat()
    monkeypatch.setattr(files, "_status", lambda _parent, _name: status)
    with pytest.raises(UnsupportedFormatError, match="symbolic link"):
        open_source(inbox, "p02.txt", LIMIT)


def test_the_size_limit_is_exact(inbox: Path) -> None:
    (inbox / "fits.txt").write_bytes(b"x" * LIMIT)
    (inbox / "over.txt").write_bytes(b"x" * (LIMIT + 1))
    assert len(open_source(inbox, "fits.txt", LIMIT).data) == LIMIT
    with pytest.raises(TooLargeError):
        open_source(inbox, "over.txt", LIMIT)


def test_a_file_that_grows_while_it_is_read_stays_within_the_limit() -> None:
    # The size known before reading was 0: the pipe plays a file to which more and more is appended.
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb") as target:
        target.write(b"x" * (LIMIT + 1))
        target.flush()
        with pytest.raises(TooLargeError):
            files.read_limited(source.fileno(), 0, "p01.txt", LIMIT)


@given(content=st.binary(max_size=300), first=st.integers(0, 300))
def test_content_that_comes_in_pieces_is_whole(content: bytes, first: int) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source:
        with os.fdopen(writing, "wb") as target:
            target.write(content)
        assert files.read_limited(source.fileno(), first, "p01.txt", LIMIT) == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(inbox: Path) -> None:
    (inbox / "北碚报" / "p01.txt").chmod(0)
    with pytest.raises(PermanentError) as caught:
        open_source(inbox, "北碚报/p01.txt", LIMIT)
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("raised", "expected", "code"),
    [
        (PermissionError(13, "Permission denied"), PermanentError, "unreadable"),
        (OSError(5, "Input/output error"), TransientError, "transient"),  # a failing disk
        (OSError(116, "Stale file handle"), TransientError, "transient"),  # NFS
    ],
)
def test_what_the_system_call_says_decides(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, raised: OSError, expected: type[Exception], code: str
) -> None:
    def failing(*_arguments: object) -> bytes:
        raise raised

    monkeypatch.setattr(files.os, "read", failing)
    with pytest.raises(expected) as caught:
        open_source(inbox, "北碚报/p01.txt", LIMIT)
    assert caught.value.code == code
    assert pickle.loads(pickle.dumps(caught.value)).code == code


def test_no_descriptor_is_left_open(inbox: Path) -> None:
    (inbox / "link").symlink_to("北碚报")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for relative in ("北碚报/p01.txt", "北碚报/none", "北碚报/p01.txt/x", "link/p01.txt", "北碚报"):
        try:
            open_source(inbox, relative, LIMIT)
        except (OSError, PermanentError):
            continue
    assert len(list(Path("/proc/self/fd").iterdir())) == before
