"""Does this look like a person's name, and where does one run-on name end and the next begin?"""

from __future__ import annotations

import re

from worker.lexicon import surnames

_SEPARATORS = re.compile(r"[、,;/|&和]|\s{0,4}·\s{0,4}(?=$)")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}")
# A rare character spelled out, as databases do: 钟(昆音). A pen name in angle brackets: 〈民音〉.
_SPELLED_NAME = re.compile(
    r"[\u3400-\u9fff]{0,2}(?:\([\u3400-\u9fff+]{2,4}\)|〈[\u3400-\u9fff]{1,4}〉)[\u3400-\u9fff]{0,2}"
)
_LATIN_NAME = re.compile(r"[a-z][a-z.\-]{0,15}(?: [a-z][a-z.\-]{0,15}){0,3}")
_SPACES = re.compile(r"\s+")
_LONGEST_RUN = 48
MAX_NAMES = 12


def likely_name(text: str) -> bool:
    """Tell whether ``text`` (folded, no white space) has the form of a Chinese name that begins with a surname."""
    if not _HAN_NAME.fullmatch(text):
        return bool(_DOTTED_NAME.fullmatch(text))
    if text[:2] in surnames.COMPOUND:
        return len(text) in {3, 4}
    return text[0] in surnames.ANY and len(text) in {2, 3}


def _cut_run(run: str) -> list[str] | None:
    """Cut names that run on (李天金杨钊良): each two or three characters, each with a surname; None when impossible."""
    size = len(run)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * size
    for end in range(2, size + 1):
        for length in (3, 2, 4):
            start = end - length
            if start < 0 or best[start][0] == float("inf"):
                continue
            part = run[start:end]
            if not likely_name(part) or (part[0] not in surnames.COMMON and part[:2] not in surnames.COMPOUND):
                continue
            # Three characters are the rule; two come less often.
            cost = best[start][0] + (1.0 if length == 3 else 1.6)  # noqa: PLR2004
            if cost < best[end][0]:
                best[end] = (cost, start)
    if best[size][0] == float("inf"):
        return None
    names: list[str] = []
    end = size
    while end:
        start = best[end][1]
        names.append(run[start:end])
        end = start
    return names[::-1]


def _join_spaced(parts: list[str]) -> list[str]:
    """Join two-character names set with a space (冯 霄): single characters go in pairs."""
    joined: list[str] = []
    waiting = ""
    for part in parts:
        if len(part) == 1 and "\u3400" <= part <= "\u9fff":
            if waiting:
                joined.append(waiting + part)
                waiting = ""
            else:
                waiting = part
            continue
        if waiting:
            joined.append(waiting + part)
            waiting = ""
            continue
        joined.append(part)
    if waiting and joined and len(joined[-1]) == 2:  # noqa: PLR2004 - a three-character name cut before its last
        joined[-1] += waiting
    elif waiting:
        joined.append(waiting)
    return joined


def split_names(text: str, *, strict: bool = False) -> list[str] | None:
    """Return the names in ``text`` (folded): separated by 、 or spaces, spaced inside, or run on.

    Args:
        text: Names only, no roles.
        strict: Each must begin with a known surname; otherwise any short Han word will do (pen names).

    Returns:
        None when it does not look like a list of names.
    """
    text = text.strip(" 、,;:·\u3000")
    if not text or len(text) > _LONGEST_RUN:
        return None
    names: list[str] = []
    for group in _SEPARATORS.split(text):
        stripped = group.strip()
        if not stripped:
            continue
        if _LATIN_NAME.fullmatch(stripped):
            names.append(stripped)
            continue
        for word in _join_spaced(_SPACES.split(stripped)):
            found = _names_of_word(word, strict=strict)
            if found is None:
                return None
            names.extend(found)
    return names if 0 < len(names) <= MAX_NAMES else None


def _names_of_word(word: str, *, strict: bool) -> list[str] | None:
    if likely_name(word) and not (strict and "·" in word):
        return [word]
    if _SPELLED_NAME.fullmatch(word):
        return [word]
    run = _cut_run(word) if len(word) >= 4 and _is_han(word) else None  # noqa: PLR2004 - two names at least
    if run is not None:
        return run
    if strict:
        return None
    if _HAN_NAME.fullmatch(word) or _DOTTED_NAME.fullmatch(word):
        return [word]
    return None


def _is_han(word: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in word)
