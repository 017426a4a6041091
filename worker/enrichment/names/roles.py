"""The position that the text gives a person: 区委副书记、区长 before 黄祖英, 教授 after a name, (区委书记) in brackets.

Nothing is concluded: a position is what is printed directly beside the name, or before the list that it stands in.
"""

from __future__ import annotations

import bisect
import operator
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.names.spans import ORGANIZATION, PERSON
from worker.enrichment.remembered import remembered
from worker.lexicon.titles import COURTESY, TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.names.spans import Name
    from worker.enrichment.vocabulary import Words

# Parts of speech that may stand between an office and its place: 重庆市/ns 政协/j 副/b 主席/n.
_MODIFIERS: Final = frozenset(
    {"n", "ns", "nt", "nz", "j", "b", "vn", "f", "s", "an", "m", "q", "eng", "nr", "ng", "h", "l"}
)
_LONGEST: Final = 30
_NONE = (0, 0)
_start = operator.attrgetter("start")
# 王俊(区委书记), 王俊(女,汉族,区委副书记、区长). Must NOT match what says something else: (左一), (记者 李明).
_BRACKETS: Final = re.compile(r"\s?\((?:[^()\n]{1,20}[,;])?([\u3400-\u9fff、·“”a-z0-9]{2,30})\)")
_REPORTERS = ("记者", "通讯员", "特约记者", "实习生", "摄影", "特派记者")


@remembered(1 << 12)
def is_title(word: str) -> bool:
    """Tell whether a word is or ends in a position: 区委书记 as well as 书记."""
    return word in TITLES or any(word[-length:] in TITLES for length in (4, 3, 2) if length < len(word))


def with_roles(text: str, names: Sequence[Name], words: Words) -> list[Name]:
    """Return the names, people with the role that stands beside them; in a list it passes on to the next.

    Args:
        text: Folded text.
        names: In order of position.
        words: The words of ``text``.
    """
    result: list[Name] = []
    bodies = [name for name in names if name.kind is ORGANIZATION]
    for name in names:
        if name.kind is not PERSON:
            result.append(name)
            continue
        before = _before(text, name.start, words)
        if before:  # a body's name is not cut: 县环保局局长, 国网澄江供电公司员工
            at = bisect.bisect_right(bodies, before[0], key=_start) - 1
            if at >= 0 and before[0] < bodies[at].end < before[1]:
                before = bodies[at].start, before[1]
        start, end = before or _after(text, name.end, words) or _NONE
        previous = result[-1] if result else None
        if not end and previous is not None and previous.kind is PERSON and previous.role:
            listed = text[previous.end : name.start] in {"、", ""}
            start, end = (previous.role_start, previous.role_start + len(previous.role)) if listed else _NONE
        result.append(name._replace(role=text[start:end], role_start=start) if end else name)
    return result


def has_role(text: str, name: Name, words: Words) -> bool:
    """Tell whether a position stands directly before or after a name.

    Args:
        text: Folded text.
        name: A person.
        words: The words of ``text``.
    """
    return _before(text, name.start, words) is not None or _after(text, name.end, words) is not None


def is_reporter(role: str) -> bool:
    """Tell whether a role is that of somebody who writes or photographs for the paper."""
    return role.endswith(_REPORTERS)


def _before(text: str, start: int, words: Words) -> tuple[int, int] | None:
    """Return the span of the position that ends before ``start``."""
    at = start
    while at and text[at - 1] == " ":
        at -= 1
    index = words.index_before(at)
    if index < 0 or not is_title(words.word(index)):
        return None
    first = index
    while first > 0 and at - words.starts[first - 1] <= _LONGEST:
        word, tag = words.word(first - 1), words.tag(first - 1)
        joins = word == "、" and first > 1 and is_title(words.word(first - 2))
        if not joins and (tag not in _MODIFIERS or not word.strip()):
            break
        first -= 1
    begins = words.starts[first] + (text[words.starts[first]] == "、")
    return None if text[begins:at] in COURTESY else (begins, at)


def _after(text: str, end: int, words: Words) -> tuple[int, int] | None:
    """Return the span of the position that follows a name: the word itself, or what brackets say."""
    match = _BRACKETS.match(text, end)
    if match:
        return match.span(1) if is_title(match[1]) and match[1] not in COURTESY else None
    index = words.index_at(end)
    if index < 0:
        return None
    word = words.word(index)
    return (end, end + len(word)) if word in TITLES and word not in COURTESY else None
