"""The marks of copies: the name without them tells what the file is."""

from __future__ import annotations

import pytest
from paths_read import PAPER, read, said

# What a copy's name is made of: {} is the name that was copied.
COPIES = [
    "{} (1)",
    "{}(2)",
    "{}（3）",
    "{}[1]",
    "{} (1) (1)",
    "{} - 副本",
    "{} - 副本 (2)",
    "{}-副本",
    "{}副本",
    "{} 的副本",
    "{}的副本 2",
    "{}(副本)",
    "{}（副本2）",
    "副本 {}",
    "复件 {}",
    "复件 (2) {}",
    "{} 拷贝",
    "{} 拷貝 2",
    "{} - 复制",
    "{} - 複製",
    "{} - Copy",
    "{} - Copy (3)",
    "{} copy",
    "{} copy 2",
    "{}_copy1",
    "{}-copy",
    "Copy of {}",
    "Copy (2) of {}",
    "{} (copy)",
    "{} (another copy)",
    "{} (3rd copy)",
    "{} - Kopie",
    "Kopie von {}",
    "{} - copie (2)",
    "{} - Copia",
    "{} - コピー",
    "{}.sync-conflict-20231103-101112-ABC1234",
    "{} (office's conflicted copy 2023-11-03)",
    "{} (张三 的冲突副本 2023-11-03)",
    "{}(张三的冲突副本2023-11-03)",
    "{} (冲突的副本 2023-11-03)",
    "{}(冲突_张三_2023-11-03 10-11-12)",
    "{} (SFConflict zhang@example.org 2023-11-03-10-11-12)",
    "{} (conflicted copy 2023-11-03 101112)",
    "{} (Case Conflict 1)",
    "{}_conflict-20231103-101112",
    "{}_冲突文件_20231103101112",
    "{}_DiskStation_2023-Nov-03-101112_Conflict",
    "{}-DESKTOP-1A2B3C4",
    "{}_BACKUP_1234",
    "{}~1",
    "{}(1) - 副本",
]


COPIED = [
    "渝州日报-2023-10-27-05",
    "01版",
    "A02",
    "20231027-05-02",
    "rmrb_20231027_05",
    "第三版",
    "特刊01版",
    "08-09版",
    "5",
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("name", COPIED)
def test_a_copys_identity_is_that_of_the_name_without_the_mark(copy: str, name: str) -> None:
    folder = f"{PAPER}/2023-10-27"
    expected = said(read(f"{folder}/{name}.txt"))
    assert expected[2]
    assert said(read(f"{folder}/{copy.format(name)}.txt")) == expected
    if not copy.endswith("~1"):  # folders are copied as well
        assert said(read(f"{PAPER}/{copy.format('2023-10-27')}/{name}.txt")) == expected


@pytest.mark.parametrize(
    ("path", "page", "part"),
    [
        ("20231027(05).txt", "5", ""),  # a page in brackets
        ("20231027(05版).txt", "5", ""),
        ("20231027[A02].txt", "A02", ""),
        ("20231027_05_1.txt", "5", "1"),  # an article: a copy would be beside it, nothing is lost
        ("20231027-05 2.txt", "5", "2"),
        ("20231027-05 复制的艺术.txt", "5", "复制的艺术"),  # a headline
        ("20231027-05 拷贝人生.txt", "5", "拷贝人生"),
        ("20231027-05 冲突.txt", "5", ""),
    ],
)
def test_what_is_no_copy_mark(path: str, page: str, part: str) -> None:
    identity = read(f"{PAPER}/{path}")
    assert (identity.page, identity.part) == (page, part)
