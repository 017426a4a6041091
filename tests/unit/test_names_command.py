"""``baoku names``: what it shows of a text, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from worker.cli import build

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = "校长张伟在零度地带演讲。张伟说,五一广场将改造。"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAOKU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BAOKU_LANGUAGE", "en")
    monkeypatch.setenv("LANGUAGE", "en")  # the command sets it to its own language; it must not outlast the test
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(["names"]), ["names", *arguments], catch_exceptions=False)


def reasons(text: str) -> dict[tuple[str, str], dict[str, str | float | None]]:
    """Return the reasons of a text, by name and kind."""
    done = run(text, "--explain", "--json")
    assert done.exit_code == 0
    return {(one["text"], one["kind"]): one for one in json.loads(done.stdout)["reasons"]}


@pytest.mark.usefixtures("home")
def test_names_by_kind_with_counts_and_positions() -> None:
    done = run(TEXT)
    rows = [line.split(maxsplit=3) for line in done.stdout.splitlines()[1:]]
    assert [row[:3] for row in rows] == [["person", "张伟", "2"], ["place", "五一广场", "1"]]
    assert rows[0][3].startswith("body 2-4, body 12-14")


@pytest.mark.parametrize(
    ("dictionary", "name", "kind", "found", "refused"),
    [
        ("", "张伟", "person", "model", None),  # nobody's word: the model decides
        ("张伟 2000 n", "张伟", "person", "model", "dictionary"),  # an ordinary word, says the user
        ("张伟 2000 nz", "张伟", "person", "model", None),  # says nothing of a kind
        ("零度地带 2000 nt", "零度地带", "organization", "dictionary", None),  # the model does not know it
        ("五一广场 2000 ns", "五一广场", "place", "dictionary", None),  # a rule says the same: the user decides
        ("五一广场 2000 nt", "五一广场", "organization", "dictionary", None),  # against a rule
        ("五一广场 2000 nt", "五一广场", "place", "model or structure", "dictionary"),
        ("", "五一广场", "place", "model or structure", None),  # whichever of the two comes to it first
    ],
)
def test_what_brought_a_name_and_what_refused_it(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    dictionary: str,
    name: str,
    kind: str,
    found: str,
    refused: str | None,
) -> None:
    (home / "own.txt").write_text(dictionary + "\n", encoding="utf-8")
    monkeypatch.setenv("BAOKU_USER_DICTIONARIES", "own.txt")
    one = reasons(TEXT)[name, kind]
    assert one["found"] in found.split(" or ")
    assert one["refused"] == refused
    assert (one["weight"] is not None) == (one["found"] == "model")  # only the model's own names have its weight


@pytest.mark.usefixtures("home")
def test_without_a_dictionary_its_words_are_no_names() -> None:
    assert not [key for key in reasons(TEXT) if key[0] == "零度地带"]


@pytest.mark.usefixtures("home")
def test_shape_of_the_json() -> None:
    plain, explained = (json.loads(run(TEXT, *more, "--json").stdout) for more in ([], ["--explain"]))
    assert set(explained) - set(plain) == {"reasons"}
    assert plain["people"] == ["张伟"]
    assert {"ordinal", "headline", "places", "organizations", "mentions"} < set(plain)
    for one in explained["reasons"]:
        assert set(one) == {
            "field", "start", "end", "kind", "text", "found", "weight", "refused", "instead", "why", "refused_why",
        }  # fmt: skip
        assert TEXT[one["start"] : one["end"]] == one["text"]
        assert (one["refused"] is None) == (one["refused_why"] is None)


def test_a_refused_name_is_told_only_where_it_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "own.txt").write_text("张伟 2000 n\n", encoding="utf-8")
    monkeypatch.setenv("BAOKU_USER_DICTIONARIES", "own.txt")
    assert "张伟" not in run(TEXT).stdout
    [*_, line] = [line for line in run(TEXT, "--explain").stdout.splitlines() if line.startswith("张伟")]
    assert "refused: your dictionary says that it is something else" in line  # a plain line, not wrapped


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("text", ["", "今天很好。"])
def test_a_text_without_names(text: str) -> None:
    assert run(text).stdout == "no names\n"


@pytest.mark.parametrize("headline", ["张伟[/x]到会", "[bold]张伟到会"])
def test_brackets_of_a_file_are_text(home: Path, headline: str) -> None:
    (home / "page.txt").write_text(
        f"北碚报\n2023年10月25日 星期三 第02版:要闻\n\n{headline}\n本报讯 校长张伟昨日到会,并说大桥下月通车。\n",
        encoding="utf-8",
    )
    assert run("page.txt").stdout.splitlines()[0] == headline


def test_a_file_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "bad.pdf").write_bytes(b"\x00\x01")
    done = run("bad.pdf")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("baoku: bad.pdf: ")


def test_what_can_be_read_of_a_file_is_shown_and_the_rest_named(home: Path) -> None:
    """An export of three records, the second of which is broken off."""
    good = '{{"paper": "澄江报", "date": "2023-10-2{0}", "page": "{0}", "title": "{1}", "content": "{2}"}}'
    lines = (
        good.format(5, "候鸟飞临", "校长张伟昨日来到松溪小学,并说大桥下月通车。"),
        '{"paper": "澄江报", "date": "2023-10-26", "title": ',
        good.format(6, "大桥通车", "县长陈永明昨日在柳林县剪彩,大桥正式通车。"),
    )
    (home / "mixed.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run("mixed.jsonl", "--json")
    assert done.exit_code == 1
    assert [json.loads(line)["people"] for line in done.stdout.splitlines()] == [["张伟"], ["陈永明"]]
    assert [line.split(": ")[:2] for line in done.stderr.splitlines()] == [["baoku", "mixed.jsonl"]]


@pytest.mark.usefixtures("home")
def test_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOKU_LANGUAGE", "zh")
    heading, person, body = [line.split() for line in run(TEXT).stdout.splitlines()]
    assert heading == ["名称类别", "名称", "次数", "位置", "补充"]
    assert (person[0], body[0]) == ("人物", "地点")
