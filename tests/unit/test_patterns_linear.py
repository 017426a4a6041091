"""No pattern runs away: each is searched for in texts made from its own parts to make it try in vain.

Every compiled pattern of the packages that see what others wrote is found by looking through their modules, so that a
new one is tried the day it is written. The texts come from the pattern's parse tree: what each repeat in it would
take, many times over, followed by something that nothing takes.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as tree  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest

import worker.enrichment
import worker.parsing
import worker.readers
import worker.search

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = (worker.readers, worker.parsing, worker.enrichment, worker.search)
SMALL = 1_000  # characters: a quadratic pattern takes long enough to tell, however fast the machine is
FACTOR = 4
# Four times the text costs a linear pattern 4 times the work, a quadratic one 16 times.
MOST_GROWTH = 9.0
CLEARLY_LINEAR = 6.0  # once is enough then: who got in the way of the small text would have to take as long as it does
MOST_TRIES = 5
# Below this a text of SMALL * FACTOR characters cannot have cost a step for every pair of its characters (8 * 10**6).
TOO_SHORT_TO_TELL_SECONDS = 0.002
ENDINGS = ("", "\0")
# Besides what the pattern itself repeats: what pages hold many of.
EVERYDAY = (" ", "\n", "(", "1", "文", "a", ".", "、")
ROOT = Path(__file__).parents[2]
WAYS = ("search", "match", "fullmatch", "finditer")


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield every compiled pattern with where it is."""
    seen: set[int] = set()
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for each in value if isinstance(value, tuple | list | frozenset) else (value,):
                    compiled = each if isinstance(each, re.Pattern) else None
                    if compiled is not None and id(compiled) not in seen:
                        seen.add(id(compiled))
                        yield f"{module.name}.{name}", compiled


PATTERNS = tuple(patterns())


def sample(parsed: Any, pick: int) -> str:
    """Return a text that the parsed pattern takes, or nearly: looking around and back are left out."""
    return "".join(_of(opcode, argument, pick) for opcode, argument in parsed)


def _of(opcode: Any, argument: Any, pick: int) -> str:  # noqa: PLR0911 - one case a node
    if opcode is op.LITERAL:
        return chr(argument)
    if opcode is op.NOT_LITERAL:
        return "文" if chr(argument) != "文" else "静"
    if opcode is op.ANY:
        return "文"
    if opcode is op.IN:
        return _member(argument, pick)
    if opcode is op.BRANCH:
        branches = argument[1]
        return sample(branches[pick % len(branches)], pick)
    if opcode is op.SUBPATTERN:
        return sample(argument[-1], pick)
    if opcode in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        least, most, inner = argument
        return sample(inner, pick) * max(1 if most else 0, min(least, 20))
    if opcode is op.ATOMIC_GROUP:
        return sample(argument, pick)
    return ""


_CATEGORIES = {
    op.CATEGORY_DIGIT: "7",
    op.CATEGORY_NOT_DIGIT: "文",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_SPACE: "文",
    op.CATEGORY_WORD: "文",
    op.CATEGORY_NOT_WORD: "，",
}


def _member(items: Any, pick: int) -> str:
    found: list[str] = []
    negated = False
    for opcode, argument in items:
        if opcode is op.NEGATE:
            negated = True
        elif opcode is op.LITERAL:
            found.append(chr(argument))
        elif opcode is op.RANGE:
            found.append(chr(argument[0]))
        elif opcode is op.CATEGORY:
            found.append(_CATEGORIES[argument])
    if negated:
        return next(one for one in "文a7 ，(\0" if one not in found)
    return found[pick % len(found)]


def repeats(parsed: Any) -> Iterator[Any]:
    """Yield what stands under each repeat, at any depth."""
    for opcode, argument in parsed:
        if opcode in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
            yield argument[2]
            yield from repeats(argument[2])
        elif opcode is op.SUBPATTERN:
            yield from repeats(argument[-1])
        elif opcode is op.ATOMIC_GROUP:
            yield from repeats(argument)
        elif opcode is op.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch)
        elif opcode in {op.ASSERT, op.ASSERT_NOT}:
            yield from repeats(argument[1])


def units(pattern: re.Pattern[Any]) -> set[str]:
    """Return what to repeat: samples of every repeat, of the whole, and of the whole without its end."""
    parsed = tree.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    found = {sample(inner, pick) for inner in repeats(parsed) for pick in range(3)}
    whole = {sample(parsed, pick) for pick in range(3)}
    found |= whole | {one[:-1] for one in whole} | {one[: len(one) // 2] for one in whole}
    return {unit for unit in found if unit} | set(EVERYDAY)


@cache
def lines_with(file: Path | None) -> dict[str, str]:
    """Return by each word the lines of a file, None for all of the program, in which it stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "worker").rglob("*.py")) if file is None else (file,):
        for line in path.read_text(encoding="utf-8").splitlines():
            for word in set(re.findall(r"\w+", line)):
                found[word].append(line)
    return {word: "\n".join(lines) for word, lines in found.items()}


def ways_of(name: str) -> tuple[str, ...]:
    """Return how a pattern is used: one that is only ever matched at a place need not be fast to look for."""
    module, _, bare = name.rpartition(".")
    # by its path: what is compiled has no source to ask for
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    text = lines_with(path if bare.startswith("_") else None)[bare]
    called = set(re.findall(rf"\b{bare}\.(\w+)\(", text))
    passed_on = re.search(rf"\b{bare}\b(?!\.\w+\(|(?:: Final)? = re\.compile)", text)
    if passed_on or not called <= set(WAYS):
        called = set(WAYS)
    if "finditer" in called:  # its first step is a search
        called.discard("search")
    return tuple(way for way in WAYS if way in called)


def cpu(pattern: re.Pattern[Any], ways: tuple[str, ...], text: str) -> float:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    for way in ways:
        if way == "finditer":
            for _ in pattern.finditer(subject):
                pass
        else:
            getattr(pattern, way)(subject)
    return time.process_time() - started


def growth(pattern: re.Pattern[Any], ways: tuple[str, ...], head: str, unit: str, ending: str) -> float:
    """Return by how much the work grows with FACTOR times the text; 1 when it is too little to tell."""
    small = head + unit * (SMALL // len(unit) + 1) + ending
    large = head + unit * (SMALL * FACTOR // len(unit) + 1) + ending
    took = cpu(pattern, ways, large)
    if took < TOO_SHORT_TO_TELL_SECONDS:
        return 1.0
    least = cpu(pattern, ways, small)
    if took <= CLEARLY_LINEAR * least:
        return took / least
    # another process may have got in the way: the least of a few is the work itself, of more where that runs away
    for _ in range(MOST_TRIES):
        took = min(took, *(cpu(pattern, ways, large) for _ in range(2)))
        least = min(least, *(cpu(pattern, ways, small) for _ in range(3)))
        if took / max(least, 1e-6) <= MOST_GROWTH:
            break
    return took / max(least, 1e-6)


def test_there_are_patterns_to_try() -> None:
    assert len(PATTERNS) > 50
    assert {name.split(".")[1] for name, _ in PATTERNS} == {"readers", "parsing", "enrichment", "search"}


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        # nested repeats, an end anchor tried from every blank, and so from every character
        (r"(?:文+)+静", "文"),
        (r"\s+$", " "),
        (r"文*静", "文"),
    ],
)
def test_what_runs_away_is_seen(pattern: str, unit: str) -> None:
    compiled = re.compile(pattern)
    assert unit in units(compiled)
    if "+)+" in pattern:  # exponential: a short text says it all
        started = cpu(compiled, WAYS, unit * 10)
        assert cpu(compiled, WAYS, unit * 18) > 20 * started
    else:
        assert growth(compiled, WAYS, "", unit, "\0") > MOST_GROWTH


@pytest.mark.parametrize("index", range(len(PATTERNS)), ids=[name for name, _ in PATTERNS])
def test_work_grows_with_the_text_and_no_faster(index: int) -> None:
    name, pattern = PATTERNS[index]
    ways = ways_of(name)
    begun = sample(tree.parse(pattern.pattern, pattern.flags & ~re.UNICODE), 0)[:2]
    for unit in sorted(units(pattern)):
        for head in sorted({"", begun}):
            for ending in ENDINGS:
                grown = growth(pattern, ways, head, unit, ending)
                assert grown <= MOST_GROWTH, f"{name} {ways}: {head!r} + {unit!r} x n + {ending!r}: x {grown:.1f}"
