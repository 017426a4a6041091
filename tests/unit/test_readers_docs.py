"""docs/readers.md is true: its example is a reader, its table has all formats, its figures of limits are the code's."""

from __future__ import annotations

import datetime as dt
import re
import types
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from worker.app.wiring import reading_version
from worker.document.source import Document
from worker.errors import PermanentError, UndecodableError
from worker.readers import registry
from worker.readers.base import HEAD_BYTES, Limits, Rejected, Source
from worker.readers.exports.aliases import Field

if TYPE_CHECKING:
    from worker.readers.base import Reader

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
LIMITS = Limits(1024 * 1024)
CABLE = """CABLE 2023-10-26
@@ 第02版 渡口添了候船亭
石门渡口的候船亭昨天启用。
六排长椅坐得下四十人。
@@ 第03版 老茶馆办起故事会
城北老茶馆每周三晚上讲一段河运旧事。
@@ 第03版 没有正文的一条
@@ 第02版 河堤加了护栏
护栏长三百米。
"""


@pytest.fixture(scope="module")
def cable() -> Reader:
    """The reader that the page gives as an example."""
    [code] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    module = types.ModuleType("cable")
    exec(compile(code, "docs/readers.md", "exec"), vars(module))  # noqa: S102 - our own document
    return cast("Reader", module.CableReader())


def test_the_example_reads_its_format(cable: Reader) -> None:
    found = list(registry.read(Source("电报.txt", CABLE.encode("gb18030")), LIMITS, (*registry.READERS, cable)))
    second, third = (one for one in found if isinstance(one, Document))
    [rejected] = (one for one in found if isinstance(one, Rejected))
    assert (second.identity.date, second.identity.page, third.identity.page) == (dt.date(2023, 10, 26), "2", "3")
    assert [article.headline for article in second.articles] == ["渡口添了候船亭", "河堤加了护栏"]
    assert second.articles[0].paragraphs == ("石门渡口的候船亭昨天启用。", "六排长椅坐得下四十人。")
    assert rejected.key == "story 3"


def test_the_example_leaves_other_files_alone(cable: Reader) -> None:
    assert cable.sniff(b"2023-10-26 CABLE", "a.cable") == 0.0
    with pytest.raises(PermanentError, match="no story"):
        list(registry.read(Source("a.txt", b"CABLE 2023-10-26"), LIMITS, (*registry.READERS, cable)))


@pytest.mark.parametrize("reader", registry.READERS, ids=lambda reader: reader.name)
def test_every_reader_stands_in_the_table(reader: Reader) -> None:
    rows = " ".join(re.findall(r"`(readers/[\w/.]+)`", TEXT))
    module = type(reader).__module__.removeprefix("worker.").replace(".", "/")
    assert any(module.startswith(place.removesuffix(".py")) for place in rows.split()), module


@pytest.mark.parametrize("reader", registry.READERS, ids=lambda reader: reader.name)
def test_every_reader_keeps_the_contract(reader: Reader) -> None:
    assert f"first {HEAD_BYTES:,} bytes" in TEXT
    for head in (b"", b"\0" * HEAD_BYTES, b"<" * HEAD_BYTES, b"{" * HEAD_BYTES, "\u62a5".encode() * 1365):
        assert 0.0 <= reader.sniff(head, "a") <= 1.0
    assert reader.version >= 1
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)


def test_a_reader_that_changes_asks_for_a_reindex(cable: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    before = reading_version()
    monkeypatch.setattr(registry, "READERS", (*registry.READERS, cable))
    assert reading_version() == before
    monkeypatch.setattr(type(cable), "version", 2)
    assert reading_version() != before


def test_the_fields_of_the_mapping_file_are_fields() -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    names = re.findall(r"^ *(\w+):", example, re.MULTILINE)
    assert set(names) - {"values"} <= set(Field)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("一版.pdf", r"no readable \.pdf file"),  # cut off before its first bytes, or something else
        ("一版.JPG", r"no readable \.jpg file"),
        ("一版.txt", "no encoding gives readable Chinese text"),  # text is what it says it is
        ("一版", "no encoding gives readable Chinese text"),
    ],
)
def test_a_broken_file_is_told_as_what_its_name_says(name: str, says: str) -> None:
    with pytest.raises(UndecodableError, match=says):
        list(registry.read(Source(name, b"\xff\x00\x81" * 700), LIMITS))
