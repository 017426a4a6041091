"""Every text that a person reads is in the catalogue, in Chinese, and is found again when it was stored in English."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import message_extractor
import messages
import pytest
from babel.messages.mofile import read_mo

from worker.app.borrowed import SYSTEM
from worker.app.i18n import Catalogue, catalogue, chosen, said_in, sentences, told, told_error
from worker.app.message_patterns import Patterns
from worker.app.settings import load_settings
from worker.errors import ConfigurationError, EmptyFileError, TooLargeError
from worker.monitoring.progress import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIELD = re.compile(r"\{[a-z0-9_]*|%\([a-z]+\)[sd]")
HOW = (
    "Every text that a person reads is gathered from the source. Run `make messages`, translate what it lists in "
    "worker/app/locale/zh/LC_MESSAGES/baoku.po, and run it again."
)
HOW_TO_WRITE = (
    "What an error says, and what message() or say() is given, is a constant or an f-string, so that it can be "
    "translated: no text put together before. A helper that takes a text goes into KEYWORDS of "
    "scripts/message_extractor.py."
)


def entries() -> Iterator[tuple[str, str]]:
    """Yield each message with its translation; of one and many the latter."""
    for entry in messages.translated():
        if entry.id:
            texts = (entry.id, entry.string)
            source, translation = (text[-1] if isinstance(text, tuple | list) else str(text) for text in texts)
            yield source, translation


def test_every_text_is_one_that_can_be_translated() -> None:
    wrong = [
        f"{path.relative_to(messages.ROOT)}:{line}: {text}"
        for path in sorted(messages.WORKER.rglob("*.py"))
        for line, text in message_extractor.messages_of(
            path.read_text(), message_extractor.commands_in(path)
        ).unreadable
    ]
    assert not wrong, HOW_TO_WRITE


def flat(catalog: Any) -> dict[str, str]:
    """Return a catalogue as a plain table."""
    return {
        "|".join(entry.id) if isinstance(entry.id, tuple | list) else entry.id: (
            "|".join(entry.string) if isinstance(entry.string, tuple | list) else str(entry.string)
        )
        for entry in catalog
        if entry.id
    }


def test_the_catalogue_has_what_the_source_has() -> None:
    known = flat(messages.translated())
    there = flat(messages.gathered())
    assert not there.keys() - known.keys(), HOW
    assert not known.keys() - there.keys(), HOW


def test_every_message_is_translated() -> None:
    assert not messages.missing(messages.translated()), HOW


def test_a_translation_has_the_fields_of_its_message() -> None:
    for source, translation in entries():
        assert set(FIELD.findall(translation)) == set(FIELD.findall(source)), source


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with messages.MO.open("rb") as file:
        assert flat(read_mo(file)) == flat(messages.translated()), "make messages"


@pytest.mark.parametrize(
    ("source", "texts", "unreadable"),
    [
        ('EmptyFileError(f"{path.name}: empty", "Look.")', ["{name}: empty", "Look."], 0),
        ("SomeError(f\"{len(rows):,} rows of {stored['name']}\")", ["{count} rows of {name}"], 0),
        ('SomeError(f"{type(error).__name__} in {error}, {error}")', ["{error} in {error2}, {error2}"], 0),
        ('SomeError("a" if late else "b", "", "code")', ["a", "b"], 0),  # a code is no text
        ('WHY = "it is late"\nSomeError(WHY)', ["it is late"], 0),
        ("def f(error):\n raise SomeError(error.reason, str(error))", [], 0),  # taken where it was made
        ('def f(what):\n raise SomeError("it is " + what)', [], 1),  # put together
        ("def f(what):\n raise SomeError(what)", [], 1),  # nobody knows what comes
        ('TypeError(f"{x}")', [], 0),  # no person reads it
        ('typer.Option("--all", help="All of them.")', ["All of them."], 0),
        ('say("{n} files", n=3)', ["{n} files"], 0),
        ('say(f"{n} files")', ["{n} files"], 0),
    ],
)
def test_what_is_gathered_of_a_source(source: str, texts: list[str], unreadable: int) -> None:
    found = message_extractor.messages_of(source)
    assert sorted(text for _, text in found.texts) == sorted(texts)
    assert len(found.unreadable) == unreadable


def test_what_a_command_says_of_itself_is_gathered() -> None:
    found = message_extractor.messages_of('def why():\n    """Tell.\n\n    All.\n    """', commands=["why"])
    assert found.texts == [(1, "Tell.\n\nAll.")]


# --- read in another language than it was stored in


def templates() -> list[tuple[str, str]]:
    """Return messages with fields; those of one and many are filled in where they are written."""
    there = [(str(entry.id), str(entry.string)) for entry in messages.translated() if isinstance(entry.id, str)]
    return [pair for pair in there if "{" in pair[0] and "%(" not in pair[0] and "{}" not in pair[0]]


@pytest.mark.parametrize(("source", "translation"), templates(), ids=str)
def test_what_a_template_made_is_known_again(source: str, translation: str) -> None:
    """No other template takes it for its own."""
    words = catalogue("zh")
    assert isinstance(words, Catalogue)
    if not words.patterns.knows(source):  # too short to be known: filled in where it is written
        assert len(re.sub(r"\{.*?\}|[^a-zA-Z]", "", source)) < Patterns.FEWEST_LETTERS
        return
    fields = {name[1:]: f"渝州日报/{number}.txt" for number, name in enumerate(sorted(set(FIELD.findall(source))), 7)}
    assert told(source.format(**fields), "zh") == translation.format(**fields)


@pytest.mark.parametrize(
    ("text", "in_chinese"),
    [
        ("the file is empty.", "文件是空的。"),
        ("the file holds no article", "文件里没有文章"),
        ("the file holds no article.", "文件里没有文章。"),  # as earlier versions stored it
        ("the file has 20,000 bytes, more than the 16 allowed.", "文件有 20,000 字节，超过上限 16 字节。"),
        # a field that is a message itself
        ("the file is a PNG picture, not plain text.", "文件是PNG 图片，不是纯文本。"),
        (
            "none of its 3 parts can be read; the first, 01版.txt: the file is empty.",
            "没有一个部分能读出（共 3 个）；第一个是 01版.txt：文件是空的。",
        ),
        # a reason and its advice, put after each other
        ("the file is empty. Export the page again.", "文件是空的。请重新导出版面。"),
        (
            "publication: the file name says 渝州日报, the masthead says 北碚报",
            "报名：文件名写的是 渝州日报，报头写的是 北碚报",
        ),
        # several of one kind, one after the other
        (
            "date: the folder says 2023, the masthead says 1998; page: the masthead says 1, the folder says 4",
            "日期：文件夹写的是 2023，报头写的是 1998；版次：报头写的是 1，文件夹写的是 4",
        ),
        # names are not translated, whatever they say
        ("failed is a folder, no regular file", "failed 是文件夹，不是普通文件"),
        ("no such words in the catalogue at all", "no such words in the catalogue at all"),
        ("", ""),
        ("/inbox/a b.txt: Permission denied", "/inbox/a b.txt: 没有权限"),
    ],
)
def test_a_stored_reason_is_read_in_chinese(text: str, in_chinese: str) -> None:
    assert told(text, "zh") == in_chinese
    assert told(text, "en") == text


def test_an_error_is_told_with_what_to_do() -> None:
    error = TooLargeError("the file has more than 40 images", "Split it into issues.")
    assert told_error(error, "en") == "the file has more than 40 images. Split it into issues." == str(error)
    assert told_error(error, "zh") == "文件含有 40 张以上的图片。请按期分开。"
    assert str(EmptyFileError("the file is empty.", "Export the page again.")).count("..") == 0
    assert sentences("", "Copy it again.", in_language="zh") == "请重新复制。"


def test_a_long_text_of_a_library_takes_no_time() -> None:
    text = "{a}: " * 3000 + "is damaged " * 3000
    assert told(text, "zh") == text


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zha_CN.UTF-8"}, "en"),  # Zhuang is not Chinese
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),  # empty is not set
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "zh_CN:zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr:zh"}, "zh"),  # the first that there is
        ({"LC_ALL": "C", "LANGUAGE": "zh"}, "en"),
        ({"LANG": "en_GB.UTF-8", "BAOKU_LANGUAGE": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "BAOKU_LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "BAOKU_LANGUAGE": "fr"}, "zh"),  # refused with the settings
    ],
)
def test_the_language_of_the_terminal(environment: dict[str, str], language: str) -> None:
    assert chosen(environment) == language


def test_a_language_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOKU_LANGUAGE", "fr")
    with pytest.raises(ConfigurationError, match="BAOKU_LANGUAGE"):
        load_settings()


def test_durations() -> None:
    assert spoken(5, lambda *text, **fields: said_in("zh", *text, **fields)) == "5 秒"
    assert spoken(7800) == "2 h 10 min"


@pytest.mark.parametrize(("number", "text"), [(2, SYSTEM[0]), (13, SYSTEM[1]), (28, "No space left on device")])
def test_what_the_system_says_is_as_the_catalogue_has_it(number: int, text: str) -> None:
    assert os.strerror(number) == text
    assert told(text, "zh") != text
