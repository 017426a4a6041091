"""Names that are no text: what they become, and that no two become one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.home.names import LONGEST_NAME
from worker.watching.naming import is_readable, make_readable, readable, shown

if TYPE_CHECKING:
    from pathlib import Path


def in_bytes(text: str, encoding: str) -> str:
    """Return a name as Python spells one whose bytes are ``text`` in ``encoding``."""
    return os.fsdecode(text.encode(encoding))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("p01.txt", "p01.txt"),
        ("北碚报/01版.txt", "北碚报/01版.txt"),  # UTF-8 stays
        (in_bytes("北碚报2023-10-27.txt", "gbk"), "北碚报2023-10-27.txt"),  # a zip packed on Windows
        (f"{in_bytes('北碚报', 'gbk')}/01版.txt", "北碚报/01版.txt"),  # only the folder is wrong
        (in_bytes("北碚报\u3000一版.txt", "gbk"), "北碚报\u3000一版.txt"),  # a full-width blank is no control character
        (in_bytes("臺灣日報.txt", "big5"), "臺灣日報.txt"),  # Big5, not GBK's rare characters
        (in_bytes("朱镕基.txt", "gbk"), "朱镕基.txt"),  # 镕 is not in GB2312
        (in_bytes("报/一.txt", "gbk"), "报/一.txt"),  # the bytes of 一 are a Cyrillic letter in UTF-8
        (os.fsdecode(b"\xff\xfe.txt"), "%FF%FE.txt"),  # spells nothing
        (os.fsdecode(b"a\x80b.txt"), "a%80b.txt"),
    ],
)
def test_what_a_name_becomes(name: str, expected: str) -> None:
    assert readable(name) == expected


NAMES = st.lists(st.sampled_from([byte for byte in range(1, 256) if byte != 0x2F]), min_size=1, max_size=240).map(bytes)


@given(NAMES)
def test_any_bytes_become_a_legal_name(raw: bytes) -> None:
    name = os.fsdecode(raw)
    made = readable(name)
    assert is_readable(made)
    assert readable(made) == made  # twice is once
    assert 0 < len(made.encode()) <= max(LONGEST_NAME, len(raw))
    assert "/" not in made
    assert "\0" not in made
    assert made.startswith(".") <= name.startswith(".")  # nothing becomes hidden, or climbs
    assert is_readable(shown(name))


def test_a_long_name_is_cut_but_stays_its_own() -> None:
    one, two = (readable(in_bytes("报" * 120 + end + ".txt", "gbk")) for end in "甲乙")
    assert len(one.encode()) <= LONGEST_NAME
    assert one.endswith(".txt")
    assert one != two


def test_moved_with_its_sidecar(tmp_path: Path) -> None:
    name = in_bytes("报/一.txt", "gbk")
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text("x")
    (tmp_path / (name + ".yml")).write_text("page: 1")
    assert make_readable(tmp_path, name) == "报/一.txt"
    assert (tmp_path / "报/一.txt").read_text() == "x"
    assert (tmp_path / "报/一.txt.yml").read_text() == "page: 1"
    assert not (tmp_path / name).exists()


def test_never_over_another_file(tmp_path: Path) -> None:
    (tmp_path / "报一.txt").write_text("was here")
    name = in_bytes("报一.txt", "gbk")
    (tmp_path / name).write_text("new")
    moved = make_readable(tmp_path, name)
    assert (tmp_path / "报一.txt").read_text() == "was here"
    assert (tmp_path / moved).read_text() == "new"
    assert moved.startswith("报一-")
    with pytest.raises(FileNotFoundError):
        make_readable(tmp_path, name)
