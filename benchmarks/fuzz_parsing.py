"""Parses mutated pages and stops at the first that crashes, hangs or loses a line.

    python benchmarks/fuzz_parsing.py [--n 10000] [--seed 1] [FOLDER ...]

Pages are those under ``tests/golden`` and in the folders given. Each mutation is a few random edits: lines dropped,
doubled, swapped, joined, cut, blank lines put in and taken out, characters replaced, brackets and marks strewn about.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import NoArticleError, PermanentError
from worker.models import SourceText
from worker.parsing import parse_issue
from worker.parsing.lines import INVISIBLE
from worker.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

SLOWEST_SECONDS = 5.0
MARKS = "()（）【】《》“”——…、，。：；！？▲●□■·　 \t\f0123456789一二三十月日版摄讯电记者下转上接AaZz\u200b\ufeff𠀀"


def _lines(text: str) -> list[str]:
    return text.split("\n")


def drop_line(text: str, rng: random.Random) -> str:
    """Take one line out."""
    lines = _lines(text)
    lines.pop(rng.randrange(len(lines)))
    return "\n".join(lines)


def double_line(text: str, rng: random.Random) -> str:
    """Print one line twice."""
    lines = _lines(text)
    at = rng.randrange(len(lines))
    lines.insert(at, lines[at])
    return "\n".join(lines)


def swap_lines(text: str, rng: random.Random) -> str:
    """Exchange two lines."""
    lines = _lines(text)
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def join_lines(text: str, rng: random.Random) -> str:
    """Run a line on into the next, with or without a space."""
    lines = _lines(text)
    at = rng.randrange(len(lines))
    return "\n".join([*lines[:at], rng.choice(("", " ")).join(lines[at : at + 2]), *lines[at + 2 :]])


def cut_line(text: str, rng: random.Random) -> str:
    """Break the text anywhere."""
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("\n", "\n\n", "\n\n\n")) + text[at:]


def strew(text: str, rng: random.Random) -> str:
    """Put marks anywhere."""
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(MARKS) * rng.choice((1, 1, 1, 2, 40)) + text[at:]
    return text


def replace(text: str, rng: random.Random) -> str:
    """Replace characters anywhere."""
    characters = list(text)
    for _ in range(min(len(characters), rng.randrange(1, 30))):
        characters[rng.randrange(len(characters))] = rng.choice(MARKS)
    return "".join(characters)


def squeeze(text: str, _rng: random.Random) -> str:
    """Take all blank lines out."""
    return "\n".join(line for line in _lines(text) if line.strip())


def space_out(text: str, _rng: random.Random) -> str:
    """Put a blank line after each line."""
    return text.replace("\n", "\n\n")


def shuffle(text: str, rng: random.Random) -> str:
    """Put all lines in another order."""
    lines = _lines(text)
    rng.shuffle(lines)
    return "\n".join(lines)


def slice_out(text: str, rng: random.Random) -> str:
    """Keep some stretch of the text."""
    start = rng.randrange(len(text) + 1)
    return text[start : start + rng.randrange(len(text) + 1)]


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    *(drop_line, double_line, swap_lines, join_lines, cut_line, cut_line),
    *(strew, strew, replace, squeeze, space_out, shuffle, slice_out),
)


def check(text: str) -> None:
    """Parse ``text``; every visible line must be in exactly one block."""
    wanted = [number for number, line in enumerate(text.split("\n"), 1) if line.strip(INVISIBLE)]
    try:
        issue = parse_issue(SourceText(text, "utf-8"))
    except NoArticleError:
        return
    found = [
        number
        for block in issue.blocks
        for number, line in enumerate(block.text.split("\n"), block.first_line)
        if line.strip(INVISIBLE)
    ]
    if found != wanted:
        raise AssertionError(f"lines lost or doubled: {sorted(set(wanted) ^ set(found))[:10]}")


def pages(folders: list[Path]) -> list[str]:
    """Return the texts of the pages in ``folders``."""
    texts: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            try:
                texts.append(read(path.read_bytes(), max_bytes=1 << 26).text)
            except PermanentError as error:
                print(f"{path}: {error}", file=sys.stderr)
    return texts


def main() -> None:
    """Run the fuzz."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--n", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    golden = Path(__file__).parent.parent / "tests" / "golden"
    texts = pages([golden, *options.folders])
    slowest = 0.0
    for number in range(options.n):
        rng = random.Random(options.seed * 1_000_003 + number)  # noqa: S311 - a fuzz, no secret
        text = rng.choice(texts)
        for _ in range(rng.randrange(1, 6)):
            text = rng.choice(MUTATIONS)(text, rng) or "。"
        start = time.process_time()
        try:
            check(text)
        except Exception:
            Path("fuzz-failure.txt").write_text(text, encoding="utf-8", errors="surrogatepass")
            print(f"mutation {number} of seed {options.seed} fails; its text is in fuzz-failure.txt", file=sys.stderr)
            raise
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > SLOWEST_SECONDS:
            sys.exit(f"mutation {number} of seed {options.seed} takes {took:.1f} s of CPU")
    print(
        f"{options.n} mutations of {len(texts)} pages: no crash, no lost line; the slowest took {slowest * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
