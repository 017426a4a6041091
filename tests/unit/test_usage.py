"""Help and wrong arguments, in both languages: one line that says what is wrong, none of it cut."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from worker.cli import COMMANDS, main

WRONG = 2
HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")  # a phrase of a library that has no translation


def run(
    arguments: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setenv("BAOKU_LANGUAGE", language)
    monkeypatch.setenv("LANGUAGE", language)  # set by the command; put back after the test
    monkeypatch.setattr("sys.argv", ["baoku", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "--limit", "x"),
        ("search", "--limit", "0"),
        ("search", "--limit"),
        ("search", "--sort", "best", "老街"),
        ("calendar", "--year", "99999"),
        ("export", "--format", "doc"),
        ("status", "--folow"),
        ("status", "--json=1"),
        ("serch", "老街"),
        ("zzz",),
        ("why",),
        ("why", "a", "b"),
        ("--language", "fr", "status"),
        ("retry",),
        ("identify", "a"),
        ("identify", "a", "--date", "2023-13-45"),
        ("parse", "no-such-file.txt"),
        ("ingest", "no-such-file.txt"),
    ],
)
def test_what_is_wrong_is_one_line_in_the_readers_language(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOKU_HOME", str(tmp_path))
    for language in ("en", "zh"):
        code, out, err = run(arguments, language, monkeypatch, capsys)
        assert code in {1, WRONG}
        assert not out
        lines = err.splitlines()
        assert lines
        assert all(line.startswith("baoku: ") and line == line.rstrip() for line in lines), err
        assert "Traceback" not in err
        assert "[Errno" not in err
        if language == "zh" and "fr" not in arguments:
            assert all(HAN.search(line) for line in lines), err
            assert not ENGLISH.search(err), err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole(
    command: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (command, "--help") if command else ("--help",)
    code, out, err = run(arguments, language, monkeypatch, capsys)
    assert code == 0
    assert not err
    assert "…" not in out
    assert all(line == line.rstrip() for line in out.splitlines())
    if language == "zh":
        # names of options, commands and types stand as they are typed
        assert not re.search(r"^  .*[a-z]{4,} [a-z]{2,} [a-z]{2,} [a-z]{2,}", out, re.MULTILINE), out
        assert out.startswith("用法： baoku")
    else:
        assert out.startswith("Usage: baoku")


def test_help_fits_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    _, out, _ = run(("search", "--help"), "zh", monkeypatch, capsys)
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in out.splitlines()]
    assert max(map(cell_len, lines)) <= 60
    assert "…" not in out


def test_the_example_of_the_page_on_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "language.md").read_text()
    (command, shown) = re.findall(r"^```console\n\$ baoku (.*?)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
    failed = tmp_path / "failed"
    failed.mkdir()
    (failed / "空.txt").touch()
    report = {"file": "空.txt", "code": "empty", "reason": "the file is empty.", "advice": "Export the page again."}
    report |= {"attempts": 1, "failed_at": "2026-11-28T19:18:17+00:00"}
    (failed / "空.txt.error.json").write_text(json.dumps(report))
    monkeypatch.setenv("BAOKU_HOME", str(tmp_path))
    monkeypatch.setenv("BAOKU_LANGUAGE", "")
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr("sys.argv", ["baoku", *command.split()])
    with pytest.raises(SystemExit):
        main()
    moment = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")  # of whatever zone
    said = capsys.readouterr().out.split("\n\n")[0]
    assert moment.sub("when", said).strip() == moment.sub("when", shown).strip()
