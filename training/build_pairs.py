"""Builds ``worker/parsing/data/pairs.txt``: character pairs that belong together inside Chinese words.

The parser asks it one question: do the last character of one line and the first of the next stand in one word? The
source is jieba's dictionary (MIT licence), a dependency of the product: its words and their frequencies, no text.

    python training/build_pairs.py > worker/parsing/data/pairs.txt

Each output line is a character followed by all that may follow it inside a word, sorted.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import pairwise

FEWEST = 300
LEAST_INFORMATION = 2.0
_FIRST, _LAST = "\u3400", "\u9fff"


def pairs(lines: list[str]) -> dict[str, set[str]]:
    """Return, for each character, those that follow it inside words more often than chance explains."""
    together: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    total = 0
    for line in lines:
        word, frequency, *_ = line.split(" ")
        if not all(_FIRST <= character <= _LAST for character in word):
            continue
        count = int(frequency)
        for first, second in pairwise(word):
            together[first + second] += count
        for character in word:
            opening[character] += count
            closing[character] += count
            total += count
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair, count in together.items():
        if count >= FEWEST and math.log(count * total / (opening[pair[0]] * closing[pair[1]])) >= LEAST_INFORMATION:
            found[pair[0]].add(pair[1])
    return found


def main() -> None:
    """Print the table."""
    dictionary = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    for first, seconds in sorted(pairs(dictionary).items()):
        sys.stdout.write(first + "".join(sorted(seconds)) + "\n")


if __name__ == "__main__":
    main()
