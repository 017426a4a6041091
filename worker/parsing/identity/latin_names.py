"""Which Latin words of a path are a paper's: rmrb, yuzhouribao, beibei, chinadaily; not real, pdfs, batch or output.

A folder is called whatever whoever made it liked. So a word names a paper only where it is spelled as papers are: by
the initials or the pinyin of a name with 报, in English with a word of its own for papers, or as a place of China.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from worker.lexicon.files import words
from worker.lexicon.places import place_names

if TYPE_CHECKING:
    from collections.abc import Sequence

# Initials of a name that ends in 报: rmrb, ahrb, xjb. No syllable begins with i, u or v.
_INITIALS: Final = re.compile(r"[abcdefghjklmnopqrstwxyz]{2,6}b")
_KINDS: Final = (
    "ri|wan|chen|zao|shi|zhou|shang|dao|xin|dushi|qingnian|jingji|fazhi|nongmin|gongren|keji|jiaoyu|wenhua|kuai"
)
_PINYIN: Final = re.compile(rf"[a-z]{{2,24}}(?:{_KINDS})bao|[a-z]{{4,24}}(?:bao|zhoukan|zhoumo)")
_ENGLISH: Final = re.compile(r"[a-z]{3,20}(?:daily|times|post|herald|weekly|gazette|evening)")
# Must not match: rerundaily, blogposts.
_NO_ENGLISH: Final = re.compile(r"(?:some|run|rerun|blog|new|my|per|bi|all|old)(?:daily|times|post|weekly|evening)")
_BESIDE: Final = words("latin_papers", "word")
_KNOWN: Final = words("latin_papers", "known")
_NO_INITIALS: Final = words("latin_papers", "no_initials")
_NO_PINYIN: Final = words("latin_papers", "no_pinyin")
_SHORTEST_PLACE: Final = 5  # letters: da-ta, a-ba, li-ne would be places too


def is_latin_paper(word: str, beside: Sequence[str] = ()) -> bool:
    """Return whether a word in small letters names a paper: ``beibei`` of Beibei Daily.

    Args:
        word: One of a folder's or file's name.
        beside: The Latin words of that name.
    """
    if word in _BESIDE:
        return False  # daily/2023-10-27 is a crawler's
    return (
        (_INITIALS.fullmatch(word) is not None and word not in _NO_INITIALS)
        or (_PINYIN.fullmatch(word) is not None and word not in _NO_PINYIN)
        or (_ENGLISH.fullmatch(word) is not None and _NO_ENGLISH.fullmatch(word) is None)
        or word in _KNOWN
        or not _BESIDE.isdisjoint(beside)
        or (len(word) >= _SHORTEST_PLACE and word in _places())
    )


@cache
def _places() -> frozenset[str]:
    """Return how the divisions of China are spelled, those of two syllables and more."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take 0.1 s to load; few archives have Latin names

    spelled = (lazy_pinyin(name) for name in place_names() if not name.isascii())
    return frozenset("".join(syllables) for syllables in spelled if len(syllables) > 1)
