"""People that the tagger marked without being sure: the rest of the article speaks for or against them, or mends them.

The tagger judges a clause. What it is unsure of is left out where its first character is a surname only beside other
proof (多措, 冷链, 迟来) or none, where it begins or ends within a word (长[江之歌]), and where the article says the
same again as no name (蔓越莓, 花青素). None of this is asked of who has a position, stands in a row of people, or is
sure elsewhere in the article. A name that holds a surer one of the same article gives way to it: 批[文森], [文森]曾.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from worker.enrichment.names.people import is_chinese_name
from worker.enrichment.names.roles import has_role
from worker.enrichment.names.spans import PERSON, Spans
from worker.lexicon import surnames, transliteration

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from worker.enrichment.names.spans import Name
    from worker.enrichment.names.usage import Usage
    from worker.enrichment.vocabulary import Words

# Nats a character; measured on articles of today, of which no error was marked by anybody: of what is left out, nine
# in ten were nobody.
_WEAK: Final = 1.3  # below it, a surname that is an ordinary word is no proof
_WEAKER: Final = 0.8  # below it, what the article has again without a mark is nobody
_WEAKEST: Final = 0.65  # below it, neither end may lie within a word
_WEAK_PAIR: Final = 2.0  # below it, likewise of two characters, but what may be written by sound: 台语, 商圈
# Below it, a name of three characters goes on to the end of its word where Japan is spoken of: 松野青|一.
_WEAK_JAPANESE: Final = 1.65
_JAPAN: Final = "日本"
_GOES_ON_BEHIND: Final = frozenset("说涉闹及在为是等和与任获作批拟疑则被把将称指拒料以对于访会今昨也已又都曾称吁")
_LONGEST_CHINESE: Final = 3
_OF_PEOPLE: Final = frozenset({"nr", "nrt", "nrfg"})  # the dictionary's tags
_MOST_TIMES: Final = 20  # that one is looked for
_SAID_OF: Final = frozenset("批揭吁促挺赞称邀对由")  # what headlines do to people; some of these write sounds too
_LONGEST_REST: Final = 2  # characters of what stands before or behind a surer name
# 列明慧|说: who says something is somebody.
_SAYS: Final = re.compile(r"[说指称认忆]|表示|强调|透露|直言|坦言|回应|回忆")
# Tags of the dictionary for single characters that are ordinary words; most surnames have nr, ns or none.
_ORDINARY: Final = frozenset(
    {"n", "v", "vn", "a", "ad", "d", "t", "i", "l", "c", "r", "p", "q", "m", "f", "y", "b", "s", "j"}
)


def without_doubtful(
    text: str, usage: Usage, names: list[Name], words: Words, word_tag: Callable[[str], str]
) -> tuple[list[Name], frozenset[str]]:
    """Return the names without those doubtful people, and who of the doubtful has a position: these are somebody.

    Args:
        text: Folded.
        usage: Of this text.
        names: In order, without overlaps.
        words: Of the text.
        word_tag: The dictionary's tag of a word, "" when it has none.
    """
    if _JAPAN in text:
        names = [_japanese(name, text, words) for name in names]
    doubtful = [name for name in names if name.kind is PERSON and _is_weak(name)]
    if not doubtful:
        return names, frozenset()
    people = [name for name in names if name.kind is PERSON]
    sure = {name.text for name in people if not _is_weak(name)}
    asked = [name for name in doubtful if name.text not in sure]
    spoken = frozenset(name.text for name in asked if has_role(text, name, words))
    starts, ends = {name.start for name in people}, {name.end for name in people}
    marked = Counter(name.text for name in names)
    spans = Spans(names)
    changed: dict[int, Name | None] = {}
    for name in asked:
        held = _held(name, sure, words)
        if held is not None:
            changed[name.start] = held
        elif name.text in spoken or _is_listed(name, text, starts, ends):
            continue
        elif (
            (_has_no_surname(name.text, word_tag) and not _says(name, text))
            or _is_within_words(name, words)
            or (word_tag(name.text) not in _OF_PEOPLE and _is_said_again(name, text, usage, marked, spans))
        ):
            changed[name.start] = None
    if not changed:
        return names, spoken
    kept = (changed.get(name.start, name) if name.kind is PERSON else name for name in names)
    return [name for name in kept if name is not None], spoken


def _japanese(name: Name, text: str, words: Words) -> Name:
    """Return a name with the last of its four characters, which the tagger cut off: 高市早|苗."""
    short = name.kind is PERSON and len(name.text) == name.end - name.start == _LONGEST_CHINESE
    if not short or name.sure >= _WEAK_JAPANESE or text[name.end : name.end + 1] in _GOES_ON_BEHIND:
        return name
    at = bisect.bisect_left(words.starts, name.end) - 1
    if words.starts[at] + words.lengths[at] != name.end + 1:
        return name
    return name._replace(end=name.end + 1, text=text[name.start : name.end + 1])


def _is_weak(name: Name) -> bool:
    pair = len(name.text) == 2 and name.text[0] in surnames.SINGLE  # noqa: PLR2004 - the shortest name
    return name.sure < (_WEAK_PAIR if pair else _WEAK)


def _is_listed(name: Name, text: str, starts: Collection[int], ends: Collection[int]) -> bool:
    """Tell whether a name stands in a row with another person: 冷星、[林青禾]."""
    before = text[name.start - 1 : name.start] == "、" and name.start - 1 in ends
    return before or (text[name.end : name.end + 1] == "、" and name.end + 1 in starts)


def _has_no_surname(name: str, word_tag: Callable[[str], str]) -> bool:
    """Tell whether a short name begins with what is no surname or an ordinary word, and is not written by sound."""
    if len(name) > _LONGEST_CHINESE or name[0] in surnames.COMMON or name[:2] in surnames.COMPOUND:
        return False
    if len(name) == _LONGEST_CHINESE and transliteration.CHARACTERS.issuperset(name):
        return False
    return name[0] not in surnames.ANY or word_tag(name[0]) in _ORDINARY


def _says(name: Name, text: str) -> bool:
    """Tell whether somebody of three characters, at the start of a clause, says something."""
    begins = not text[name.start - 1 : name.start].isalpha() or name.start == 0
    return begins and len(name.text) == _LONGEST_CHINESE and _SAYS.match(text, name.end) is not None


def _is_within_words(name: Name, words: Words) -> bool:
    """Tell whether a Chinese name begins within a word or ends within another: 长[江之歌], [龙舟奋]楫."""
    if name.sure >= _WEAKEST or not is_chinese_name(name.text):
        return False
    return words.index_at(name.start) < 0 or _is_cut_short(name, words)


def _is_cut_short(name: Name, words: Words) -> bool:
    """Tell whether a name ends within a word that begins within it."""
    at = bisect.bisect_left(words.starts, name.end)
    return (at == len(words.starts) or words.starts[at] != name.end) and words.starts[at - 1] > name.start


def _is_said_again(name: Name, text: str, usage: Usage, marked: Mapping[str, int], spans: Spans) -> bool:
    """Tell whether the article has the same characters where they are no name and in none."""
    if name.sure >= _WEAKER or usage.near(name.start).count(name.text) <= marked[name.text]:
        return False
    at = text.find(name.text)
    for _ in range(_MOST_TIMES):
        if at < 0:
            break
        if not spans.over(name._replace(start=at, end=at + len(name.text))):
            return True
        at = text.find(name.text, at + 1)
    return False


def _held(name: Name, sure: Collection[str], words: Words) -> Name | None:
    """Return the surer name of the same article that a name begins or ends with, in its place; None for none."""
    if len(name.text) != name.end - name.start:
        return None
    for rest in range(1, _LONGEST_REST + 1):
        before, inner = name.text[:rest], name.text[rest:]
        said = before in _SAID_OF or transliteration.CHARACTERS.isdisjoint(before)
        if inner in sure and said and not is_chinese_name(name.text):
            return name._replace(start=name.start + rest, text=inner)
        inner, after = name.text[:-rest], name.text[-rest:]
        chinese = is_chinese_name(name.text) or is_chinese_name(inner)  # 林郑 is no end of 林郑月娥
        foreign = not chinese and transliteration.CHARACTERS.isdisjoint(after)
        if inner in sure and (foreign or (is_chinese_name(name.text) and _is_cut_short(name, words))):
            return name._replace(end=name.end - rest, text=inner)
    return None
