"""Whether two names may be one paper's: 北碚报 and beibei, 人民日报 and rmrb or renmrb."""

from __future__ import annotations

import functools

from worker.document.identifiers import slug
from worker.folding import fold


def same_paper(one: str, other: str) -> bool:
    """Return whether two names are spelled alike, or one abbreviates the other's pinyin."""
    first, second = slug(one), slug(other)
    if first.startswith(second) or second.startswith(first):
        return True
    return _abbreviates(other, second, one) or _abbreviates(one, first, other)


def _abbreviates(written: str, letters: str, name: str) -> bool:
    """Tell whether ``letters`` are beginnings of the name's syllables, one after the other: ren-m-r-b."""
    return written.isascii() and not name.isascii() and _begins(letters.replace("-", ""), _syllables(fold(name)))


@functools.cache
def _syllables(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take 0.1 s to load; needed for conflicts only

    return tuple(lazy_pinyin("".join(name.split())))


def _begins(letters: str, syllables: tuple[str, ...]) -> bool:
    if not syllables or not letters:
        return not syllables and not letters
    first, *others = syllables
    longest = min(len(first), len(letters))
    return any(
        letters[:length] == first[:length] and _begins(letters[length:], tuple(others))
        for length in range(longest, 0, -1)
    )
