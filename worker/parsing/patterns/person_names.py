"""Does this have the form of a person's name, and where does one run-on name end and the next begin?

A name is known by its structure: a surname and one or two characters, a compound surname, parts joined by points (a
minority or foreign name), Latin letters. Words that look so (高兴, 方向盘) and known
places are no names without a mark.
All runs on folded text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from worker.lexicon import surnames
from worker.lexicon.characters import HAN
from worker.lexicon.files import words
from worker.lexicon.places import WORLD
from worker.lexicon.transliteration import CHARACTERS

# Characters of a name: rare ones too, and those that a font of its own holds in place of them.
NAME: Final = rf"{HAN}〇\ue000-\uf8ff"
POINT: Final = "·•・‧․∙⋅•﹒"
_HAN_RUN: Final = re.compile(rf"[{NAME}]+")
_HAN_NAME: Final = re.compile(rf"[{NAME}]{{2,4}}")
_DOTTED_NAME: Final = re.compile(rf"[{NAME}]{{1,8}}(?:[{POINT}][{NAME}]{{1,8}}){{1,4}}")
# A rare character spelled out, as databases do: 钟(昆音). A pen name in angle brackets: 〈民音〉.
_SPELLED_NAME: Final = re.compile(rf"[{NAME}]{{0,2}}(?:\([{HAN}+]{{2,4}}\)|〈[{HAN}]{{1,4}}〉)[{NAME}]{{0,2}}")
_LATIN_NAME: Final = re.compile(r"[a-z][a-z.\-]{0,15}(?: [a-z][a-z.\-]{0,15}){0,3}")
# 林sir, 阿may, a.史密斯. Must NOT match mixed words of text (t恤, 卡拉ok): a known surname or 阿 and two letters.
_MIXED_NAME: Final = re.compile(rf"(?P<sur>[{HAN}]{{1,2}})[a-z]{{2,10}}|[a-z]\.[{HAN}]{{2,6}}")
# 柳禾青和杜小渡, joanne与柳禾青.
_JOINED: Final = re.compile(rf"([{HAN}]{{2,4}}|[a-z]{{3,15}})[和与及]([{HAN}]{{2,4}}|[a-z]{{3,15}})")
_SEPARATORS: Final = re.compile(rf"[、,;/|&+]|\s{{0,4}}[{POINT}]\s{{0,4}}(?=$)")
_SPACES: Final = re.compile(r"\s+")
_LONGEST_RUN: Final = 48
MAX_NAMES: Final = 24
_TWO, _THREE, _FOUR = 2, 3, 4
# Characters that stand in no name; and those that stand in none without a surname.
_NOT_IN_NAMES: Final = frozenset("的了着过吗呢吧啊们它哪您没很")
_NOT_IN_PEN_NAMES: Final = _NOT_IN_NAMES | frozenset(
    "是在有被把从对与但而且这那你他她更最再又也都就将已会能要不以及为之或"
)
# Words of a sentence that no one of several names holds.
_NOT_RUN_ON: Final = _NOT_IN_NAMES | frozenset("是要到把被从对但这那你他她再又也都就不给让与及赴")
_PREPOSITIONS: Final = frozenset("由在把被对向从")
# What a name does not end with: a verb run on to it.
_VERBS = (
    *("主持", "出席", "参加", "陪同", "讲话", "致辞", "报道", "报导", "强调", "指出", "要求", "表示", "调研", "考察"),
    *("会见", "提出", "介绍", "主讲", "作序", "题词", "摄影", "采访", "拍摄"),
)
_NEVER: Final = float("inf")  # what is no name costs
_WORDLIKE: Final = words("wordlike_names")


@lru_cache(4096)
def likely_name(text: str) -> bool:
    """Return whether ``text`` (folded, no white space) has the form of a name that begins with a surname."""
    if not _HAN_NAME.fullmatch(text):
        return _is_dotted(text) or _is_mixed(text)
    length = surnames.surname_length(text, surnames.ANY)
    if not length or _has_verb(text):
        return False
    return length < len(text) <= length + 2


def _is_dotted(text: str) -> bool:
    if _DOTTED_NAME.fullmatch(text) is None:
        return False
    if not _NOT_IN_NAMES.isdisjoint(text) or text[0] in _PREPOSITIONS:
        return False
    # 买买提·艾力 is written by sound; 自主·自立 and 读者·编者 are not.
    return 2 * sum(character in CHARACTERS for character in text) >= sum(character not in POINT for character in text)


def _is_mixed(text: str) -> bool:
    match = _MIXED_NAME.fullmatch(text)
    return match is not None and (match["sur"] is None or match["sur"][0] in surnames.SINGLE or match["sur"] == "阿")


def _has_verb(text: str) -> bool:
    return text.endswith(_VERBS) or not _NOT_IN_NAMES.isdisjoint(text[1:])


@lru_cache(4096)
def sure_name(text: str) -> bool:
    """Return whether ``text`` is a name by its form alone: a usual surname, and no word and no place of that form."""
    if not likely_name(text):
        return False
    if not _HAN_NAME.fullmatch(text):
        return True
    return surnames.surname_length(text) > 0 and text not in _WORDLIKE and text not in WORLD


def is_double_surnamed(text: str) -> bool:
    """Return whether ``text`` may be a name with the surnames of both parents: 柳杜禾青. Words have that form too."""
    return (
        len(text) == _FOUR
        and _HAN_NAME.fullmatch(text) is not None
        and text[0] in surnames.COMMON
        and text[1] in surnames.SINGLE
        and not _has_verb(text)
        and text[2:] not in _WORDLIKE
    )


def begins_with_word(text: str) -> bool:
    """Return whether a name of three characters begins with a word or a place, as one in a hundred does: 江南岸."""
    if len(text) != _THREE or text[:2] in surnames.COMPOUND or text[1] in "百千万亿":
        return False
    return text[:2] in _WORDLIKE or text[:2] in WORLD


@lru_cache(4096)
def pen_name(text: str) -> bool:
    """Return whether ``text`` may be a name where a mark (a role, a bullet, 摄) says that a name stands here."""
    if likely_name(text) or any(form.fullmatch(text) for form in (_SPELLED_NAME, _LATIN_NAME, _DOTTED_NAME)):
        return True
    return _HAN_NAME.fullmatch(text) is not None and not text.endswith(_VERBS) and _NOT_IN_PEN_NAMES.isdisjoint(text)


def _cut_run(run: str, *, marked: bool) -> list[str] | None:
    """Cut names that run on (李天金杨钊良): each two or three characters, each with a surname; None when impossible.

    Without a mark only the commonest surnames will do: 税收征管措施加强 has the form of such a run.
    """
    size = len(run)
    best = [0.0] + [_NEVER] * size
    came = [0] * (size + 1)
    for end in range(2, size + 1):
        if end > _FOUR and min(best[end - _FOUR : end]) == _NEVER:
            return None  # no name reaches farther
        for length in (3, 2, 4):
            start = end - length
            if start < 0 or best[start] == _NEVER:
                continue
            cost = best[start] + _cost(run[start:end], marked)
            if cost < best[end]:
                best[end], came[end] = cost, start
    if best[size] == _NEVER:
        return None
    names: list[str] = []
    end = size
    while end:
        start = came[end]
        names.append(run[start:end])
        end = start
    return names[::-1]


@lru_cache(4096)
def _cost(part: str, marked: bool) -> float:
    """Return how unlike one of several names that run on a part is: three characters are the rule, two come less."""
    if not surnames.surname_length(part) or not likely_name(part) or not _NOT_RUN_ON.isdisjoint(part):
        return _NEVER
    usual = part[0] not in surnames.COMMON and part[:2] not in surnames.COMPOUND
    if usual and not marked:
        return _NEVER
    doubled = len(part) == _THREE and part[1] in surnames.COMMON  # 林李辉 of 刘玉林李辉: the second name begins there
    return (1.0 if len(part) == _THREE else 1.6) + 0.5 * (part in _WORDLIKE) + 0.7 * usual + 0.2 * doubled


def join_spaced(parts: list[str]) -> list[str]:
    """Join two-character names set with a space (冯 霄): single characters go in pairs."""
    joined: list[str] = []
    waiting = ""
    for part in parts:
        if len(part) == 1 and _HAN_RUN.fullmatch(part):
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
    if waiting and joined and len(joined[-1]) == _TWO:  # a three-character name cut before its last
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
    text = text.strip(f" 、,;:{POINT}\u3000")
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
        for word in join_spaced(_SPACES.split(stripped)):
            found = names_of_word(word, strict=strict)
            if found is None:
                return None
            names.extend(found)
    return names if 0 < len(names) <= MAX_NAMES else None


def names_of_word(word: str, *, strict: bool, marked: bool = False) -> list[str] | None:
    """Return the names in a word without white space: one, several that run on, or two joined by 和 or 与; None: none.

    Args:
        word: Folded.
        strict: Each name must begin with a surname.
        marked: Something says that names stand here.
    """
    if likely_name(word) and not (strict and any(point in word for point in POINT)):
        return [word]
    if _SPELLED_NAME.fullmatch(word):
        return [word]
    joined = _JOINED.fullmatch(word)
    if joined and all(likely_name(name) or (marked and name.isascii()) for name in joined.groups()):
        return [*joined.groups()]
    run = _cut_run(word, marked=marked) if len(word) >= _FOUR and _HAN_RUN.fullmatch(word) else None
    if run is not None:
        return run
    if strict:
        return None
    return [word] if pen_name(word) or _DOTTED_NAME.fullmatch(word) else None
