"""One pass over a tree: what is found, what is passed over, what is told aside."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from worker.watching.filter import EVERY_INBOX, NameFilter, is_issue_name, is_sidecar_name, patterns_of, stem
from worker.watching.mounts import needs_polling
from worker.watching.scanner import MAX_DEPTH, Aside, scan, state_of

if TYPE_CHECKING:
    from pathlib import Path


def found(root: Path, below: str = "") -> set[str]:
    return {path for path, _ in scan(root, below)}


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("@eaDir/p01.txt", False),  # a NAS's own folder
        ("__MACOSX/p01.txt", False),
        ("报/$RECYCLE.BIN/p01.txt", False),
        ("p01.txt.xltd", False),  # Xunlei
        ("p01.txt.baiduyun.p.downloading", False),
        ("p01.txt:Zone.Identifier", False),
        ("lost+found.txt", True),  # only as a folder
        ("p01.tmp.txt", True),
        ("~ 一版.txt", True),  # an office lock file begins with ~$
        ("一版\n.txt", True),  # a line feed in a name
        ("一版\n.txt~", False),
    ],
)
def test_more_names(name: str, counts: bool) -> None:
    assert is_issue_name(name) is counts


BACKUPS = [
    *(f"01版.txt.{ending}" for ending in ("orig", "bak", "old", "save", "backup", "bkp", "bk", "rej", "sav")),
    *(f"01版.txt{ending}" for ending in ("~", ".~1~", ".bak2", ".old_1", ".orig.20231103", ".BAK", ".bak-20231103")),
    *(f"01版.{ending}" for ending in ("bak", "orig", "old", "bak.txt", "orig.txt", "old.html", "backup.txt")),
    *("01版.txt.swp", "01版.txt.tmp", "01版.txt.part", "01版.txt.crdownload", "#01版.txt#", "~$01版.docx"),
    *("渝州日报/2023/01版.txt.orig", "01版.yaml", "01版.txt.yml", "day.mapping.yaml"),
]
NO_BACKUPS = [
    *(
        "01版.txt",
        "01版 - 副本.txt",
        "01版 (1).txt",
        "01版_old.txt",
        "bak/01版.txt",
        "old.txt",
        "save.txt",
        "orig01版.txt",
    ),
    *("01版~1.txt", "2023.old城.txt", "01版.sync-conflict-20231103-101112-ABC1234.txt", "旧报.txt", "备份/01版.txt"),
]


BELONGINGS = [
    # beside 渡口.html, as Chrome, Firefox and Internet Explorer save a page whole
    *(f"报/渡口_files/{name}" for name in ("style.css", "jquery.js", "logo.png", "b1.jpg", "saved_resource.html")),
    *("渡口.files/image001.gif", "渡口_files/a/b.svg", "渡口_files/jquery.js.下载"),
]
NO_BELONGINGS = [
    *("渡口.html", "files/01版.jpg", "2023_files/01版.txt", "2023_files/01版.pdf", "_files.html", "渡口_files.zip"),
]


@pytest.mark.parametrize("name", BELONGINGS)
def test_what_a_saved_page_looks_like_is_never_taken(name: str) -> None:
    assert not is_issue_name(name)
    assert "saved web page" in EVERY_INBOX.why_not(name)


@pytest.mark.parametrize("name", NO_BELONGINGS)
def test_what_belongs_to_no_saved_page(name: str) -> None:
    assert is_issue_name(name)


@pytest.mark.parametrize("name", BACKUPS)
def test_an_earlier_state_is_never_taken(name: str) -> None:
    assert not is_issue_name(name)


@pytest.mark.parametrize("name", NO_BACKUPS)
def test_what_is_no_backup(name: str) -> None:
    assert is_issue_name(name)


@pytest.mark.parametrize(
    ("pattern", "name", "taken"),
    [
        ("*草稿*", "渝州日报/01版草稿.txt", False),
        ("*草稿*", "草稿/01版.txt", False),  # a folder of that name
        ("*草稿*", "渝州日报/01版.txt", True),
        ("*.log", "run.LOG", False),  # in any case
        ("临时/*", "临时/01版.txt", False),
        ("临时/*", "渝州日报/临时/01版.txt", True),  # of a whole path
        ("0?版.txt", "01版.txt", False),
        ("0?版.txt", "11版.txt", True),
        ("*草稿*， *.log", "a.log", False),
        ("*草稿*\n*.log", "a.log", False),
        ("", "01版.txt", True),
    ],
)
def test_patterns_of_the_settings(tmp_path: Path, pattern: str, name: str, taken: bool) -> None:
    names = NameFilter(patterns_of(pattern))
    assert names.is_issue_name(name) is taken
    make(tmp_path, name)
    assert [path for path, _ in scan(tmp_path, names=names)] == [name] * taken


@pytest.mark.parametrize(
    ("name", "is_sidecar"),
    [
        ("p01.txt.yml", True),
        ("d/p01.YML", True),
        ("p01.yaml", True),
        ("p01.txt.yaml", True),
        ("day.mapping.yml", False),  # says which columns of an export are what
        (".yml", False),  # hidden
        (".d/p01.yml", False),
        ("p01.txt", False),
    ],
)
def test_sidecar_names(name: str, is_sidecar: bool) -> None:
    assert is_sidecar_name(name) is is_sidecar


@pytest.mark.parametrize(
    ("name", "expected"),
    [("d/p01.txt", "d/p01"), ("d.d/p01", "d.d/p01"), ("p.a.txt", "p.a"), ("d/.txt", "d/.txt")],
)
def test_stem(name: str, expected: str) -> None:
    assert stem(name) == expected


def test_files_sidecars_and_nothing_else(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    make(inbox, "a.txt", "报/一/b.txt", "报/一/b.txt.yml", ".git/config", "@eaDir/a.txt", "c.part", "报/.c.txt.Xy12ab")
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "link.txt").symlink_to(inbox / "a.txt")
    (inbox / "out").symlink_to(tmp_path)
    (inbox / "loop").symlink_to(inbox)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.fspath(inbox / "s.txt"))
        aside = Aside()
        states = dict(scan(inbox, aside=aside))
    assert set(states) == {"a.txt", "报/一/b.txt"}
    assert set(aside.sidecars) == {"报/一/b.txt.yml"}
    assert aside.unread == {}
    assert states["a.txt"] == state_of(inbox / "a.txt")


def test_a_name_that_is_no_text_can_be_opened_as_it_was_found(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xb1\xb1\xb1\xae.txt"
    with open(raw, "w") as file:  # noqa: PTH123 - a path of bytes
        file.write("x")
    (name,) = found(tmp_path)
    assert os.fsencode(name) == b"\xb1\xb1\xb1\xae.txt"
    assert (tmp_path / name).read_text() == "x"


def test_below_a_folder(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    make(inbox, "a/b/c.txt", "d.txt", ".hidden/a/e.txt")
    make(tmp_path, "outside/f.txt")
    (inbox / "link").symlink_to(tmp_path / "outside")
    (inbox / "a" / "link").symlink_to(tmp_path)
    assert found(inbox, "a") == {"a/b/c.txt"}
    assert found(inbox, "a/b") == {"a/b/c.txt"}
    assert found(inbox, ".hidden/a") == set()  # as a scan of the whole would have it
    assert found(inbox, "link") == set()  # through a link
    assert found(inbox, "a/link/outside") == set()
    assert found(inbox, "gone") == set()
    assert found(inbox, "d.txt") == set()  # no folder


def test_the_root_may_be_reached_through_a_link(tmp_path: Path) -> None:
    make(tmp_path, "real/d/a.txt")
    (tmp_path / "inbox").symlink_to(tmp_path / "real")
    assert found(tmp_path / "inbox") == {"d/a.txt"}
    assert found(tmp_path / "inbox", "d") == {"d/a.txt"}


def test_too_deep_is_told(tmp_path: Path) -> None:
    deep = "/".join(["d"] * MAX_DEPTH)
    make(tmp_path, f"{deep}/in.txt", f"{deep}/d/out.txt")
    aside = Aside()
    assert {path for path, _ in scan(tmp_path, aside=aside)} == {f"{deep}/in.txt"}
    assert list(aside.unread) == [f"{deep}/d"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    make(tmp_path, "locked/a.txt", "b.txt")
    (tmp_path / "locked").chmod(0)
    aside = Aside()
    try:
        assert {path for path, _ in scan(tmp_path, aside=aside)} == {"b.txt"}
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert aside.unread == {"locked": "Permission denied"}


@pytest.mark.parametrize(
    ("mounts", "blind"),
    [
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {root}/share nfs rw 0 0\n", True),  # a share below the inbox
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {root}2 nfs rw 0 0\n", False),  # a name that begins alike
        ("s3 {root} fuse.s3fs rw 0 0\n", True),
        ("/dev/sdb1 {root} fuseblk rw 0 0\n", False),  # NTFS on a local disk
        ("C: {root} 9p rw 0 0\n", True),  # a Windows folder in WSL
        ("server:/x {root} nfs rw 0 0\n/dev/sda1 {root} ext4 rw 0 0\n", False),  # the later hides the earlier
        ("server:/x {root}\\040two nfs rw 0 0\nserver:/y {root} nfs4 rw 0 0\n", True),
    ],
)
def test_mounts(tmp_path: Path, mounts: str, blind: bool) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    table = tmp_path / "mounts"
    table.write_text(mounts.replace("{root}", os.fspath(inbox)))
    assert needs_polling(inbox, table) is blind


def test_a_mount_with_a_blank_in_its_name(tmp_path: Path) -> None:
    inbox = tmp_path / "my inbox"
    inbox.mkdir()
    table = tmp_path / "mounts"
    table.write_text(f"server:/x {os.fspath(inbox).replace(' ', chr(92) + '040')} nfs rw 0 0\n")
    assert needs_polling(inbox, table)
