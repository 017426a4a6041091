"""One copy of each fact: the lexicon's files name their source, and no second table of a kind is elsewhere."""

from __future__ import annotations

import ast
import functools
import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import worker
import worker.lexicon
from worker.lexicon import characters, surnames
from worker.lexicon.files import DATA, groups, words
from worker.lexicon.places import WORLD, divisions, place_names
from worker.lexicon.sections import CATEGORY_OF, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(worker.__file__).parent
READERS = ("parsing", "enrichment")  # what the lexicon is for
TABLES = sorted(path.stem for path in DATA.glob("*.txt"))
MOST_SHARED = 9  # words of one group in one literal; a pattern may name a few itself
# Words that other tables may hold for what they mean.
OF_ANY_USE = {"wordlike_names", "wordlike_divisions", "world", "framing"}
MOST_OF = {"sections": 20}  # names of editions are words of sections too


def modules() -> Iterator[Path]:
    for package in READERS:
        yield from sorted((PACKAGE / package).rglob("*.py"))


@functools.cache
def literals(path: Path) -> tuple[tuple[int, list[str]], ...]:
    """Return what stands together in a module: the text of one string, or the strings of one list or set."""
    return tuple(_literals(path))


def _literals(path: Path) -> Iterator[tuple[int, list[str]]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            yield node.lineno, [each.value for each in node.elts if _is_text(each)]
        elif isinstance(node, ast.JoinedStr):
            yield node.lineno, ["".join(each.value for each in node.values if _is_text(each))]
        elif _is_text(node) and id(node) not in docstrings:
            yield node.lineno, [node.value]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _where(path: Path, line: int) -> str:
    return f"{path.relative_to(PACKAGE)}:{line}"


@pytest.mark.parametrize("name", TABLES)
def test_each_file_names_its_source(name: str) -> None:
    head = [line for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any("Source" in line for line in head), f"{name}.txt: say in a comment where its words are from"


@pytest.mark.parametrize("name", sorted(set(TABLES) - OF_ANY_USE))
def test_no_module_keeps_a_second_table_of_words(name: str) -> None:
    """A literal outside the lexicon that holds many words of one group is a second copy of it."""
    found = []
    for path in modules():
        for line, texts in literals(path):
            tokens = {token for text in texts for token in re.findall(r"[\u3400-\u9fff]{2,}", text)}
            for group, known in groups(name).items():
                shared = tokens.intersection(known)
                if len(shared) > MOST_OF.get(name, MOST_SHARED):
                    found.append(f"{_where(path, line)}: {len(shared)} words of {name}.txt {group}")
    assert not found, "read them from worker.lexicon: " + "; ".join(found)


def test_no_module_keeps_a_second_table_of_surnames() -> None:
    found = []
    for path in modules():
        for line, texts in literals(path):
            characters_ = {character for text in texts for character in text if character >= "\u3400"}
            if len(characters_) >= 40 and len(characters_ & surnames.ANY) >= 0.9 * len(characters_):
                found.append(_where(path, line))
    assert not found, "surnames stand in lexicon/data/surnames.txt: " + "; ".join(found)


@pytest.mark.parametrize(
    ("kind", "members", "most"),
    [
        ("bullets", characters.BULLETS, 14),  # a rule may name the few it means
        ("circled numbers", characters.CIRCLED, 3),
    ],
)
def test_no_module_keeps_a_second_class_of_characters(kind: str, members: str, most: int) -> None:
    found = [
        _where(path, line)
        for path in modules()
        for line, texts in literals(path)
        if any(len(set(text) & set(members)) > most for text in texts)
    ]
    assert not found, f"{kind} stand in worker.lexicon.characters: " + "; ".join(found)


@pytest.mark.parametrize(
    "written", [r"\u3400-\u9fff]{", "零一二三四五六七八九", "〇一二三四五六七八九", "○一二三四五六七八九"]
)
def test_a_class_of_characters_is_written_once(written: str) -> None:
    rooms = ("patterns", "recognizers")
    found = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if path.parent.name in rooms and written in path.read_text(encoding="utf-8") and path.stem != "dates"
    ]
    assert not found, "use HAN, N and CHINESE_DIGITS of worker.lexicon.characters: " + "; ".join(found)


def test_no_two_files_hold_the_same_words() -> None:
    tables = {
        path.stem: frozenset(re.findall(r"[\u3400-\u9fff]+", path.read_text(encoding="utf-8")))
        for path in DATA.glob("*.txt")
    }
    for path in (PACKAGE / "enrichment" / "data").glob("*.txt"):
        tables[f"enrichment {path.stem}"] = frozenset(re.findall(r"[\u3400-\u9fff]+", path.read_text(encoding="utf-8")))
    del tables["body_kinds"]  # ends of names, some of which stand in other tables as the names of bare kinds
    for (one, first), (other, second) in combinations(sorted(tables.items()), 2):
        fewest = min(len(first), len(second))
        assert len(first & second) < max(30, fewest / 2), f"{one} and {other} are one table"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((name, 1) for name in ("习远明", "傅小山", "章鱼", "鲍平", "柳青", "符明", "班超", "茅以明")),  # once missing
        ("欧阳明", 2),  # a compound surname
        ("欧阳", 1),  # two characters are a surname and a given name
        ("无人机", 0),  # no surname
        ("领头雁", 0),
        ("", 0),
    ],
)
def test_surname_length(text: str, expected: int) -> None:
    assert surnames.surname_length(text) == expected


def test_ranks_of_surnames_do_not_overlap() -> None:
    ranks = [words("surnames", rank) for rank in ("common", "usual", "rare")]
    assert not any(one & other for one, other in combinations(ranks, 2))
    assert surnames.COMMON < surnames.SINGLE < surnames.ANY


def test_sections_and_places_are_read() -> None:
    assert CATEGORY_OF["财经"] == "经济"
    assert "要闻" in SECTIONS
    assert "要闻" not in CATEGORY_OF  # holds everything
    assert ("重庆市", "重庆市", "北碚区") in divisions()
    assert {"北碚", "北碚区", "昭通"} <= place_names()
    assert "槟城" in WORLD
