"""Words that the archive teaches: the names it has seen often enough, as a dictionary in jieba's format.

A dictionary cuts 熊辉 into two characters, because it does not know him. The names that stand in source lines, under
photographs and beside a position are sure, and the same people come back issue after issue. What they add is only what
no dictionary has: 高峰 stays the peak that it is elsewhere, and people of that name are found by context as before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LEAST_ISSUES = 3
# Between what jieba gives a rare name and a common word: enough to be cut whole, too little to break a common word.
_FREQUENCY = 30
_TAG = "nr"
# Two to four Han characters, or the parts of a transliterated name. Must NOT match what a slip of parsing leaves: one
# character, digits, Latin letters, whole phrases.
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}")


def learned_words(
    issues: Mapping[str, int], has_word: Callable[[str], bool], *, least: int = LEAST_ISSUES
) -> dict[str, int]:
    """Return the names worth learning with the number of issues that have them, in the order of their characters.

    Args:
        issues: In how many issues each name stands as a byline, a credit or with a position.
        has_word: Tells whether the dictionaries have a word already, without those learned before.
        least: Issues from which a name is learned.
    """
    counted: dict[str, int] = {}
    for name, count in issues.items():
        folded = fold("".join(name.split()))
        if _NAME.fullmatch(folded):
            counted[folded] = max(count, counted.get(folded, 0))
    return {name: counted[name] for name in sorted(counted) if counted[name] >= least and not has_word(name)}


def dictionary_text(words: Mapping[str, int]) -> str:
    """Return a dictionary in jieba's format; the same words give the same text, however often they were seen."""
    return "".join(f"{word} {_FREQUENCY} {_TAG}\n" for word in sorted(words))
