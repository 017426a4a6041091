"""Brands and teams in rows: 小米 and 苹果 are companies beside 华为, and nothing of the kind by themselves."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.known_names import brands, teams_at_play
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, Name
from worker.lexicon.files import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

_LINKS: Final = "、,和与及"
# What is sold by weight, or ripens, is no company: 小米和苹果每斤五元.
_GROCERIES: Final = frozenset({"小米", "苹果"})
_SOLD: Final = re.compile(r"[^,。;!?]{0,8}?(?:每(?:公)?斤|每[箱袋亩]|元一斤|[斤吨袋]|丰收|挂果|采摘|熬粥|红了)")


# A text tells of play by several of these. Must NOT be told by one alone: 主场 is said of summits.
_PLAY: Final = re.compile(
    r"[0-9]{1,3}[-:比][0-9]{1,3}|联赛|常规赛|季后赛|季前赛|总决赛|德比|篮板|助攻|三分球?|主场|客场|进球|破门|禁区|扳平|点球|门将|主帅|主教练|积分榜|球迷"
)
_LEAST_SIGNS: Final = 3
_MOST_SIGNS: Final = 40  # looked at
_TEAM: Final = "队"
_NO_TEAM: Final = frozenset("员长伍列友")  # 火箭|队列


@functools.cache
def _ordinary() -> re.Pattern[str]:
    return re.compile(grouped(brands()[1]))


def is_grocery(name: Name, text: str) -> bool:
    """Tell whether what was taken for a company is goods: sold by weight, or ripe."""
    return name.text in _GROCERIES and name.kind is ORGANIZATION and _SOLD.match(text, name.end) is not None


def branded(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the ordinary words that stand in a row with a brand or a team.

    Args:
        text: Folded text.
        names: As found so far.
        words: Of the text.
    """
    yield from _at_play(text, names, words)
    certain = brands()[0]
    known = [name for name in names if name.text in certain]
    if not known:
        return
    ends, starts = {name.end for name in known}, {name.start for name in known}
    matches = [match.span() for match in _ordinary().finditer(text) if words.index_at(match.start()) >= 0]
    for start, end in matches:
        if start - 1 in ends and text[start - 1] in _LINKS:
            ends.add(end)
    for start, end in reversed(matches):
        if end + 1 in starts and end < len(text) and text[end] in _LINKS:
            starts.add(start)
    for start, end in matches:
        if end in ends or start in starts:
            yield Name(start, end, ORGANIZATION, text[start:end], BY_RULE)


def _at_play(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the teams: all words for them where two play, with 队 wherever they stand (火箭队)."""
    found = [(words.starts[index], words.word(index)) for index in words.teams()]
    if not found:  # as in most texts
        return
    known = (name.text for name in names if name.kind is ORGANIZATION and name.text in teams_at_play())
    teams = {word.removesuffix(_TEAM) for word in (*known, *(word for _, word in found))}
    plays = len(teams) > 1 and (
        len({match[0] for match, _ in zip(_PLAY.finditer(text), range(_MOST_SIGNS), strict=False)}) >= _LEAST_SIGNS
    )
    for start, word in found:
        end = start + len(word)
        with_team = text[end : end + 1] == _TEAM and text[end + 1 : end + 2] not in _NO_TEAM
        whole = end + 1 if with_team and not word.endswith(_TEAM) else end
        if plays or (text[whole - 1] == _TEAM and text[whole : whole + 1] not in _NO_TEAM):
            yield Name(start, whole, ORGANIZATION, text[start:whole], BY_RULE)
