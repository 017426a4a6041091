"""Sidecars are read as they are written; whatever cannot be understood is named."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from worker.parsing.identity.sidecar import MAX_SIDECAR_BYTES, SIDECAR_KEYS, SidecarError, parse_sidecar

READ = [
    (
        "publication: 北碚报\ndate: 2023-10-27\npage: A02\nnumber: 1234\n",
        {"publication": "北碚报", "date": "2023-10-27", "page": "A02", "number": "1234"},
    ),
    ("page: 010\nnumber: 0012", {"page": "010", "number": "0012"}),  # octal 8 and 10 to a YAML loader
    ("page: 1_2\nnumber: 1:30", {"page": "1_2", "number": "1:30"}),  # 12 and 90 to a YAML loader
    ("publication: yes", {"publication": "yes"}),  # true to a YAML loader
    ("date: '20231027'", {"date": "2023-10-27"}),
    ("date: 2023-10-27", {"date": "2023-10-27"}),
    ("date: 2023/10/27", {"date": "2023-10-27"}),
    ("date: 2023年10月27日", {"date": "2023-10-27"}),
    ("date: 二〇二三年十月二十七日", {"date": "2023-10-27"}),
    # in Chinese, as the paper's people write it
    (
        "报纸: 北碚报\n日期: 2023年10月27日\n版次: A02\n期号: 1234\n",
        {"publication": "北碚报", "date": "2023-10-27", "page": "A02", "number": "1234"},
    ),
    (
        "報紙：北碚報\n出版日期：民國112年10月27日\n版面：第二版\n",  # traditional, with wide colons
        {"publication": "北碚報", "date": "2023-10-27", "page": "第二版"},
    ),
    ("报名: 北碚报\n版本: 县域版\n篇: 3", {"publication": "北碚报", "edition": "县域版", "part": "3"}),
    ("报纸: 北碚报：晚刊", {"publication": "北碚报：晚刊"}),  # a colon in the name stays
    ("edition: 号外\npart: 2", {"edition": "号外", "part": "2"}),
    ("日期: 二〇二三年十月廿七日", {"date": "2023-10-27"}),
    ("日期: 2023年12月30日—31日", {"date": "2023-12-30", "date_end": "2023-12-31"}),  # a joint issue
    ("date: 2023-12-05~06", {"date": "2023-12-05", "date_end": "2023-12-06"}),
    ("date: 2023-12-05/06", {"date": "2023-12-05", "date_end": "2023-12-06"}),
    ("date: 2023-12-05-06", {"date": "2023-12-05", "date_end": "2023-12-06"}),  # no page follows a date here
    ("date: 2023-12-30/2024-01-02", {"date": "2023-12-30", "date_end": "2024-01-02"}),  # as ISO 8601 has it
    ("日期: 2023年12月30日 至 1月2日", {"date": "2023-12-30", "date_end": "2024-01-02"}),
    ("刊期: 第335期", {"number": "335"}),
    ("刊期: 总第 335、336 期", {"number": "335、336"}),
    ("刊期: 335", {"number": "335"}),
    ("刊期: 2023-10-27", {"date": "2023-10-27"}),  # the day, in other houses
    ("number: 第335期", {"number": "335"}),
    ("期号: 新335号", {"number": "新335号"}),  # as it is written
    (
        "paper: 北碚报\nissue_date: 2023-10-27\nPage No: 2\nIssue: 9",
        {"publication": "北碚报", "date": "2023-10-27", "page": "2", "number": "9"},
    ),
    ("Publication: 北碚报\nDATE: 2023-10-27", {"publication": "北碚报", "date": "2023-10-27"}),
    ("publication: |\n  北碚报\n", {"publication": "北碚报"}),
    ('{"publication": "北碚报", "page": 2}', {"publication": "北碚报", "page": "2"}),  # JSON is YAML
    ("publication:\npage: ~\nnumber: null\ndate: ''", {}),
    ("publication: 'null'", {"publication": "null"}),  # quoted: a paper of that name
    ("", {}),
    ("# nothing but a comment\n", {}),
    ("---\npage: 2\n...\n", {"page": "2"}),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_values_as_written(text: str, expected: dict[str, str]) -> None:
    assert parse_sidecar(text.encode()) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_with_and_without_a_mark(encoding: str) -> None:
    assert parse_sidecar("publication: 北碚报\r\npage: 2\r\n".encode(encoding)) == {
        "publication": "北碚报",
        "page": "2",
    }


WRONG = [
    (b"title: x", "'title' in line 1"),
    (b"page: 2\nPage: 2", "'page' twice"),
    ("刊期: 第3期\nnumber: 4".encode(), "'number' twice"),
    ("刊期: 去年".encode(), "'去年'"),
    (b"date: 2023-12-05/04", "'2023-12-05/04'"),  # backwards
    (b"date: 2023-12-05/2024-12-05", "'2023-12-05/2024-12-05'"),  # a year is no issue
    (b"page: [1, 2]", "list or mapping as its page"),
    (b"page: {a: 1}", "list or mapping as its page"),
    (b"[1, 2]: x", "no word"),
    (b"- page: 2", "no list of"),
    (b"page", "no list of"),
    (b"page: 1\npage: 2", "'page' twice"),
    ("page: 1\n版次: 2".encode(), "'page' twice"),
    ("标题: 甲".encode(), "'标题' in line 1"),
    (b"page: 1\n  number: 2", "not YAML in line 2"),
    (b"page: *unknown", "not YAML in line 1"),
    (b"page: 1\n---\npage: 2", "not YAML in line 2"),
    (b"date: 2023-02-30", "'2023-02-30'"),
    (b"date: yesterday", "'yesterday'"),
    (b"publication: " + b"x" * 101, "too long"),
    (b'publication: "a\\nb"', "not one line"),
    (b"\x00\x01\x02", "not YAML in UTF-8"),
    (b"\xff\xfeabc", "not YAML in UTF-8"),  # half a character in UTF-16
    (b"[" * 50_000, "nested too deeply"),
    (b"#" * (MAX_SIDECAR_BYTES + 1), "larger than 64 KiB"),
]


@pytest.mark.parametrize(("data", "message"), WRONG)
def test_wrong_ones_say_what_is_wrong(data: bytes, message: str) -> None:
    with pytest.raises(SidecarError) as caught:
        parse_sidecar(data)
    assert message in caught.value.reason
    assert "\n" not in str(caught.value)
    assert (caught.value.code, caught.value.stage) == ("bad_sidecar", "read")


def test_no_object_is_ever_built() -> None:
    # The tag is not obeyed: only the text of the value counts.
    assert parse_sidecar(b'publication: !!python/object/apply:os.getcwd ""') == {}


def test_ten_aliases_of_aliases_stay_small() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(10)
    )
    with pytest.raises(SidecarError, match="a key 'a'"):
        parse_sidecar(bomb.encode())


@given(st.binary(max_size=200))
def test_any_bytes_give_values_or_a_sidecar_error(data: bytes) -> None:
    try:
        values = parse_sidecar(data)
    except SidecarError:
        values = {}
    assert set(values) <= set(SIDECAR_KEYS)


@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40), st.integers(0, 10**6))
def test_what_a_yaml_writer_writes_comes_back(publication: str, number: int) -> None:
    written = yaml.safe_dump({"publication": publication, "number": number}, allow_unicode=True)
    assert parse_sidecar(written.encode()) == {"publication": publication, "number": str(number)}
