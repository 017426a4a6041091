"""Moves never replace a file, never lose one, and notice when the file changed under them."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.identifiers import digest
from worker.home import moving
from worker.home.files import Signature
from worker.home.filing import Filing
from worker.home.moving import move_without_replacing, write_atomically
from worker.home.names import MANIFEST, sidecars_of

DAY = dt.date(2023, 10, 27)


@pytest.fixture
def home(tmp_path: Path) -> Filing:
    made = Filing(tmp_path / "inbox", tmp_path / "archive", tmp_path / "failed")
    made.prepare()
    return made


def drop(home: Filing, name: str, content: bytes) -> tuple[str, Signature]:
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest(content), Signature.of(path)


def everything(home: Filing) -> dict[str, bytes]:
    return {
        str(path.relative_to(home.inbox.parent)): path.read_bytes()
        for folder in (home.inbox, home.archive, home.failed)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_archive_keeps_the_path_below_the_inbox(home: Filing) -> None:
    content_digest, signature = drop(home, "beibei/2023-10-27/p01.txt", b"one")
    name = home.archived_name("beibei/2023-10-27/p01.txt", content_digest, DAY)
    assert name == "2023/10/beibei/2023-10-27/p01.txt"
    assert home.to_archive("beibei/2023-10-27/p01.txt", name, content_digest, signature)
    assert everything(home) == {"archive/2023/10/beibei/2023-10-27/p01.txt": b"one"}


def test_another_content_under_the_same_name_stands_beside(home: Filing) -> None:
    for content in (b"one", b"two"):
        content_digest, signature = drop(home, "p01.txt", content)
        name = home.archived_name("p01.txt", content_digest, DAY)
        assert home.to_archive("p01.txt", name, content_digest, signature)
    stored = everything(home)
    assert stored["archive/2023/10/p01.txt"] == b"one"
    assert stored[f"archive/2023/10/p01-{digest(b'two')[:8]}.txt"] == b"two"


def test_a_name_taken_after_it_was_chosen_is_not_replaced(home: Filing) -> None:
    content_digest, signature = drop(home, "p01.txt", b"two")
    name = home.archived_name("p01.txt", content_digest, DAY)
    (home.archive / "2023/10").mkdir(parents=True)
    (home.archive / name).write_bytes(b"one")  # another worker was faster
    assert home.to_archive("p01.txt", name, content_digest, signature)
    assert sorted(everything(home).values()) == [b"one", b"two"]


def test_the_same_content_twice_is_kept_once(home: Filing) -> None:
    for _ in range(2):
        content_digest, signature = drop(home, "p01.txt", b"one")
        name = home.archived_name("p01.txt", content_digest, DAY)
        assert home.to_archive("p01.txt", name, content_digest, signature)
    assert everything(home) == {"archive/2023/10/p01.txt": b"one"}


@pytest.mark.parametrize("in_place", [True, False], ids=["written again", "replaced by rename"])
def test_a_file_that_changed_since_it_was_read_stays_in_the_inbox(home: Filing, in_place: bool) -> None:
    content_digest, signature = drop(home, "p01.txt", b"one")
    path = home.inbox / "p01.txt"
    if in_place:
        path.write_bytes(b"three")
    else:
        newer = home.inbox / "newer"
        newer.write_bytes(b"three")
        newer.rename(path)
    assert not home.to_archive("p01.txt", "2023/10/p01.txt", content_digest, signature)
    assert everything(home) == {"inbox/p01.txt": b"three"}


def test_put_back_never_replaces_what_has_the_name_by_now(home: Filing) -> None:
    drop(home, "p01.txt", b"new")
    stored = home.archive / "p01.txt"
    stored.write_bytes(b"old")
    assert home.put_back(stored, home.inbox / "p01.txt").name == "p01-1.txt"
    assert everything(home) == {"inbox/p01.txt": b"new", "inbox/p01-1.txt": b"old"}


def test_a_gone_file_is_an_error(home: Filing) -> None:
    content_digest, signature = drop(home, "p01.txt", b"one")
    (home.inbox / "p01.txt").unlink()
    with pytest.raises(FileNotFoundError):
        home.to_archive("p01.txt", "2023/10/p01.txt", content_digest, signature)


def test_sidecars_travel_with_their_file(home: Filing) -> None:
    content_digest, signature = drop(home, "p01.txt", b"one")
    drop(home, "p01.txt.yml", b"publication: x")
    assert home.to_archive("p01.txt", "2023/10/p01.txt", content_digest, signature)
    assert set(everything(home)) == {"archive/2023/10/p01.txt", "archive/2023/10/p01.txt.yml"}
    assert [path.name for path in sidecars_of(home.inbox / "p01.txt")] == [
        "p01.txt.yml",
        "p01.txt.yaml",
        "p01.yml",
        "p01.yaml",
    ]


def test_quarantine_has_a_report_beside_the_file(home: Filing) -> None:
    content_digest, signature = drop(home, "deep/er/bad.txt", b"\0\0")
    where = home.to_failed("deep/er/bad.txt", content_digest, signature, {"code": "undecodable"})
    assert where == "deep/er/bad.txt"
    report = json.loads((home.failed / "deep/er/bad.txt.error.json").read_bytes())
    assert report == {"code": "undecodable"}
    assert not list((home.inbox / "deep/er").iterdir())


def test_quarantine_of_a_name_as_long_as_names_get(home: Filing) -> None:
    name = "期" * 83 + ".txt"  # 253 bytes
    content_digest, signature = drop(home, name, b"x")
    assert home.to_failed(name, content_digest, signature, {}) == name
    assert len(list(home.failed.iterdir())) == 2


def test_without_the_system_call_a_link_does_it(home: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_renameat2", None)
    source, target = home.inbox / "a", home.archive / "a"
    source.write_bytes(b"one")
    move_without_replacing(source, target)
    assert everything(home) == {"archive/a": b"one"}
    source.write_bytes(b"two")
    with pytest.raises(FileExistsError):
        move_without_replacing(source, target)
    assert everything(home) == {"archive/a": b"one", "inbox/a": b"two"}


@pytest.mark.skipif(sys.platform != "linux", reason="needs a second file system that is always there: /dev/shm")
def test_across_file_systems_the_bytes_arrive_whole(home: Filing) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
        source, target = home.inbox / "a", Path(other) / "a"
        source.write_bytes(b"one" * 100_000)
        move_without_replacing(source, target)
        assert target.read_bytes() == b"one" * 100_000
        assert not source.exists()
        assert [path.name for path in Path(other).iterdir()] == ["a"]


def test_manifest_has_one_line_a_file(home: Filing) -> None:
    home.note("2023/10/p01.txt", {"path": "p01.txt", "revision": 1})
    home.note("2023/10/p02.txt", {"path": "p02.txt", "revision": 2})
    lines = (home.archive / "2023/10" / MANIFEST).read_text().splitlines()
    assert [json.loads(line)["revision"] for line in lines] == [1, 2]


def test_write_atomically_leaves_nothing_behind_on_failure(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_atomically(target, "not bytes")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert target.read_bytes() == b"old"


@given(
    st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "d/a.txt"]), st.binary(min_size=1, max_size=3)), max_size=8)
)
def test_whatever_is_dropped_under_whatever_name_is_kept(
    tmp_path_factory: pytest.TempPathFactory, drops: list[tuple[str, bytes]]
) -> None:
    root = tmp_path_factory.mktemp("home")
    home = Filing(root / "inbox", root / "archive", root / "failed")
    home.prepare()
    for name, content in drops:
        content_digest, signature = drop(home, name, content)
        archived = home.archived_name(name, content_digest, DAY)
        assert home.to_archive(name, archived, content_digest, signature)
    kept = everything(home)
    assert set(kept.values()) == {content for _, content in drops}
    assert all(path.startswith("archive/") for path in kept)


def test_what_lies_behind_a_link_in_the_inbox_is_not_moved(home: Filing, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    (private / "page.txt").write_bytes(b"private")
    (home.inbox / "folder").symlink_to(private)
    with pytest.raises(FileNotFoundError, match="symbolic link"):
        home.to_failed("folder/page.txt", digest(b"private"), None, {})
    assert (private / "page.txt").read_bytes() == b"private"
    assert not list(home.failed.rglob("*.json"))
