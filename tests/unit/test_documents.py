"""The documents tell the truth: every command, option, setting, make target, link and path in them exists.

Examples are not run here (they need engines, or Docker); what they name is looked up in the program itself.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from pydantic import AliasChoices

from worker.app.settings import Settings
from worker.cli import COMMANDS, build

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROGRAM: Any = typer.main.get_command(build(COMMANDS))

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\bBAOKU_[A-Z_]+\b")
# A path of the repository: begins with one of its folders. Not data/ and the home's folders, which are the user's.
PATH = re.compile(r"(?<![\w./-])(?:worker|mappings|tests|docs|benchmarks|samples|scripts|training)/[\w./-]*")
SHELLS = ("sh", "bash", "console")
SEPARATORS = frozenset("();<>|&$")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


@dataclass(frozen=True)
class Call:
    """A command in a document: the program and its arguments."""

    program: str
    arguments: tuple[str, ...]


def calls(text: str) -> list[Call]:
    """Return the calls of baoku and make in shell examples and in inline code."""
    pieces = [code for language, code in FENCE.findall(text) if language in SHELLS]
    pieces += [code for code in INLINE.findall(FENCE.sub("", text)) if re.match(r"(\w+=\S+ )*(baoku|make) ", code)]
    found = []
    for line in (line for piece in pieces for line in _command_lines(piece)):
        words: list[str] = []
        for word in [*_words(line), ";"]:
            if set(word) <= SEPARATORS:
                found += _call(words)
                words = []
            else:
                words.append(word)
    return found


def _command_lines(code: str) -> Iterator[str]:
    """Yield the lines of a shell example, those joined that a quotation or a backslash holds together."""
    held = ""
    for line in code.splitlines():
        held += line.removeprefix("$ ")
        if held.endswith("\\"):
            held = held[:-1]
            continue
        try:
            _words(held)
        except ValueError:  # a quotation goes on
            held += "\n"
            continue
        yield held
        held = ""
    assert not held, f"a quotation is not closed: {held}"


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="".join(SEPARATORS))
    lexer.whitespace_split = True
    return list(lexer)


def _call(words: list[str]) -> list[Call]:
    """Return the call that simple words are, past variables set for it and programs that run it."""
    for position, word in enumerate(words):
        if Path(word).name in ("baoku", "make"):
            return [Call(Path(word).name, tuple(words[position + 1 :]))]
        if not re.fullmatch(r"\w+=.*|exec|sudo|time|docker|compose|run|--rm", word):
            return []
    return []


def options_of(command: Any) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)} | {"--help"}


def test_the_documents_are_found_and_read() -> None:
    """A pattern that matches nothing would make all that follows pass."""
    everything = "\n".join(document.read_text() for document in DOCUMENTS)
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= {document.name for document in DOCUMENTS}
    assert len([call for call in calls(everything) if call.program == "baoku"]) > 10
    assert len([call for call in calls(everything) if call.program == "make"]) > 5
    assert LINK.search(everything)
    assert PATH.search(everything)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```sh\nbaoku up   # a comment\n```", [Call("baoku", ("up",))]),
        ('```sh\neval "$(baoku env)"\n```', []),  # quoted: looked at by nobody
        ("```sh\n. .venv/bin/activate && baoku up\n```", [Call("baoku", ("up",))]),
        ("```sh\nREDIS_URL=redis://h .venv/bin/baoku status --json\n```", [Call("baoku", ("status", "--json"))]),
        ("```python\nbaoku up\n```", []),  # no shell
        ("run `make test` now", [Call("make", ("test",))]),
        ("the `baoku` command", []),  # no call
        ("```sh\ncp baoku up\n```", []),  # an argument of another program
        ("```sh\ncurl -d '\n  {}' x\nmake up\n```", [Call("make", ("up",))]),  # a quotation over lines
        ("```sh\nbaoku parse \\\n  page.txt\n```", [Call("baoku", ("parse", "page.txt"))]),  # a continued line
    ],
)
def test_calls_are_found(text: str, expected: list[Call]) -> None:
    assert calls(text) == expected


@each_document
def test_every_command_and_option_exists(document: Path) -> None:
    for call in calls(document.read_text()):
        if call.program != "baoku" or not call.arguments:
            continue
        name, *rest = call.arguments
        if name.startswith("-"):
            assert name in options_of(PROGRAM), call
            continue
        assert name in PROGRAM.commands, call
        given = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        if name == "search":  # -word leaves a word out
            given = {word for word in given if word.startswith("--")}
        assert given <= options_of(PROGRAM.commands[name]), call


@each_document
def test_every_make_target_exists(document: Path) -> None:
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):(?!=)", (ROOT / "Makefile").read_text()))
    for call in calls(document.read_text()):
        if call.program == "make":
            assert {word for word in call.arguments if "=" not in word} <= targets, call


@each_document
def test_every_setting_exists(document: Path) -> None:
    known = {f"BAOKU_{name.upper()}" for name in Settings.model_fields}
    for field in Settings.model_fields.values():
        if isinstance(field.validation_alias, AliasChoices):
            known |= {str(choice) for choice in field.validation_alias.choices}
    assert set(SETTING.findall(document.read_text())) <= known


@each_document
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text()):
        if not re.match(r"https?://|#|mailto:", target):
            assert (document.parent / target.partition("#")[0]).exists(), target


@each_document
def test_every_path_exists(document: Path) -> None:
    for path in PATH.findall(document.read_text()):
        assert (ROOT / path.rstrip(".")).exists(), path
